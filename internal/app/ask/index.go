package ask

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/timeline"
)

// indexFor is the index where it can answer by these dimensions. It has the
// team's own dataset, and no text too long for it; what it cannot answer is
// worked out incident by incident.
func indexFor(ctx context.Context, p *point.Point, dimensions []string) (*timeline.Index, bool, error) {
	if p.About() != ascribe.Main || p.AsOf.Recorded == 0 || p.WithoutIndex() {
		return nil, false, nil
	}
	if hides, err := disclose.Hides(ctx, p, dimensions); err != nil || hides {
		return nil, false, err
	}
	x, err := p.Following().Index(ctx, p.Book, p.Last)
	if err != nil {
		return nil, false, err
	}
	for _, d := range dimensions {
		if !x.Knows(p.Book, d) {
			return nil, false, nil
		}
	}
	return x, true, nil
}

// countIndexed puts a count to the index; false where that cannot answer.
func countIndexed(ctx context.Context, p *point.Point, by []string, where []Condition, days []ascribe.Day) (timeline.Answer, bool, error) {
	x, ok, err := indexFor(ctx, p, append((&Selection{Where: where}).dimensions(), by...))
	if err != nil || !ok {
		return timeline.Answer{}, false, err
	}
	query, err := query(ctx, p, by, where, days)
	if err != nil {
		return timeline.Answer{}, false, err
	}
	answer, err := x.Count(ctx, query)
	return answer, true, err
}

// query is a question in the words of the index.
func query(ctx context.Context, p *point.Point, by []string, where []Condition, days []ascribe.Day) (timeline.Query, error) {
	query := timeline.Query{By: by, Days: days, Book: p.Book}
	for _, c := range where {
		query.Where = append(query.Where, timeline.Where{By: c.Dimension, Value: c.Value})
	}
	var err error
	query.Record, err = p.Record(ctx)
	return query, err
}

// countRows are the rows of an answer on one of its days, sorted as the
// codebook has them.
func countRows(book *codebook.Book, by []string, answer timeline.Answer, day int) []CountRow {
	rows := []CountRow{}
	for _, r := range answer.Rows {
		if r.N[day] != 0 {
			rows = append(rows, CountRow{by: by, Values: r.Values, N: r.N[day]})
		}
	}
	sortRows(book, by, rows)
	return rows
}
