package timeline

import "slices"

// Selected calls visit with every incident that passes a query on its first
// day, in the order of the ledger, and with its values of the dimensions of
// Query.By; nil where nothing is known. Of conditions on the same dimension one
// is enough. The values are lent: visit must not keep the list. It returns how
// many incidents are counted.
func (x *Index) Selected(q Query, visit func(record int64, l Listed, values [][]string)) (base int) {
	x.read(q, func(p *picture) {
		s := p.sheets.of(x, p, int32(q.Days[0]))
		groups := newGroups(x, p, s, q.Where)
		columns := make([]*column, len(q.By))
		for n, by := range q.By {
			columns[n] = s.column(x, p, by)
		}
		values := make([][]string, len(columns))
		for i := range x.incidents {
			at := s.spans[i]
			if at.from == never {
				continue
			}
			base++
			if slices.ContainsFunc(groups, func(g group) bool { return !g.passes(i) }) {
				continue
			}
			for n, c := range columns {
				values[n] = c.known(int32(i))
			}
			visit(x.incidents[i].record, Listed{x.incidents[i].id, p.lens.outcome(at), at.settled}, values)
		}
	})
	return base
}
