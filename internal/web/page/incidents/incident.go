package incidents

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

type incidentInput struct {
	kit.Asked
	ID     string `path:"id" doc:"The incident's id." example:"wuerzburg-train-2016"`
	WhyNot string `query:"why_not" doc:"Answer as well why the label is not this one." example:"directed"`
}

// incidentAnswer is all that the page of one incident shows.
type incidentAnswer struct{ *ask.WholeAnswer }

func askIncident(ctx context.Context, v *kit.View, in *incidentInput) (*incidentAnswer, error) {
	whole, err := ask.Whole(ctx, v.At, in.ID, in.WhyNot)
	if err != nil {
		return nil, err
	}
	return &incidentAnswer{whole}, nil
}

// Ticks are the days on which evidence came out.
func (a *incidentAnswer) Ticks() []ascribe.Day {
	var days []ascribe.Day
	for _, list := range [][]disclose.Evidence{a.Evidence, a.After} {
		for _, e := range list {
			if day := e.Said.Last(); len(days) == 0 || days[len(days)-1] != day {
				days = append(days, day)
			}
		}
	}
	return days
}

// Found is what is known of a variable as of the point.
func (a *incidentAnswer) Found(variable string) *ascribe.Finding {
	for i := range a.Variables {
		if a.Variables[i].Variable == variable && a.Variables[i].Value != "" {
			return &a.Variables[i]
		}
	}
	return nil
}

// SourceOf is the title of a source that some evidence is from.
func (a *incidentAnswer) SourceOf(id string) string {
	for i := range a.Evidence {
		if a.Evidence[i].Source == id {
			return a.Evidence[i].Title
		}
	}
	return id
}

// By is the evidence behind the statements of a list of ids.
func (a *incidentAnswer) By(ids []string) []disclose.Evidence {
	var list []disclose.Evidence
	for _, id := range ids {
		for i := range a.Evidence {
			if a.Evidence[i].Statement == id {
				list = append(list, a.Evidence[i])
			}
		}
	}
	return list
}

// A couldBe is a label that it could become, with the levels.
type couldBe struct {
	Label  string
	Levels []string
	Raised bool
}

// Could are the labels that it could become, each once, in their order.
func (a *incidentAnswer) Could() []couldBe {
	var list []couldBe
	for _, p := range a.CouldBecome {
		at := slices.IndexFunc(list, func(c couldBe) bool { return c.Label == p.Label })
		if at < 0 {
			at = len(list)
			list = append(list, couldBe{Label: p.Label})
		}
		if p.Level != "" {
			list[at].Levels = append(list[at].Levels, kit.Words(p.Level))
		}
		list[at].Raised = list[at].Raised || p.Raised
	}
	return list
}

// Raises reports whether somebody has raised one of them.
func (a *incidentAnswer) Raises() bool {
	return slices.ContainsFunc(a.CouldBecome, func(p ascribe.Possibility) bool { return p.Raised })
}

// SoFar is what is known of an open question.
func (a *incidentAnswer) SoFar(g kit.Glossary, q ascribe.OpenQuestion) string {
	switch q.State {
	case ascribe.StateKnown:
		if found := a.Found(q.Variable); found != nil {
			return "so far: " + g.ValueWords(q.Variable, found.Value)
		}
	case ascribe.StateNoneFound:
		return "none found so far"
	case ascribe.StateNotExamined:
		return "not examined"
	case ascribe.StateInadequate:
		return "only in grades that do not count"
	}
	return "nobody has said"
}

// Weight is the class of a statement's row: "rests" where the label rests on it.
func (a *incidentAnswer) Weight(statement string) string {
	if a.RestsOn(statement) {
		return "rests"
	}
	return ""
}

// BigStrip is the strip of an incident's own page.
func (f incidentPage) BigStrip(a *incidentAnswer) bigStrip {
	b := bigStrip{Palette: f.Palette, Spans: a.History, Ticks: a.Ticks(), Known: f.Day(), To: func(day ascribe.Day) string { return f.On(day.String()) }}
	if v := f.Glossary.WithRole(ascribe.RoleEventDate); v != nil && a.Attribution != nil {
		if found := a.Found(v.Name); found != nil {
			if date, err := ascribe.ParseDate(found.Value); err == nil && !date.OpenEnded() {
				day := date.Last()
				b.Event = &day
			}
		}
	}
	return b
}

// incidentPage is what the template of the page is given.
type incidentPage struct {
	*kit.Page[incidentInput, incidentAnswer]
}

// AsTable is the evidence.
func (a *incidentAnswer) AsTable() kit.Table { return kit.ListTable(a.Evidence) }
