package timeline

import "slices"

// Selected calls visit with every incident that passes a query on its first
// day, in the order of the ledger, and with its values of the dimensions of
// Query.By; nil where nothing is known. Of conditions on the same dimension one
// is enough. The values are lent: visit must not keep the list. Before, it calls
// begin with how many incidents are counted, and how many of them pass.
func (x *Index) Selected(q Query, begin func(base, total int), visit func(record int64, l Listed, values [][]string)) {
	x.read(q, func(p *picture) {
		s := p.sheets.of(x, p, int32(q.Days[0]))
		groups := newGroups(x, p, s, q.Where)
		columns := make([]*column, len(q.By))
		for n, by := range q.By {
			columns[n] = s.column(x, p, by)
		}
		base := 0
		var passed []int32
		for i := range x.incidents {
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
		for _, i := range passed {
			for n, c := range columns {
				values[n] = c.known(i)
			}
			visit(x.incidents[i].record, Listed{x.incidents[i].id, p.lens.outcome(s.spans[i]), s.spans[i].settled}, values)
		}
	})
}
