package timeline

import (
	"cmp"
	"slices"

	"github.com/ascribe-project/ascribe/internal/codebook"
)

// A Use is how many statements have a value of a variable.
type Use struct {
	Variable string
	Value    string // empty: the variable itself is meant
	N        int
}

// Lacking is what statements about incidents that count on the query's first
// day use and a codebook does not know: variables, and values of those that it
// knows; the most used first.
func (x *Index) Lacking(book *codebook.Book, q Query) []Use {
	x.mu.RLock()
	defer x.mu.RUnlock()
	day := int32(q.Days[0])
	claims := x.claims.of
	if q.Record != 0 && q.Record < x.record {
		_, claims = x.past(q)
	}
	n := map[Use]int{}
	l := x.newLens(book)
	for i := range x.incidents {
		for _, c := range claims(int32(i)) {
			if c.flags&struck != 0 || day < c.day || day >= c.until {
				continue
			}
			u := Use{Variable: x.slots[c.slot].name}
			switch {
			case l.variable[c.slot] < 0:
			case l.numbers[c.slot][c.value] == unknownNumber:
				u.Value = x.slots[c.slot].values[c.value]
			default:
				continue
			}
			n[u]++
		}
	}
	list := []Use{}
	for u, k := range n {
		u.N = k
		list = append(list, u)
	}
	slices.SortFunc(list, func(a, b Use) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Variable, b.Variable), cmp.Compare(a.Value, b.Value))
	})
	return list
}
