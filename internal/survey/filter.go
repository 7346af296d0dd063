package survey

import (
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/words"
)

// A Filter is conditions made ready: the tests of each dimension that they are
// about.
type Filter []Tests

// Tests are all conditions on one dimension, of a filter that was kept or of none:
// of the equalities one must hold, of the others each.
type Tests struct {
	Dimension string
	Kept      string
	any       []test // equalities; empty: there are none
	each      []test
}

// A test says whether a condition holds of the values of a dimension, of which
// the state says whether they are known.
type test func(ascribe.State, []string) bool

// NewFilter makes conditions ready. It refuses those that cannot hold under the
// codebook, so that a slip does not look like a finding.
func NewFilter(book *codebook.Book, where []Condition) (Filter, error) {
	var f Filter
	for _, c := range where {
		if err := Check(book, c); err != nil {
			return nil, ascribe.Errorf(ascribe.ErrInvalid, "%s: %s", c, err)
		}
		n := slices.IndexFunc(f, func(t Tests) bool { return t.about(c) })
		if n < 0 {
			n = len(f)
			f = append(f, Tests{Dimension: c.Dimension, Kept: c.Kept})
		}
		if c.Equality(book) {
			f[n].any = append(f[n].any, testOf(book, c))
		} else {
			f[n].each = append(f[n].each, testOf(book, c))
		}
	}
	for i := range f {
		if err := f[i].together(book, where); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// Facet is the dimension whose facet leaves these conditions out; "": none does,
// since a filter that was kept holds as a whole.
func (t *Tests) Facet() string {
	if t.Kept != "" {
		return ""
	}
	return t.Dimension
}

// about reports whether a condition is one of these.
func (t *Tests) about(c Condition) bool { return t.Dimension == c.Dimension && t.Kept == c.Kept }

// Pass reports whether the conditions hold of the values of the dimension.
func (t *Tests) Pass(state ascribe.State, values []string) bool {
	holds := func(of test) bool { return of(state, values) }
	fails := func(of test) bool { return !of(state, values) }
	return (len(t.any) == 0 || slices.ContainsFunc(t.any, holds)) && !slices.ContainsFunc(t.each, fails)
}

// Equality reports whether the condition is one of those of which one is
// enough.
func (c Condition) Equality(book *codebook.Book) bool {
	_, _, ranged := c.rangeOf(book)
	return c.Op == In || c.Op == Equal && !ranged
}

// testOf is the test of a condition that was checked. What is unknown passes
// none but an equality with its state.
func testOf(book *codebook.Book, c Condition) test {
	known := func(t func(value string) bool) test {
		return func(state ascribe.State, values []string) bool {
			return state == ascribe.StateKnown && slices.ContainsFunc(values, t)
		}
	}
	if low, high, ok := c.rangeOf(book); ok {
		from, to := c.bound(book, low), c.bound(book, high)
		return known(func(value string) bool {
			v, ok := from.read(value)
			return ok && v.low >= from.low && v.high <= to.high
		})
	}
	switch c.Op {
	case Words:
		query := words.Parse(c.Values[0].Text)
		return known(func(value string) bool { return query.In(value) == query.All() })
	case Less, AtMost, Greater, AtLeast:
		limit := c.bound(book, c.Values[0].Text)
		return known(func(value string) bool {
			v, ok := limit.read(value)
			return ok && limit.holds(c.Op, v)
		})
	}
	states := book.Var(c.Dimension) != nil || c.Dimension == ByYear
	is := func(state ascribe.State, values []string) bool {
		return slices.ContainsFunc(c.Values, func(v Value) bool { return v.is(state, values, states) })
	}
	if c.Op == NotEqual {
		return func(state ascribe.State, values []string) bool {
			return state == ascribe.StateKnown && !is(state, values)
		}
	}
	return is
}

// is reports whether the value is among those of a dimension, which may have
// states.
func (v Value) is(state ascribe.State, values []string, states bool) bool {
	there := slices.Contains(values, v.Text)
	if state == ascribe.StateUnknown || state == ascribe.StateInadequate {
		there = false
	}
	if v.Quoted || !states {
		return there
	}
	switch ascribe.State(v.Text) {
	case ascribe.StateUnknown: // as the row of a count
		return there || state == ascribe.StateUnknown || state == ascribe.StateInadequate
	case ascribe.StateInadequate:
		return state == ascribe.StateInadequate
	}
	return there
}
