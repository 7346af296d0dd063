package columns

import (
	"context"

	"github.com/ascribe-project/ascribe/internal/survey"
)

// List implements [survey.Survey].
func (s *Survey) List(ctx context.Context, q survey.Query, limit int) (list []survey.Listed, total int, err error) {
	if s.leaves(q.Where) {
		return s.Survey.List(ctx, q, limit)
	}
	q.By, q.Sum = nil, ""
	c, err := s.counting(&q)
	if err != nil {
		return nil, 0, err
	}
	w := c.walk()
	w.begin(0, len(s.table.records))
	w.to(&c.steps[0])
	for i, in := range w.in {
		if in == 0 {
			continue
		}
		if total++; limit == 0 || len(list) < limit {
			list = append(list, s.listed(i))
		}
	}
	return list, total, nil
}

// Selected implements [survey.Survey].
func (s *Survey) Selected(ctx context.Context, q survey.Query, begin func(base, total int), visit func(l survey.Listed, values [][]string)) error {
	if s.leaves(q.Where) {
		return s.Survey.Selected(ctx, q, begin, visit)
	}
	p, err := s.paging(&survey.PageQuery{Query: q})
	if err != nil {
		return err
	}
	total := 0
	for _, failing := range p.failing {
		if failing == 0 {
			total++
		}
	}
	begin(p.base, total)
	values := make([][]string, len(p.by))
	for i, failing := range p.failing {
		if failing == 0 {
			visit(s.listed(i), p.valuesOf(i, values))
		}
	}
	return nil
}
