package ask

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// ListAnswer is the incidents as of a point, each with its answer.
type ListAnswer struct {
	point.Asked
	Codebook point.BookName `json:"codebook"`
	Rows     []ListRow      `json:"rows"`
	// Total is how many incidents pass; a limit may leave some of them out of Rows.
	Total int `json:"total"`
	// Read is, of a search, how far its index had read.
	Read *ReadUpTo `json:"read,omitzero"`
}

// ListRow is one incident.
type ListRow struct {
	Incident string `json:"incident"`
	Title    string `json:"title"`
	ascribe.Belief
}

// Selection narrows a question to some incidents.
type Selection struct {
	Where  []Condition
	Search string
	Limit  int // 0: all
}

// List answers which incidents there are, and what was behind each.
func List(ctx context.Context, p *point.Point, sel *Selection) (*ListAnswer, error) {
	dims, err := conditions(ctx, p, sel.Where)
	if err != nil {
		return nil, err
	}
	list := &ListAnswer{Asked: p.Asked, Codebook: point.NameOf(p.Book), Rows: []ListRow{}}
	q := queryOf(nil, dims, p.AsOf.Known)
	all, err := surveyOf(ctx, p, dimensionsIn(q)...)
	if err != nil {
		return nil, err
	}
	limit := sel.Limit
	if sel.Search != "" {
		limit = 0 // of those that are found
	}
	listed, total, err := all.List(ctx, q, limit)
	if err != nil {
		return nil, err
	}
	if list.Total = total; sel.Search != "" {
		found, err := mentioning(ctx, p, sel.Search)
		if err != nil {
			return nil, err
		}
		list.Read = found.readUpTo()
		listed = slices.DeleteFunc(slices.Clone(listed), func(l survey.Listed) bool { return !found.has(l.Record) })
		if list.Total = len(listed); sel.Limit > 0 {
			listed = listed[:min(len(listed), sel.Limit)]
		}
	}
	titles, err := titleList(ctx, p)
	if err != nil {
		return nil, err
	}
	for _, l := range listed {
		list.Rows = append(list.Rows, ListRow{l.Incident, titles.Of(l.Record), l.Belief})
	}
	return list, nil
}
