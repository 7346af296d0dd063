package desk

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/web/desk"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

const statementPath = "/desk/statement"

var addStatement = kit.Form[desk.StatementIn, acts.Added]{
	Path: statementPath, Act: desk.AddStatement,
	Sheet: codingSheet,
	Try:   kit.Trying(desk.TryStatement, tellTrial),
	After: func(ctx context.Context, v *kit.View, in *desk.StatementIn, _ int64) (string, error) {
		x, err := v.At.View.Subject(ctx, ascribe.Main, in.Subject)
		if err != nil {
			return "", err
		}
		switch n := x.Noun.(type) {
		case *ascribe.Actor:
			return v.ToActor(n.ID), nil
		case *ascribe.Link:
			return v.ToIncident(n.Incident), nil
		}
		return v.ToIncident(in.Subject), nil
	},
	Offers: []kit.Offer{
		{At: "/incidents/{id}", Label: "Add a statement", To: func(id string) string { return to(statementPath, "subject", id) }},
		{At: "/actors/{id}", Label: "Add a statement", To: func(id string) string { return to(statementPath, "subject", id) }},
		{At: "/documents/{id}", Label: "Code a statement from it", To: func(id string) string { return to(statementPath, "document", id) }},
		{At: "/sources/{id}", Label: "Code a statement of it", To: func(id string) string { return to(statementPath, "source", id) }},
	},
}

// statementSheet first asks what is coded, and of what; then it has the definition of
// that, and its values.
func statementSheet(ctx context.Context, v *kit.View, given url.Values) (*kit.Sheet, error) {
	subject, variable := strings.TrimSpace(given.Get("subject")), v.At.Book.Printed(given.Get("variable"))
	kind, err := kindOf(ctx, v.At, subject)
	if err != nil {
		return nil, err
	}
	x := v.At.Book.Variable(variable)
	if x == nil || subject == "" {
		return &kit.Sheet{
			Title: "Add a statement", Button: "Go on", Asks: true, Lead: "What one source said, on one day, of one variable.",
			Fields: []kit.Field{
				{Name: "subject", Label: "Of what", Hint: "The id of an incident, an actor or a link.", Required: true},
				{Name: "variable", Label: "Variable", Kind: kit.ChoiceField, Choices: variablesOf(v.At, kind), Required: true},
				{Name: "source", Kind: kit.HiddenField},
				{Name: "document", Kind: kit.HiddenField},
			},
		}, nil
	}
	sources, err := sourcesOf(ctx, v.At)
	if err != nil {
		return nil, err
	}
	g := kit.Glossary{Codebook: &v.At.Book.Codebook}
	return &kit.Sheet{
		Title: "Add a statement: " + g.VariableTitle(x.Name), Button: "Write it down", Try: true,
		Lead: "Of " + subject + ". Code what the source itself says, and nothing that you conclude.",
		Told: meaningOf(g, x),
		Fields: []kit.Field{
			{Name: "subject", Kind: kit.HiddenField, Value: subject},
			{Name: "variable", Kind: kit.HiddenField, Value: x.Name},
			valueField(x),
			{Name: "stance", Label: "The source", Kind: kit.ChoiceField, Choices: []kit.FieldChoice{{Value: "asserts", Text: "asserts it"}, {Value: "denies", Text: "denies it"}, {Value: "raises", Text: "raises it: it may be so"}}},
			{Name: "source", Label: "Source", Hint: "Its id. One that is not there yet is added on the page of the sources.", Required: true, Choices: sources},
			{Name: "basis", Label: "Basis", Kind: kit.ChoiceField, Choices: []kit.FieldChoice{{Value: "", Text: "not said"}, {Value: "seen", Text: "seen"}, {Value: "document", Text: "document"}, {Value: "told", Text: "told"}, {Value: "inferred", Text: "inferred"}}},
			{Name: "credibility", Label: "Credibility of what it says", Kind: kit.ChoiceField, Choices: credibilities},
			{Name: "reliability", Label: "Reliability, where it is not the source's", Kind: kit.ChoiceField, Choices: reliabilities("the source's")},
			{Name: "said", Label: "Said on", Hint: "Where that is not the day on which the source came out. " + dayHint},
			{Name: "locator", Label: "Where it stands", Hint: "A page, a paragraph."},
			{Name: "note", Label: "Note", Hint: "Why it was coded so.", Kind: kit.AreaField},
			{Name: "coder", Label: "Coder"},
		},
	}, nil
}

