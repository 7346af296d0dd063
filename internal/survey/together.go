package survey

import (
	"math"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// together refuses conditions on one dimension that each could hold, and never
// all.
func (t *Tests) together(book *codebook.Book, where []Condition) error {
	if v := book.Var(t.Dimension); len(t.each) == 0 || v != nil && v.Several {
		return nil
	}
	var own []string
	for _, c := range where {
		if t.about(c) {
			own = append(own, c.String())
		}
	}
	if t.canHold(book, where) {
		return nil
	}
	if len(own) == 1 {
		return ascribe.Errorf(ascribe.ErrInvalid, "%s can hold of nothing", own[0]).WithHint("there is no value of %s that passes", t.Dimension)
	}
	return ascribe.Errorf(ascribe.ErrInvalid, "%s cannot hold together", strings.Join(own, " and ")).
		WithHint("no value of %s passes all of them; leave one out", t.Dimension)
}

// canHold reports whether anything that the dimension could be passes: one of
// the values that are asked for; else one of those that there are, as far as
// they can be listed, or some number between the limits.
func (t *Tests) canHold(book *codebook.Book, where []Condition) bool {
	if len(t.any) > 0 {
		for _, c := range where {
			for _, v := range c.Values {
				if t.about(c) && c.Equality(book) && t.allows(book, v) {
					return true
				}
			}
		}
		return false
	}
	can := Codes(book, t.Dimension)
	for _, value := range can {
		if t.Pass(ascribe.StateKnown, []string{value}) {
			return true
		}
	}
	if can != nil {
		return t.Dimension == ByLabel && book.Var(ByLabel) == nil && t.Pass(ascribe.StateKnown, []string{""}) // no row may hold
	}
	return t.between(book, where)
}

// allows reports whether an incident could pass that has a value that is asked
// for.
func (t *Tests) allows(book *codebook.Book, v Value) bool {
	coded := t.Pass(ascribe.StateKnown, []string{v.Text})
	if v.Quoted || book.Var(t.Dimension) == nil && t.Dimension != ByYear {
		return coded
	}
	switch state := ascribe.State(v.Text); state {
	case ascribe.StateUnknown:
		can := Codes(book, t.Dimension)
		return t.Pass(state, []string{Unknown}) || coded && (can == nil || slices.Contains(can, Unknown))
	case ascribe.StateInadequate, ascribe.StateNotExamined, ascribe.StateNoneFound:
		return t.Pass(state, []string{v.Text})
	}
	return coded
}

// between reports whether there is room between the limits of a dimension.
func (t *Tests) between(book *codebook.Book, where []Condition) bool {
	low, high := math.Inf(-1), math.Inf(1)
	lowOut, highOut := false, false // whether the limit itself is outside
	for _, c := range where {
		if !t.about(c) {
			continue
		}
		least, most := math.Inf(-1), math.Inf(1)
		leastOut, mostOut := c.Op == Greater, c.Op == Less
		if from, to, ranged := c.rangeOf(book); ranged {
			least, most = c.bound(book, from).low, c.bound(book, to).high
		}
		switch c.Op {
		case Greater:
			least = c.bound(book, c.Values[0].Text).high
		case AtLeast:
			least = c.bound(book, c.Values[0].Text).low
		case Less:
			most = c.bound(book, c.Values[0].Text).low
		case AtMost:
			most = c.bound(book, c.Values[0].Text).high
		}
		if least > low || least == low && leastOut {
			low, lowOut = least, leastOut
		}
		if most < high || most == high && mostOut {
			high, highOut = most, mostOut
		}
	}
	return low < high || low == high && !lowOut && !highOut
}
