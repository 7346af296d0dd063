package web

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app"
)

type sourcesInput struct {
	Asked
	Q     string `query:"q" doc:"Only those in whose title, publisher or id all of these words occur."`
	Kind  string `query:"kind" doc:"Only those of this kind." example:"court_record"`
	Sort  string `query:"sort" default:"-incidents" doc:"title, publisher, published, kind, reliability, statements or incidents; with - before it, the other way round."`
	After int    `query:"after" minimum:"0" doc:"How many rows come before those that are asked for."`
	Limit int    `query:"limit" default:"50" minimum:"1" maximum:"100" doc:"How many."`
}

// sourcesAnswer is a page of the bibliography.
type sourcesAnswer struct {
	app.Point
	Base  int             `json:"base"`  // the sources that had come out
	Total int             `json:"total"` // of these, those that pass
	Kinds []sourceTally   `json:"kinds"` // of the base
	Rows  []app.SourceRow `json:"rows"`
	Next  int             `json:"next"` // what to give as after for the next page; 0: this is the last
}

// sourceTally is how many sources are of a kind; an empty one is not known.
type sourceTally struct {
	Kind    string `json:"kind"`
	Sources int    `json:"sources"`
}

// sourceOrders are the orders that sources can have. What is not known comes
// last in either direction, and equals by their titles.
var sourceOrders = map[string]struct {
	compare func(x, y *app.SourceRow) int
	unknown func(*app.SourceRow) bool
}{
	"title":       {func(x, y *app.SourceRow) int { return 0 }, func(r *app.SourceRow) bool { return r.Title == "" }},
	"publisher":   {func(x, y *app.SourceRow) int { return compareText(x.Publisher, y.Publisher) }, func(r *app.SourceRow) bool { return r.Publisher == "" }},
	"published":   {func(x, y *app.SourceRow) int { return x.Published.Compare(y.Published) }, func(r *app.SourceRow) bool { return r.Published.IsZero() }},
	"kind":        {func(x, y *app.SourceRow) int { return compareText(x.Kind, y.Kind) }, func(r *app.SourceRow) bool { return r.Kind == "" }},
	"reliability": {func(x, y *app.SourceRow) int { return cmp.Compare(x.Reliability.Number(), y.Reliability.Number()) }, func(r *app.SourceRow) bool { return r.Reliability == "" }},
	"statements":  {func(x, y *app.SourceRow) int { return cmp.Compare(x.Statements, y.Statements) }, nil},
	"incidents":   {func(x, y *app.SourceRow) int { return cmp.Compare(x.Incidents, y.Incidents) }, nil},
}

func compareText(x, y string) int { return cmp.Compare(strings.ToLower(x), strings.ToLower(y)) }

func askSources(ctx context.Context, v *view, in *sourcesInput) (*sourcesAnswer, error) {
	by, reversed := strings.CutPrefix(in.Sort, "-")
	order, ok := sourceOrders[by]
	if !ok {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "sort: sources have no order by %q", by).
			WithHint("sort by title, publisher, published, kind, reliability, statements or incidents")
	}
	all, err := v.record.Sources(ctx, v.question)
	if err != nil {
		return nil, err
	}
	a := &sourcesAnswer{Point: all.Point, Base: len(all.Rows), Kinds: []sourceTally{}}
	kinds := map[string]int{}
	rows := []app.SourceRow{}
	for i := range all.Rows {
		r := &all.Rows[i]
		kinds[r.Kind]++
		if (in.Kind == "" || r.Kind == in.Kind) && hasWords(in.Q, r.Title, r.Publisher, r.Source) {
			rows = append(rows, *r)
		}
	}
	for kind, n := range kinds {
		a.Kinds = append(a.Kinds, sourceTally{kind, n})
	}
	slices.SortFunc(a.Kinds, func(x, y sourceTally) int {
		return cmp.Or(cmp.Compare(y.Sources, x.Sources), cmp.Compare(x.Kind, y.Kind))
	})
	slices.SortFunc(rows, func(x, y app.SourceRow) int {
		if order.unknown != nil && order.unknown(&x) != order.unknown(&y) {
			return map[bool]int{true: 1, false: -1}[order.unknown(&x)]
		}
		first := order.compare(&x, &y)
		last := cmp.Or(compareText(x.Title, y.Title), cmp.Compare(x.Source, y.Source))
		if by == "title" {
			first = last
		}
		if reversed {
			first = -first
		}
		return cmp.Or(first, last)
	})
	a.Total = len(rows)
	a.Rows, a.Next = part(rows, in.After, in.Limit)
	return a, nil
}

// hasWords reports whether each word of q is in one of the texts.
func hasWords(q string, texts ...string) bool {
	for _, word := range strings.Fields(strings.ToLower(q)) {
		if !slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(strings.ToLower(text), word) }) {
			return false
		}
	}
	return true
}

// A column is the head of a column by which a table can be sorted.
type column struct {
	Title, To string
	Number    bool
	Sorted    string // ascending, descending; empty: by another one
}

// Columns are those of the table of sources.
func (in *sourcesInput) Columns() []column {
	list := []column{
		{Title: "Source", To: "title"},
		{Title: "Kind", To: "kind"},
		{Title: "Published", To: "-published"},
		{Title: "Reliability", To: "reliability"},
		{Title: "Statements", To: "-statements", Number: true},
		{Title: "Incidents", To: "-incidents", Number: true},
	}
	by, reversed := strings.CutPrefix(in.Sort, "-")
	for i := range list {
		if c := &list[i]; strings.TrimPrefix(c.To, "-") == by {
			c.Sorted, c.To = "ascending", "-"+by
			if reversed {
				c.Sorted, c.To = "descending", by
			}
		}
	}
	return list
}
