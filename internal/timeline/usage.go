package timeline

import (
	"context"

	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// Uses is what statements about incidents that count on the query's first day
// are about; the most used first.
func (x *Index) Uses(ctx context.Context, q Query) ([]Use, error) {
	day := int32(q.Days[0])
	none := func(*codebook.Book, string, string) (bool, bool) { return false, false }
	return x.uses(ctx, q, none, func(c *claim) bool { return c.day <= day && day < c.until })
}

// Lacking is what statements about incidents that were said by the query's first
// day use and its codebook does not know, also where their source has taken them
// back since: variables, and values of those that it knows; the most used first.
func (x *Index) Lacking(ctx context.Context, q Query) ([]Use, error) {
	day := int32(q.Days[0])
	return x.uses(ctx, q, (*codebook.Book).Knows, func(c *claim) bool { return c.day <= day })
}

// uses counts what the claims that count use and is not known: of what is not
// known at all, by variable.
func (x *Index) uses(ctx context.Context, q Query, knows func(book *codebook.Book, variable, value string) (bool, bool), counts func(*claim) bool) ([]Use, error) {
	book := q.Book
	if book == nil {
		book = x.Book()
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	h, day := x.asRecorded(q), int32(q.Days[0])
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
		list, counted := h.on(int32(i), day)
		if !counted {
			continue
		}
		for k := range list {
			if c := &list[k]; c.flags&struck == 0 && counts(c) {
				coded[coding{c.slot, c.value}]++
			}
		}
	}
	for c, k := range coded {
		s := x.slots[c.slot]
		u := Use{Variable: s.name}
		if v := book.Var(s.name); v != nil { // an earlier version may have called it otherwise
			u.Variable = v.Name
		}
		switch variable, value := knows(book, s.name, s.values[c.value]); {
		case variable && (value || c.value == 0): // a text too long to be kept is a text
			continue
		case variable:
			u.Value = s.values[c.value]
		}
		n[u] += k
	}
	return survey.UsesOf(n), nil
}
