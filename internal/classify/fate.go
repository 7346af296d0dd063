package classify

import (
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// A Fate is what became of a statement by a day.
type Fate string

const (
	Picked     Fate = "picked"     // the value is its own: of those for it, the one that ranks first
	For        Fate = "for"        // it asserts the picked value too
	Against    Fate = "against"    // it asserts another value, or denies the picked one
	Beside     Fate = "beside"     // it raises a value, denies another, or says that nobody looked
	Inadequate Fate = "inadequate" // its grade cannot count
	Corrected  Fate = "corrected"  // its source took it back
	Settled    Fate = "settled"    // an adjudication settled it
	Struck     Fate = "struck"     // the coder had misread
	Uncoded    Fate = "uncoded"    // the codebook does not have its variable or value
)

// Fates lists what can become of a statement, in the order of the
// documentation.
var Fates = []Fate{Picked, For, Against, Beside, Inadequate, Corrected, Settled, Struck, Uncoded}

// Fated is a statement with what became of it.
type Fated struct {
	Evidence
	Entry int64 // in which it was written down
	Fate  Fate
}

// Fates are the statements that had been said by the day and were written down
// by the entry, also those that were struck since, in the order of the ledger.
func (r *Reading) Fates(known ascribe.Day) []Fated {
	r = r.On(known)
	fates := r.weighed(known)
	var list []Fated
	add := func(c *claim, fate Fate) {
		list = append(list, Fated{Evidence{&c.at.Noun, c.Record, c.Day, c.until, c.settled, c.Grade, c.adequate}, c.at.Entry, fate})
	}
	for i := range r.claims {
		c := &r.claims[i]
		switch {
		case c.Day > known:
		case c.until <= known:
			add(c, Corrected)
		case c.settled <= known:
			add(c, Settled)
		case c.variable < 0:
			add(c, Uncoded)
		case !c.adequate:
			add(c, Inadequate)
		default:
			add(c, fates[c.Record])
		}
	}
	for i := range r.dossier.Statements {
		at := today(r.book, &r.dossier.Statements[i])
		if at.Entry <= r.recorded && r.withdrawn.Struck(at.Noun.ID, r.recorded) {
			if c := r.claimOf(at); c.Day <= known {
				add(&c, Struck)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b Fated) int { return int(a.Record - b.Record) })
	return list
}

// weighed is what became of the candidates of each variable, by their records.
func (r *Reading) weighed(known ascribe.Day) map[int64]Fate {
	fates := map[int64]Fate{}
	for variable := range r.byVar {
		if len(r.byVar[variable]) == 0 {
			continue
		}
		e := r.weigh(variable, known)
		values := e.Values()
		for _, c := range r.candidates(variable, known) {
			fates[c.Record] = e.fateOf(c, values)
		}
		if len(e.codes) == 0 && e.top != nil {
			fates[e.top.Record] = Picked
		}
		for _, c := range e.codes {
			fates[c.Record] = Picked
		}
	}
	return fates
}

// fateOf is on which side of the picked values a candidate stands. That something is
// the same as one thing says nothing against its being the same as another.
func (e *Weighed) fateOf(c *Claim, values []string) Fate {
	picked := slices.Contains(values, c.Text)
	switch {
	case c.Stance == ascribe.Asserts && picked:
		return For
	case c.Stance == ascribe.Asserts && e.v.Role == ascribe.RoleSameAs:
		return Beside
	case c.Stance == ascribe.Asserts && c.Value != codebook.NotExamined && c.Value != codebook.Nothing,
		c.Stance == ascribe.Denies && (picked || len(values) == 0):
		return Against
	}
	return Beside
}
