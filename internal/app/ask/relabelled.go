package ask

import (
	"cmp"
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// RelabelledAnswer is then and now: the answers as known on another day beside those
// as of the point.
type RelabelledAnswer struct {
	point.Asked
	Codebook point.BookName `json:"codebook"`
	Then     ascribe.Day    `json:"then"`
	Base     int            `json:"base"`      // the incidents that are counted as of the point
	BaseThen int            `json:"base_then"` // and on the other day
	Appeared int            `json:"appeared"`  // counted as of the point, and not then
	Gone     int            `json:"gone"`      // the other way round
	Pairs    []LabelPair    `json:"pairs"`
	Total    int            `json:"total"` // the incidents that are counted on both days and differ
	Rows     []Relabelling  `json:"rows"`
	Next     string         `json:"next"` // the cursor of the next page; "": this is the last
}

// LabelPair is how many of the incidents that are counted on both days had one
// label and have another, or the same.
type LabelPair struct {
	From string `json:"from"`
	To   string `json:"to"`
	N    int    `json:"n"`
}

// Relabelling is an incident of which label, level or settled differ.
type Relabelling struct {
	Incident string         `json:"incident"`
	Title    string         `json:"title"`
	Then     ascribe.Belief `json:"then"`
	Now      ascribe.Belief `json:"now"`
}

// Paging says which page of a list is asked for.
type Paging struct {
	After string // the cursor that the page before gave; empty: the first
	Limit int    // 0: 50; at most 100,000
}

// limit is how many rows a page has.
func (p *Paging) limit() (int, error) {
	switch {
	case p.Limit == 0:
		return defaultIncidents, nil
	case p.Limit < 0 || p.Limit > maxIncidents:
		return 0, ascribe.Errorf(ascribe.ErrUsage, "a page cannot have %d incidents", p.Limit).WithHint("ask for 1 to %d at a time", maxIncidents)
	}
	return p.Limit, nil
}

// Relabelled answers which incidents had another label, level or settled on
// another day than they have as of the point, in the order of their ids: of those
// that pass the conditions on one of the two days at least, so that it tells what
// came to pass them, and what ceased to.
func Relabelled(ctx context.Context, p *point.Point, then ascribe.Day, where []Condition, page *Paging) (*RelabelledAnswer, error) {
	limit, err := page.limit()
	if err != nil {
		return nil, err
	}
	order, err := newIncidentSort(p.Book, &IncidentsPage{After: page.After})
	if err != nil {
		return nil, err
	}
	after := ""
	if order.after != nil {
		after = order.after.Incident
	}
	r := &RelabelledAnswer{Asked: p.Asked, Codebook: point.NameOf(p.Book), Then: then, Rows: []Relabelling{}}
	keep, err := conditions(ctx, p, where)
	if err != nil {
		return nil, err
	}
	q := queryOf(nil, keep, then, p.AsOf.Known)
	all, err := surveyOf(ctx, p, dimensionsIn(q)...)
	if err != nil {
		return nil, err
	}
	found, err := all.Relabelled(ctx, q, after, limit)
	if err != nil {
		return nil, err
	}
	r.BaseThen, r.Base, r.Appeared, r.Gone, r.Total = found.Base[0], found.Base[1], found.Appeared, found.Gone, found.Total
	r.Pairs = labelPairs(p.Book, found.Pairs)
	ids := make([]string, len(found.Rows))
	for i := range found.Rows {
		ids[i] = found.Rows[i].Incident
	}
	titles, err := titlesOf(ctx, p, p.About(), ids)
	if err != nil {
		return nil, err
	}
	for i, row := range found.Rows {
		r.Rows = append(r.Rows, Relabelling{row.Incident, titles[i], row.Answers[0], row.Answers[1]})
	}
	if found.More {
		r.Next = order.cursor(survey.Place{Incident: ids[len(ids)-1]})
	}
	return r, nil
}

// labelPairs are the pairs of labels, in the order of the codebook.
func labelPairs(book *codebook.Book, outcomes map[[2]ascribe.Outcome]int) []LabelPair {
	counts := map[[2]string]int{}
	for pair, n := range outcomes {
		counts[[2]string{pair[0].Label, pair[1].Label}] += n
	}
	pairs := []LabelPair{}
	for pair, n := range counts {
		pairs = append(pairs, LabelPair{pair[0], pair[1], n})
	}
	slices.SortFunc(pairs, func(a, b LabelPair) int {
		return cmp.Or(compareValues(book, "label", a.From, b.From), compareValues(book, "label", a.To, b.To))
	})
	return pairs
}
