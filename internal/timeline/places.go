package timeline

import (
	"context"
	"slices"
)

// Selected calls visit with every incident that passes a query on its first
// day, in the order of the ledger, and with its values of the dimensions of
// Query.By; nil where nothing is known. The values are lent: visit must not keep
// the list. Before, it calls begin with how many incidents are counted, and how
// many of them pass.
func (x *Index) Selected(ctx context.Context, q Query, begin func(base, total int), visit func(l Listed, values [][]string)) error {
	return x.read(ctx, q, func(p *reading) error {
		s, err := p.dayTables.of(ctx, x, p, int32(q.Days[0]))
		if err != nil {
			return err
		}
		groups, err := newGroups(ctx, x, p, s, q.Where)
		if err != nil {
			return err
		}
		columns, err := s.all(ctx, x, p, q.By)
		if err != nil {
			return err
		}
		base := 0
		var passed []int32
		for i := range x.incidents {
			if ended(ctx, i) {
				return ctx.Err()
			}
			if s.spans[i].from == never {
				continue
			}
			base++
			if !slices.ContainsFunc(groups, func(g group) bool { return !g.passes(i) }) {
				passed = append(passed, int32(i))
			}
		}
		begin(base, len(passed))
		values := make([][]string, len(columns))
		for at, i := range passed {
			if ended(ctx, at) {
				return ctx.Err()
			}
			for n, c := range columns {
				values[n] = c.known(i)
			}
			visit(Listed{Record: x.incidents[i].record, Incident: x.incidents[i].id, Belief: p.prepared.belief(s.spans[i])}, values)
		}
		return nil
	})
}
