package ask

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/survey"
	"github.com/ascribe-project/ascribe/internal/survey/columns"
	"github.com/ascribe-project/ascribe/internal/survey/plain"
)

// surveyOf is what answers questions about many incidents from a point, by some
// dimensions. Of the team's own dataset it is the index, where that can: it has
// what was written, and no text too long for it. Of an imported one it is its
// columns, which have what every import makes. Else it is the incidents as the
// viewer may see them, one by one. They give the same answers.
func surveyOf(ctx context.Context, p *point.Point, dimensions ...string) (survey.Survey, error) {
	if err := disclose.Shown(ctx, p); err != nil {
		return nil, err
	}
	oneByOne := plain.Of(p.Book, incidentsOf(ctx, p))
	if p.AsOf.Recorded == 0 || p.WithoutIndex() {
		return oneByOne, nil
	}
	if p.About() != ascribe.Main {
		columns, err := columnsOf(ctx, p)
		if err != nil || columns == nil || !knowsAll(columns, dimensions) {
			return oneByOne, err
		}
		return columns, nil
	}
	if hides, err := disclose.Hides(ctx, p, dimensions); err != nil || hides {
		return oneByOne, err
	}
	record, err := p.Record(ctx)
	if err != nil {
		return nil, err
	}
	x, err := p.Following().Index(ctx, p.Book, p.Last)
	if err != nil {
		return nil, err
	}
	index := x.Survey(p.Book, record)
	if !knowsAll(index, dimensions) {
		return oneByOne, nil
	}
	return index, nil
}

func knowsAll(s survey.Survey, dimensions []string) bool {
	return !slices.ContainsFunc(dimensions, func(by string) bool { return !s.Knows(by) })
}

// columnsOf is the survey of an imported dataset by its columns; nil where they
// cannot answer from the point.
func columnsOf(ctx context.Context, p *point.Point) (*columns.Survey, error) {
	if p.About() == ascribe.Main || p.AsOf.Recorded == 0 || p.WithoutIndex() {
		return nil, nil
	}
	other := plain.Of(p.Book, incidentsOf(ctx, p))
	kept, key := point.Recently[inDatasetBy, columns.Survey](p), inDatasetBy{datasetOf(p), p.Book}
	if s := kept.Get(key); s != nil {
		return s.Over(other), nil
	}
	table, err := p.Following().Columns(ctx, p.About(), p.Last)
	if err != nil {
		return nil, err
	}
	taken, err := p.View.TakenBack(ctx)
	if err != nil {
		return nil, err
	}
	sources, err := p.View.SourcesOf(ctx, table.SourceIDs())
	if err != nil {
		return nil, err
	}
	s, ok := table.Survey(p.Book, p.AsOf.Recorded, taken, sources)
	if !ok {
		return nil, nil
	}
	kept.Put(key, s)
	return s.Over(other), nil
}

// inDatasetBy is under what something is kept that a dataset has by a codebook.
type inDatasetBy struct {
	inDataset
	book *codebook.Book
}

// incidentsOf are all incidents as the viewer may see them.
func incidentsOf(ctx context.Context, p *point.Point) plain.Incidents {
	return func(yield func(plain.Incident, error) bool) {
		for s, err := range disclose.Readings(ctx, p) {
			if !yield(plain.Incident(s), err) {
				return
			}
		}
	}
}

// queryOf is a question as a survey is asked it.
func queryOf(by []dimension, where []Condition, days ...ascribe.Day) survey.Query {
	q := survey.Query{Where: where, Days: days}
	for _, d := range by {
		q.By = append(q.By, d.by)
	}
	return q
}

// dimensionsIn are those that a survey has to know for a query.
func dimensionsIn(q survey.Query) []string {
	names := slices.Clone(q.By)
	for _, w := range q.Where {
		names = append(names, w.Dimension)
	}
	if q.Sum != "" {
		names = append(names, q.Sum)
	}
	return names
}

// countOf puts a count to a survey.
func countOf(ctx context.Context, p *point.Point, q survey.Query) (survey.Answer, error) {
	s, err := surveyOf(ctx, p, dimensionsIn(q)...)
	if err != nil {
		return survey.Answer{}, err
	}
	return s.Count(ctx, q)
}

// countRows are the rows of an answer on one of its days, sorted as the
// codebook has them.
func countRows(book *codebook.Book, by []string, answer survey.Answer, day int) []CountRow {
	rows := []CountRow{}
	for _, r := range answer.Rows {
		if r.N[day] == 0 {
			continue
		}
		row := CountRow{by: by, Values: r.Values, N: r.N[day]}
		if r.Sums != nil {
			row.Sum = &r.Sums[day]
		}
		rows = append(rows, row)
	}
	sortRows(book, by, rows)
	return rows
}
