package desk

import (
	"context"
	"net/url"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/desk"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

const adjudicatePath = "/desk/adjudicate"

// adjudicate settles how a source is to be read that coders read differently.
var adjudicate = kit.Form[desk.AdjudicationIn, acts.Added]{
	Path: adjudicatePath, Act: desk.Adjudicate, Sheet: adjudicationSheet,
	After:  toPage(func(in *desk.AdjudicationIn) string { return "/incidents/" + url.PathEscape(in.Subject) }),
	Offers: []kit.Offer{{At: "/incidents/{id}", Label: "Adjudicate", To: func(id string) string { return to(adjudicatePath, "subject", id) }}},
}

// adjudicationSheet asks first which of the differences between coders is settled. Of that
// it has the source, and all that was read out of it.
func adjudicationSheet(ctx context.Context, v *kit.View, given url.Values) (*kit.Sheet, error) {
	shown, err := ask.Show(ctx, v.At, given.Get("subject"))
	if err != nil {
		return nil, err
	}
	var differ []ascribe.Difference
	if shown.Attribution != nil {
		differ = shown.CodersDiffer
	}
	if given.Get("settles") == "" {
		return whichDifference(shown, differ)
	}
	for _, d := range differ {
		if strings.Join(d.Statements, ";") == given.Get("settles") {
			given.Set("variable", d.Variable)
			given.Set("source", d.Source)
		}
	}
	s, err := statementSheet(ctx, v, given)
	if err != nil || s.Asks {
		return s, err
	}
	s.Title, s.Lead, s.Try = strings.Replace(s.Title, "Add a statement", "Adjudicate", 1), "How the source is to be read. What coders made of it stays, and no longer counts.", false
	s.Told = append(readings(shown, given.Get("settles")), s.Told...)
	s.Fields = append([]kit.Field{{Name: "settles", Kind: kit.HiddenField, Value: given.Get("settles")}}, s.Fields...)
	s.Fields = append(s.Fields, needed(why))
	return s, nil
}

func whichDifference(shown *ask.ShowAnswer, differ []ascribe.Difference) (*kit.Sheet, error) {
	if len(differ) == 0 {
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "coders differ over nothing that is known of %s", shown.Incident).
			WithHint("what sources say differently is for the codebook to weigh; an adjudication settles how one source is read")
	}
	f := kit.Field{Name: "settles", Label: "What coders read differently", Kind: kit.ChoiceField, Required: true}
	for _, d := range differ {
		f.Choices = append(f.Choices, kit.FieldChoice{Value: strings.Join(d.Statements, ";"), Text: kit.Words(d.Variable) + ", by " + d.Source})
	}
	return &kit.Sheet{
		Title: "Adjudicate", Button: "Go on", Asks: true, Lead: "Of " + shown.Title + ". Settle how one source is to be read.",
		Fields: []kit.Field{{Name: "subject", Kind: kit.HiddenField, Value: shown.Incident}, f},
	}, nil
}

// readings are what coders made of the source.
func readings(shown *ask.ShowAnswer, settles string) []kit.Told {
	told := kit.Told{Title: "What coders made of it"}
	for i := range shown.Evidence {
		e := &shown.Evidence[i]
		for _, id := range strings.Split(settles, ";") {
			if e.Statement == id {
				line := string(e.Stance) + " " + e.Value
				if e.Coder != "" {
					line = e.Coder + ": " + line
				}
				if e.Note != "" {
					line += " (" + e.Note + ")"
				}
				told.Lines = append(told.Lines, line)
			}
		}
	}
	return []kit.Told{told}
}
