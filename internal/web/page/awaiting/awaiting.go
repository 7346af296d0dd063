package awaiting

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe/internal/web/draw"
	"github.com/ascribe-project/ascribe/internal/web/kit"

	htmltemplate "html/template"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
)

type awaitingInput struct {
	kit.Asked
	Where    []string `query:"where,explode" doc:"Only incidents of which this holds: NAME OP VALUE, or @NAME, as of /incidents." example:"[\"country=FR\"]"`
	Variable string   `query:"variable" doc:"Only the incidents in which this question is open, a page at a time. Left out, the first few of each question." example:"contact"`
	After    string   `query:"after" doc:"The cursor of the next page of one question."`
	Limit    int      `query:"limit" default:"50" minimum:"1" maximum:"100" doc:"How many of one question."`
}

// firstWaiting is how many incidents of each question are shown, where none is
// asked for by itself.
const firstWaiting = 5

func askAwaiting(ctx context.Context, v *kit.View, in *awaitingInput) (*ask.AwaitingAnswer, error) {
	where, err := ask.ParseConditions(in.Where)
	if err != nil {
		return nil, err
	}
	if in.Variable == "" {
		if err := kit.Unpaged(in.After); err != nil {
			return nil, err
		}
		return ask.Awaiting(ctx, v.At, where, firstWaiting)
	}
	return ask.AwaitingOf(ctx, v.At, where, in.Variable, in.After, in.Limit)
}

// Asks is the question that is asked for by itself, nil where that is open in
// no incident.
func (in *awaitingInput) Asks(a *ask.AwaitingAnswer) *ask.AwaitingQuestion {
	for i := range a.Questions {
		if a.Questions[i].Variable == in.Variable {
			return &a.Questions[i]
		}
	}
	return nil
}

// A waitingBar is in how many incidents a question is open, and in how many of
// these it alone decides, as parts of those that are not settled.
type waitingBar struct{ alone, open, unsettled int }

// WaitingBar is the bar of a question.
func (f awaitingPage) WaitingBar(q ask.AwaitingQuestion, unsettled int) waitingBar {
	return waitingBar{q.Alone, q.Open, unsettled}
}

func (b waitingBar) HTML() htmltemplate.HTML {
	const width = 200.0
	part := func(n int) float64 { return width * float64(n) / float64(max(b.unsettled, 1)) }
	var s draw.SVG
	s.Put(`<svg class="parts" viewBox="0 0 200 14" preserveAspectRatio="none" role="img" aria-label="alone can change %d, open in %d, of %d that are not settled">`,
		b.alone, b.open, b.unsettled)
	s.Put(`<rect class="whole" width="200" height="14"/><rect class="open" width="%.1f" height="14"/><rect class="alone" width="%.1f" height="14"/></svg>`,
		part(b.open), part(b.alone))
	return s.HTML()
}

// A waitingRow is an incident that waits for a question.
type waitingRow struct {
	Address, Title string
	Label          kit.LabelChip
	Alone          bool        // whether an answer to this question alone can change it
	Could          []couldChip // by label, in the order of the answer
}

// A couldChip is a label that an incident could become, with its levels.
type couldChip struct {
	Class, Name, Levels string
	Raised              bool // whether somebody has raised all of it
}

// WaitingList is the incidents of a question.
func (f awaitingPage) WaitingList(q ask.AwaitingQuestion) []waitingRow {
	var list []waitingRow
	for i := range q.Incidents {
		w := &q.Incidents[i]
		list = append(list, waitingRow{
			Address: f.ToIncident(w.Incident), Title: w.Title, Label: f.Chip(w.Label, w.Level), Alone: w.Alone, Could: f.couldChips(w.CouldBecome),
		})
	}
	return list
}

// couldChips has one chip for each label, and what has been raised apart from
// what has not.
func (f awaitingPage) couldChips(could []ascribe.Possibility) []couldChip {
	var chips []couldChip
	for _, p := range could {
		at := slices.IndexFunc(chips, func(c couldChip) bool { return c.Name == kit.Words(p.Label) && c.Raised == p.Raised })
		if at < 0 {
			at = len(chips)
			chips = append(chips, couldChip{Class: f.Palette.Class(p.Label), Name: kit.Words(p.Label), Raised: p.Raised})
		}
		if c := &chips[at]; p.Level != "" {
			if c.Levels != "" {
				c.Levels += ", "
			}
			c.Levels += kit.Words(p.Level)
		}
	}
	return chips
}

// Narrowing is what the page is narrowed by.
func (f awaitingPage) Narrowing() *kit.Narrowing {
	return &kit.Narrowing{Frame: f.Frame, Where: f.In.Where}
}

// awaitingPage is what the template of the page is given.
type awaitingPage struct {
	*kit.Page[awaitingInput, ask.AwaitingAnswer]
}
