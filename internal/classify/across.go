package classify

import (
	"slices"

	"github.com/ascribe-project/ascribe"
)

// A Stretch is entries within which the record only grows: what was struck or
// amended in its first one is as it is from then on, and nothing is until its last
// one that takes anything away or moves a day, but withdrawals of statements.
type Stretch struct {
	From, To int64
	Books    []Adopted        // as they are there
	Dossier  *ascribe.Dossier // nil: the incident is not there
}

// StepsAcross are the changes of what is held of an incident on the way, of which
// each stretch begins with the entry after the last of the one before.
func (m *Move) StepsAcross(stretches []Stretch) (steps []Step) {
	for i := range stretches {
		s := &stretches[i]
		if i > 0 {
			if step, turns := m.turn(&stretches[i-1], s); turns {
				steps = append(steps, step)
			}
		}
		if s.Dossier != nil {
			steps = append(steps, m.within(s).entrySteps(s.Dossier)...)
		}
	}
	if last := &stretches[len(stretches)-1]; last.Dossier != nil {
		steps = append(steps, m.daySteps(last.Dossier)...)
	}
	return steps
}

// within is the part of the way that goes from entry to entry in a stretch.
func (m *Move) within(s *Stretch) *Move {
	part := *m
	part.From.Recorded, part.To.Recorded, part.Books = s.From, s.To, s.Books
	return &part
}

// there is the dossier of a stretch as recorded by an entry of it.
func (m *Move) there(s *Stretch, entry int64) *Reading {
	if s.Dossier == nil {
		return nil
	}
	return m.read(s.Dossier, m.Book(entry), entry)
}

// turn is the change that comes with the first entry of a stretch, by what that put
// right and by what else it has.
func (m *Move) turn(a, b *Stretch) (Step, bool) {
	entry, known := b.From, m.From.Known
	was, is := m.within(a), m.within(b)
	before, after := was.there(a, entry-1), is.there(b, entry)
	old, now := was.standing(before, known).Under(is.Book(entry)), is.standing(after, known)
	if old.Same(now) {
		return Step{}, false
	}
	step := Step{Entry: entry, Old: old, New: now, Reason: ByReading}
	rest := was.there(a, entry) // without what was put right
	if mid := was.standing(rest, known).Under(is.Book(entry)); !old.Same(mid) {
		c := &entryChange{change{was, a.Dossier, before, rest, old, mid, known}, entry}
		step.Reason = c.reason()
		step.Because = c.because(step.Reason)
		return step, true
	}
	c := &change{is, a.Dossier, before, after, old, now, known}
	if a.Dossier == nil {
		c.dossier = b.Dossier
	}
	step.Because = c.putRight(entry)
	return step, true
}

// putRight is the claim that what was put right took away, brought back or gave
// another day: the last that bore what was held before, else that bears what is now,
// else the last of all.
func (c *change) putRight(entry int64) ascribe.Cause {
	bore, bears := c.bearing(c.before, c.known), c.bearing(c.after, c.known)
	var best *claim
	rank := 0
	take := func(x *claim, bearing map[int64]bool, points int) {
		if bearing[x.Record] {
			points += 2
		}
		if points > rank || points == rank && x.Record > best.Record {
			best, rank = x, points
		}
	}
	before, after := c.before, c.after
	if before != nil {
		before = before.On(c.known)
	}
	if after != nil {
		after = after.On(c.known)
	}
	for _, x := range otherThan(after, before) {
		take(x, bears, 1)
	}
	for _, x := range otherThan(before, after) {
		take(x, bore, 2)
	}
	cause := causeOf(best)
	cause.Entry = entry
	return cause
}

// otherThan are the claims of a reading that another has not, or has otherwise.
func otherThan(r, other *Reading) (list []*claim) {
	if r == nil {
		return nil
	}
	for i := range r.claims {
		x := &r.claims[i]
		same := func(y claim) bool {
			return y.Record == x.Record && y.Day == x.Day && y.until == x.until && y.settled == x.settled && y.adequate == x.adequate
		}
		if other == nil || !slices.ContainsFunc(other.claims, same) {
			list = append(list, x)
		}
	}
	return list
}
