package ask

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// sortedList is a list in an order of its own.
func sortedList(ctx context.Context, p *point.Point, sel *Selection) (*ListAnswer, error) {
	if sel.All {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "an incident of which nothing was said has no place in an order").
			WithHint("ask for all, or for an order of those that are spoken of")
	}
	query, err := newIncidentsQuery(ctx, p, &IncidentsPage{Where: sel.Where, Search: sel.Search, Sort: sel.Sort, Facets: []string{}})
	if err != nil {
		return nil, err
	}
	list := &ListAnswer{Asked: p.Asked, Codebook: point.NameOf(p.Book), Rows: []ListRow{}}
	titles, err := titleList(ctx, p)
	if err != nil {
		return nil, err
	}
	pq := query.survey(p)
	if pq.Limit = sel.Limit; pq.Limit == 0 {
		pq.Limit = 1 << 40 // all
	}
	if query.sort.by == SortTitle {
		pq.Sort.Texts = titles.Folded
	}
	if sel.Search != "" {
		found, err := mentioning(ctx, p, sel.Search)
		if err != nil {
			return nil, err
		}
		pq.Among, list.Read = found.incidents, found.readUpTo()
	}
	all, err := surveyOf(ctx, p, query.dimensions(pq)...)
	if err != nil {
		return nil, err
	}
	page, err := all.Page(ctx, pq)
	if err != nil {
		return nil, err
	}
	list.Total = page.Total
	for i := range page.Rows {
		row := &page.Rows[i]
		list.Rows = append(list.Rows, ListRow{row.Incident, titles.Of(row.Record), row.Spans[len(row.Spans)-1].Belief, false})
	}
	return list, nil
}