func kindOf(ctx context.Context, p *point.Point, subject string) (ascribe.SubjectKind, error) {
	if subject == "" {
		return "", nil
	}
	x, err := p.View.Subject(ctx, ascribe.Main, subject)
	if ascribe.KindOf(err) == ascribe.ErrNotFound {
		return "", nil // whoever writes it down says so
	}
	if err != nil {
		return "", err
	}
	return ascribe.SubjectKind(x.Noun.Record()), nil
}

// variablesOf are those that can be coded of a kind of thing; of any, where it is not
// known what it is.
func variablesOf(p *point.Point, kind ascribe.SubjectKind) []kit.FieldChoice {
	g := kit.Glossary{Codebook: &p.Book.Codebook}
	list := []kit.FieldChoice{{Value: "", Text: "choose one"}}
	for i := range p.Book.Vars {
		x := &p.Book.Vars[i]
		if kind == "" || slices.Contains(ask.SubjectsOf(x), kind) {
			list = append(list, kit.FieldChoice{Value: x.Name, Text: g.VariableTitle(x.Name) + " (" + x.Name + ")"})
		}
	}
	return list
}

func meaningOf(g kit.Glossary, x *ascribe.Variable) []kit.Told {
	told := kit.Told{Title: "What it means"}
	for _, text := range []string{x.Definition, x.Note} {
		if text != "" {
			told.Lines = append(told.Lines, text)
		}
	}
	for _, value := range x.Values {
		if value.Definition != "" || value.Note != "" {
			told.Lines = append(told.Lines, strings.TrimSpace(g.ValueWords(x.Name, value.Code)+": "+value.Definition+" "+value.Note))
		}
	}
	if len(told.Lines) == 0 {
		return nil
	}
	return []kit.Told{told}
}

func valueField(x *ascribe.Variable) kit.Field {
	f := kit.Field{Name: "value", Label: "Value", Required: true}
	switch {
	case len(x.Values) > 0:
		f.Kind = kit.ChoiceField
		f.Choices = []kit.FieldChoice{{Value: "", Text: "choose one"}}
		for i, value := range x.Values {
			f.Choices = append(f.Choices, kit.FieldChoice{Value: value.Code, Text: fmt.Sprintf("%d  %s", i+1, kit.Words(value.Code))})
		}
	case x.Type == ascribe.TypeDate:
		f.Hint = dayHint
	case x.Type == ascribe.TypeCountry:
		f.Hint = "Its code, as in DE."
	}
	return f
}

// maxSources is how many sources are proposed.
const maxSources = 300

func sourcesOf(ctx context.Context, p *point.Point) (list []kit.FieldChoice, err error) {
	for s, err := range p.View.Sources(ctx) {
		if err != nil {
			return nil, err
		}
		list = append(list, kit.FieldChoice{Value: s.Noun.ID, Text: s.Noun.Title})
	}
	slices.Reverse(list) // the last are most likely the next
	return list[:min(len(list), maxSources)], nil
}

// tellTrial says what a statement would do to the label.
func tellTrial(t *acts.Trial, refused *ascribe.Error) []kit.Told {
	if refused != nil {
		return nil // it is told beside the fields
	}
	told := kit.Told{Title: "Were it written down"}
	say := func(format string, args ...any) { told.Lines = append(told.Lines, fmt.Sprintf(format, args...)) }
	switch before, after := t.Before, t.After; {
	case after == nil || after.Label == "":
	case before == nil || before.Label == "":
		say("The label would be %s.", labelOf(after))
	case labelOf(before) == labelOf(after):
		say("The label would stay %s.", labelOf(after))
	default:
		say("This would move the label from %s to %s.", labelOf(before), labelOf(after))
	}
	for _, f := range t.Fates {
		if f.Fate != "" {
			say("The statement, of grade %s, would be: %s.", f.Grade, kit.Words(string(f.Fate)))
		}
	}
	for _, d := range t.Days {
		if d.Before != nil && d.After != nil {
			say("From %s on it was believed to be %s, and would be %s.", d.From, believed(d.Before), believed(d.After))
		}
	}
	for _, w := range t.Warnings {
		say("%s.", w.Message)
	}
	if len(told.Lines) == 0 {
		say("Nothing that is known would be otherwise.")
	}
	return []kit.Told{told}
}

func labelOf(a *ascribe.Attribution) string {
	settled := ", not settled"
	if a.Settled {
		settled = ", settled"
	}
	return kit.OutcomeWords(a.Label, a.Level) + settled
}

func believed(b *ascribe.Belief) string { return kit.OutcomeWords(b.Label, b.Level) }
