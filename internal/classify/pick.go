package classify

import (
	"cmp"
	"strconv"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// An evidence is what is known of one variable on one day: its candidates and
// what the policy picks from them.
type evidence struct {
	v     *codebook.Var
	cands []*claim
	// top is the claim that the policy picks, nil where it picks none. Of a
	// variable that takes several values it is picked from those that are no
	// codes, and counts where no code is left.
	top *claim
	// codes has, for each code that a variable of several values has, the
	// claim that ranks first.
	codes map[int]*claim
}

// order compares two claims: positive where a ranks before b.
type order func(a, b *claim) int

func latest(a, b *claim) int {
	return cmp.Or(cmp.Compare(a.day, b.day), b.grade.Compare(a.grade), cmp.Compare(a.at.Record, b.at.Record))
}

func best(a, b *claim) int {
	return cmp.Or(b.grade.Compare(a.grade), cmp.Compare(a.day, b.day), cmp.Compare(a.at.Record, b.at.Record))
}

// ranking is the order in which a policy's denials remove assertions.
func ranking(p ascribe.Policy) order {
	if p == ascribe.PolicyBest {
		return best
	}
	return latest
}

// weigh picks the value of a variable from its candidates.
func weigh(v *codebook.Var, cands []*claim) evidence {
	e := evidence{v: v, cands: cands}
	rank := ranking(v.Policy)
	standing := undenied(cands, rank)
	if !v.Several {
		e.top = choose(v, standing)
		return e
	}
	e.codes = map[int]*claim{}
	nothing := first(standing, rank, func(c *claim) bool { return c.value == codebook.NoneFound })
	for _, c := range standing {
		if c.value < codebook.FirstCode || nothing != nil && rank(nothing, c) > 0 {
			continue
		}
		if top := e.codes[c.value]; top == nil || rank(c, top) > 0 {
			e.codes[c.value] = c
		}
	}
	e.top = first(standing, rank, func(c *claim) bool { return c.value < codebook.FirstCode })
	return e
}

// undenied are the assertions that no denial of their value outranks.
func undenied(cands []*claim, rank order) []*claim {
	var standing []*claim
	for _, c := range cands {
		if c.stance() != ascribe.Asserts {
			continue
		}
		denied := first(cands, rank, func(d *claim) bool {
			return d.stance() == ascribe.Denies && d.is(c.value, c.at.Noun.Value)
		})
		if denied == nil || rank(c, denied) > 0 {
			standing = append(standing, c)
		}
	}
	return standing
}

// choose applies the policy of a variable that takes one value.
func choose(v *codebook.Var, standing []*claim) *claim {
	if v.Policy == ascribe.PolicyLatest {
		return first(standing, latest, anything)
	}
	knowing := func(c *claim) bool { return c.value != codebook.NotExamined && !leavesOpen(v, c.value) }
	rank := ranking(v.Policy)
	switch v.Policy {
	case ascribe.PolicyAny:
		decisive := func(c *claim) bool { return c.at.Noun.Value == v.Decisive }
		if c := first(standing, rank, decisive); c != nil {
			return c
		}
	case ascribe.PolicyHighest:
		rank = func(a, b *claim) int { return cmp.Or(size(v, a, b), latest(a, b)) }
	case ascribe.PolicyLowest:
		rank = func(a, b *claim) int { return cmp.Or(size(v, b, a), latest(a, b)) }
	}
	if c := first(standing, rank, knowing); c != nil {
		return c
	}
	return first(standing, ranking(v.Policy), anything)
}

func anything(*claim) bool { return true }

func leavesOpen(v *codebook.Var, value int) bool {
	return value < 64 && v.LeavesOpen&(1<<value) != 0
}

// first is the claim that ranks before all others that pass, nil if none does.
func first(claims []*claim, rank order, pass func(*claim) bool) *claim {
	var top *claim
	for _, c := range claims {
		if pass(c) && (top == nil || rank(c, top) > 0) {
			top = c
		}
	}
	return top
}

// size compares the values of two claims: codes in the order in which they
// are listed, numbers as such, dates and texts as written.
func size(v *codebook.Var, a, b *claim) int {
	if v.Type == ascribe.TypeNumber {
		x, _ := strconv.ParseInt(a.at.Noun.Value, 10, 64)
		y, _ := strconv.ParseInt(b.at.Noun.Value, 10, 64)
		return cmp.Compare(x, y)
	}
	return cmp.Or(cmp.Compare(a.value, b.value), cmp.Compare(a.at.Noun.Value, b.at.Noun.Value))
}

// value is the number that is picked, Nothing where none is.
func (e *evidence) value() int {
	if e.top == nil {
		return codebook.Nothing
	}
	return e.top.value
}

// codeBits is the set of codes that a variable of several values has.
func (e *evidence) codeBits() uint64 {
	var set uint64
	for code := range e.codes {
		set |= 1 << code
	}
	return set
}

// known is the picked value as the only one that the variable could have.
func (e *evidence) known() codebook.Values {
	if e.v.Several {
		in := e.codeBits()
		return codebook.Values{In: in | 1<<e.value(), Out: e.v.CodeBits() &^ in}
	}
	if e.top != nil && !e.v.Coded() && e.top.value == codebook.FirstCode {
		return codebook.Values{Texts: []string{e.top.at.Noun.Value}}
	}
	return codebook.Values{In: 1 << e.value()}
}
