package sources

import (
	"context"
	"strings"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

type sourcesInput struct {
	kit.Asked
	Q     string `query:"q" doc:"Only those in whose title, publisher or id all of these words occur."`
	Kind  string `query:"kind" doc:"Only those of this kind." example:"court_record"`
	Sort  string `query:"sort" default:"-incidents" doc:"title, publisher, kind, published, reliability, statements, incidents or carries; with - before it, the other way round."`
	After string `query:"after" doc:"The cursor of the next page."`
	Limit int    `query:"limit" default:"50" minimum:"1" maximum:"100" doc:"How many."`
}

func askSources(ctx context.Context, v *kit.View, in *sourcesInput) (*ask.SourcePageAnswer, error) {
	return ask.SourcePage(ctx, v.At, &ask.SourceSelection{
		Kind: in.Kind, Words: in.Q, Sort: in.Sort, After: in.After, Limit: in.Limit,
	})
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
		{Title: "Carries", To: "-carries", Number: true},
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

// Orders are those of the form: the columns, each as it is sorted or would be.
func (in *sourcesInput) Orders() []column {
	list := in.Columns()
	for i := range list {
		c := &list[i]
		if c.Sorted != "" {
			c.To = in.Sort
		}
		if strings.HasPrefix(c.To, "-") {
			c.Title += ", descending"
		}
	}
	return list
}

// sourcesPage is what the template of the list is given.
type sourcesPage struct {
	*kit.Page[sourcesInput, ask.SourcePageAnswer]
}

// Carries is how many labels a source carries; empty, where that was not worked
// out.
func (f sourcesPage) Carries(r ask.SourceRow) string {
	if r.Carries == nil {
		return ""
	}
	return kit.Number(*r.Carries)
}
