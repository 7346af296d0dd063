package classify

import (
	"cmp"
	"strconv"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// A Claim is a statement coded against a codebook, as far as weighing needs it.
type Claim struct {
	Record int64       // its number, the last tie
	Day    ascribe.Day // on which it was said
	Grade  ascribe.Grade
	Stance ascribe.Stance
	Value  int    // its number in the codebook; of a text, codebook.FirstCode
	Text   string // the value as coded
	// Utterance numbers what several coders coded; 0: one alone did, or nobody
	// who is named.
	Utterance int64

	at *ascribe.Noted[ascribe.Statement] // where there is a dossier
}

// is reports whether the claim is about the same value.
func (c *Claim) is(value int, text string) bool {
	return c.Value == value && (value != codebook.FirstCode || c.Text == text)
}

// Weighed is what is known of one variable on one day: its candidates and
// what the policy picks from them.
type Weighed struct {
	v     *codebook.Var
	cands []*Claim
	// top is the claim that the policy picks, nil where it picks none. Of a
	// variable that takes several values it is picked from those that are no
	// codes, and counts where no code is left.
	top *Claim
	// inadequate says that there is no candidate, and a claim whose grade is not
	// adequate.
	inadequate bool
	// codes has, for each code that a variable of several values has, the
	// claim that ranks first.
	codes map[int]*Claim
}

// order compares two claims: positive where a ranks before b.
type order func(a, b *Claim) int

func latest(a, b *Claim) int {
	return cmp.Or(cmp.Compare(a.Day, b.Day), b.Grade.Compare(a.Grade), cmp.Compare(a.Record, b.Record))
}

func best(a, b *Claim) int {
	return cmp.Or(b.Grade.Compare(a.Grade), cmp.Compare(a.Day, b.Day), cmp.Compare(a.Record, b.Record))
}

// ranking is the order in which a policy's denials remove assertions.
func ranking(p ascribe.Policy) order {
	if p == ascribe.PolicyBest {
		return best
	}
	return latest
}

// Weigh picks the value of a variable from its candidates, which are adequate.
func Weigh(v *codebook.Var, cands []*Claim) Weighed {
	rank := ranking(v.Policy)
	cands = resolve(cands, rank)
	e := Weighed{v: v, cands: cands}
	standing := undenied(cands, rank)
	if !v.Several {
		e.top = choose(v, standing)
		return e
	}
	e.codes = map[int]*Claim{}
	nothing := first(standing, rank, func(c *Claim) bool { return c.Value == codebook.NoneFound })
	for _, c := range standing {
		if c.Value < codebook.FirstCode || nothing != nil && rank(nothing, c) > 0 {
			continue
		}
		if top := e.codes[c.Value]; top == nil || rank(c, top) > 0 {
			e.codes[c.Value] = c
		}
	}
	e.top = first(standing, rank, func(c *Claim) bool { return c.Value < codebook.FirstCode })
	return e
}

// undenied are the assertions that no denial of their value outranks.
func undenied(cands []*Claim, rank order) []*Claim {
	var standing []*Claim
	for _, c := range cands {
		if c.Stance != ascribe.Asserts {
			continue
		}
		denied := first(cands, rank, func(d *Claim) bool {
			return d.Stance == ascribe.Denies && d.is(c.Value, c.Text)
		})
		if denied == nil || rank(c, denied) > 0 {
			standing = append(standing, c)
		}
	}
	return standing
}

// choose applies the policy of a variable that takes one value.
func choose(v *codebook.Var, standing []*Claim) *Claim {
	if v.Policy == ascribe.PolicyLatest {
		return first(standing, latest, anything)
	}
	knowing := func(c *Claim) bool {
		return c.Value != codebook.Nothing && c.Value != codebook.NotExamined && !leavesOpen(v, c.Value)
	}
	rank := ranking(v.Policy)
	switch v.Policy {
	case ascribe.PolicyAny:
		decisive := func(c *Claim) bool { return c.Text == v.Decisive }
		if c := first(standing, rank, decisive); c != nil {
			return c
		}
	case ascribe.PolicyHighest:
		rank = func(a, b *Claim) int { return cmp.Or(size(v, a, b), latest(a, b)) }
	case ascribe.PolicyLowest:
		rank = func(a, b *Claim) int { return cmp.Or(size(v, b, a), latest(a, b)) }
	}
	if c := first(standing, rank, knowing); c != nil {
		return c
	}
	return first(standing, ranking(v.Policy), anything)
}

func anything(*Claim) bool { return true }

func leavesOpen(v *codebook.Var, value int) bool {
	return value < 64 && v.LeavesOpen&(1<<value) != 0
}

// first is the claim that ranks before all others that pass, nil if none does.
func first(claims []*Claim, rank order, pass func(*Claim) bool) *Claim {
	var top *Claim
	for _, c := range claims {
		if pass(c) && (top == nil || rank(c, top) > 0) {
			top = c
		}
	}
	return top
}

// size compares the values of two claims: codes in the order in which they
// are listed, numbers as such, dates and texts as written.
func size(v *codebook.Var, a, b *Claim) int {
	if v.Type == ascribe.TypeNumber {
		x, _ := strconv.ParseInt(a.Text, 10, 64)
		y, _ := strconv.ParseInt(b.Text, 10, 64)
		return cmp.Compare(x, y)
	}
	return cmp.Or(cmp.Compare(a.Value, b.Value), cmp.Compare(a.Text, b.Text))
}

// value is the number that is picked, Nothing where none is.
func (e *Weighed) value() int {
	if e.top == nil {
		return codebook.Nothing
	}
	return e.top.Value
}

// codeBits is the set of codes that a variable of several values has.
func (e *Weighed) codeBits() uint64 {
	var set uint64
	for code := range e.codes {
		set |= 1 << code
	}
	return set
}

// Known is the picked value as the only one that the variable could have.
func (e *Weighed) Known() codebook.Values {
	if e.v.Several {
		in := e.codeBits()
		return codebook.Values{In: in | 1<<e.value(), Out: e.v.CodeBits() &^ in}
	}
	if e.top != nil && !e.v.Coded() && e.top.Value == codebook.FirstCode {
		return codebook.Values{Texts: []string{e.top.Text}}
	}
	return codebook.Values{In: 1 << e.value()}
}
