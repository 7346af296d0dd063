package classify

import (
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// A Move goes from one point of the two times to a later one: first from entry
// to entry as known on the first day, then from day to day as recorded by the
// last entry.
type Move struct {
	From, To ascribe.AsOf
	// Books are the versions of the codebook that count, each from its entry on,
	// in the order of their entries.
	Books []Adopted
	// Compared is a value as it is compared with another; nil: the picked values
	// are not compared.
	Compared func(variable, value string) string
}

// Adopted is a version of the codebook, and the entry from which on it counts.
type Adopted struct {
	Entry int64
	Book  *codebook.Book
}

// Book is the version that counts at the entry; nil: there is none yet.
func (m *Move) Book(entry int64) *codebook.Book {
	var book *codebook.Book
	for _, a := range m.Books {
		if a.Entry <= entry {
			book = a.Book
		}
	}
	return book
}

// A Step is one change of what is held of an incident.
type Step struct {
	Entry    int64       // in which it came; 0: on a day
	Day      ascribe.Day // where Entry is 0
	Old, New Standing
	Reason   ChangeReason
	// Because is the statement that brought the change, or that was taken back,
	// and the source that did so. All zero: none did, as with a codebook.
	Because ascribe.Cause
}

// A ChangeReason says by what a label or value changed.
type ChangeReason string

// The reasons.
const (
	ByEvidence   ChangeReason = "evidence"   // something was said, or settled
	ByCorrection ChangeReason = "correction" // a source took something back, or was judged anew
	ByReading    ChangeReason = "reading"    // a strike: the coder had misread
	ByCodebook   ChangeReason = "codebook"   // another version was adopted
)

// Steps are the changes of what is held of an incident on the way.
func (m *Move) Steps(d *ascribe.Dossier) []Step {
	return append(m.entrySteps(d), m.daySteps(d)...)
}

// Net is what came of some steps: one that goes from before the first to after
// the last, for the reason of the last; false, where all is as it was.
func (m *Move) Net(steps []Step) (Step, bool) {
	if len(steps) == 0 {
		return Step{}, false
	}
	net := steps[len(steps)-1]
	net.Old = steps[0].Old.Under(m.Book(m.To.Recorded))
	net.New = net.New.Under(m.Book(m.To.Recorded))
	return net, !net.Old.Same(net.New)
}

// read is the dossier as recorded by the entry; nil: without a codebook.
func (m *Move) read(d *ascribe.Dossier, book *codebook.Book, entry int64) *Reading {
	if book == nil {
		return nil
	}
	return Read(book, d, entry)
}

// entrySteps are the changes from entry to entry, as known on the first day.
func (m *Move) entrySteps(d *ascribe.Dossier) (steps []Step) {
	touching := m.touching(d)
	if len(touching) == 0 {
		return nil
	}
	known := m.From.Known
	before := m.read(d, m.Book(m.From.Recorded), m.From.Recorded)
	old := m.standing(before, known)
	for _, entry := range touching {
		after := m.read(d, m.Book(entry), entry)
		now := m.standing(after, known)
		if old = old.Under(m.Book(entry)); !old.Same(now) {
			c := &entryChange{change{m, d, before, after, old, now, known}, entry}
			step := Step{Entry: entry, Old: old, New: now, Reason: c.reason()}
			step.Because = c.because(step.Reason)
			steps = append(steps, step)
		}
		before, old = after, now
	}
	return steps
}

// touching are the entries on the way that can change what is held of the
// incident, in their order: those with a record of its dossier or of its kin, or a
// codebook.
func (m *Move) touching(d *ascribe.Dossier) []int64 {
	var entries []int64
	touched := func(entry int64) {
		if m.From.Recorded < entry && entry <= m.To.Recorded {
			entries = append(entries, entry)
		}
	}
	for _, a := range m.Books {
		touched(a.Entry)
	}
	for _, d := range d.All() {
		for i := range d.Statements {
			touched(d.Statements[i].Entry)
		}
		for i := range d.Withdrawals {
			touched(d.Withdrawals[i].Entry)
		}
		for i := range d.Listings {
			touched(d.Listings[i].Entry)
		}
		for _, source := range d.Sources {
			for i := range source.Regrades {
				touched(source.Regrades[i].Entry)
			}
		}
	}
	slices.Sort(entries)
	return slices.Compact(entries)
}

// daySteps are the changes from day to day, as recorded by the last entry.
func (m *Move) daySteps(d *ascribe.Dossier) (steps []Step) {
	if m.To.Known <= m.From.Known {
		return nil
	}
	r := m.read(d, m.Book(m.To.Recorded), m.To.Recorded)
	if r == nil {
		return nil
	}
	old := m.standing(r, m.From.Known)
	for _, day := range m.days(r) {
		now := m.standing(r, day)
		if !old.Same(now) {
			c := &dayChange{change{m, d, r, r, old, now, day}}
			step := Step{Day: day, Old: old, New: now, Reason: c.reason()}
			step.Because = c.because(step.Reason)
			steps = append(steps, step)
		}
		old = now
	}
	return steps
}

// days are those on the way on which something came out, or a dataset began or
// ceased to list the incident.
func (m *Move) days(r *Reading) []ascribe.Day {
	days := r.Days()
	for i := range r.dossier.Listings {
		if l := &r.dossier.Listings[i]; l.Entry <= r.recorded {
			days = append(days, l.Noun.Day)
		}
	}
	days = slices.DeleteFunc(days, func(d ascribe.Day) bool { return d <= m.From.Known || d > m.To.Known })
	slices.Sort(days)
	return slices.Compact(days)
}
