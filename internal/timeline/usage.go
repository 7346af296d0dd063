package timeline

import (
	"cmp"
	"context"
	"slices"

	"github.com/ascribe-project/ascribe/internal/codebook"
)

// A Use is how many statements have a value of a variable.
type Use struct {
	Variable string
	Value    string // empty: the variable itself is meant
	N        int
}

// Uses is what statements about incidents that count on the query's first day
// are about; the most used first.
func (x *Index) Uses(ctx context.Context, q Query) ([]Use, error) {
	day := int32(q.Days[0])
	none := func(string, string) (bool, bool) { return false, false }
	return x.uses(ctx, q, none, func(c *claim) bool { return c.day <= day && day < c.until })
}

// Lacking is what statements about incidents that were said by the query's first
// day use and a codebook does not know, also where their source has taken them
// back since: variables, and values of those that it knows; the most used first.
func (x *Index) Lacking(ctx context.Context, book *codebook.Book, q Query) ([]Use, error) {
	day := int32(q.Days[0])
	return x.uses(ctx, q, book.Knows, func(c *claim) bool { return c.day <= day })
}

// uses counts what the claims that count use and is not known: of what is not
// known at all, by variable.
func (x *Index) uses(ctx context.Context, q Query, knows func(variable, value string) (bool, bool), counts func(*claim) bool) ([]Use, error) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	claims := x.asRecorded(q)
	n := map[Use]int{}
	type coding struct {
		slot  uint16
		value uint32
	}
	coded := map[coding]int{}
	for i := range x.incidents {
		if ended(ctx, i) {
			return nil, ctx.Err()
		}
		list := claims(int32(i))
		for k := range list {
			if c := &list[k]; c.flags&struck == 0 && counts(c) {
				coded[coding{c.slot, c.value}]++
			}
		}
	}
	for c, k := range coded {
		s := x.slots[c.slot]
		u := Use{Variable: s.name}
		switch variable, value := knows(s.name, s.values[c.value]); {
		case variable && (value || c.value == 0): // a text too long to be kept is a text
			continue
		case variable:
			u.Value = s.values[c.value]
		}
		n[u] += k
	}
	list := []Use{}
	for u, k := range n {
		u.N = k
		list = append(list, u)
	}
	slices.SortFunc(list, func(a, b Use) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Variable, b.Variable), cmp.Compare(a.Value, b.Value))
	})
	return list, nil
}
