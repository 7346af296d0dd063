package app

import (
	"context"

	"github.com/ascribe-project/ascribe"
)

// List is the incidents as of a point, each with its answer.
type List struct {
	Point
	Codebook BookName  `json:"codebook"`
	Rows     []ListRow `json:"rows"`
	// Total is how many incidents pass, Limit how many of them are listed.
	Total int `json:"total"`
}

// ListRow is one incident.
type ListRow struct {
	Incident string `json:"incident"`
	Title    string `json:"title"`
	ascribe.Outcome
	Settled bool `json:"settled"`
}

// Selection narrows a question to some incidents.
type Selection struct {
	Where  []Condition
	Search string
	Limit  int // 0: all
}

// List answers which incidents there are, and what was behind each.
func (a *App) List(ctx context.Context, q *Question, sel *Selection) (*List, error) {
	q, book, err := a.open(ctx, q)
	if err != nil {
		return nil, err
	}
	dims, err := conditions(book, sel.Where)
	if err != nil {
		return nil, err
	}
	list := &List{Point: q.point(), Codebook: nameOf(book), Rows: []ListRow{}}
	for s, err := range a.present(ctx, q, book) {
		if err != nil {
			return nil, err
		}
		if !dims.pass(s, q.AsOf.Known) || !s.mentions(sel.Search, q.AsOf) {
			continue
		}
		list.Total++
		if sel.Limit > 0 && len(list.Rows) >= sel.Limit {
			continue
		}
		outcome, settled := s.Outcome(q.AsOf.Known)
		list.Rows = append(list.Rows, ListRow{s.dossier.Subject, s.dossier.Title, outcome, settled})
	}
	return list, nil
}
