package classify

import (
	"cmp"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// A change is a step of which the reason is looked for.
type change struct {
	move          *Move
	dossier       *ascribe.Dossier
	before, after *Reading // the same, from day to day
	old, now      Standing
	known         ascribe.Day
}

// without reports whether what is held would have stayed as it was under a book,
// by what the dossier then has at an entry.
func (c *change) without(d *ascribe.Dossier, book *codebook.Book, entry int64) bool {
	return c.old.Under(book).Same(c.move.standing(c.move.read(d, book, entry), c.known))
}

// sameLabel reports whether only values differ.
func (c *change) sameLabel() bool {
	return c.old.Counted == c.now.Counted && c.old.Belief == c.now.Belief
}

// bearing are the records of the claims that what differs rests on, on a day: on
// the label, those behind the deciding row; else those that carry the values.
func (c *change) bearing(r *Reading, day ascribe.Day) map[int64]bool {
	records := map[int64]bool{}
	if r == nil {
		return records
	}
	v := r.view(day)
	if c.sameLabel() {
		for _, name := range c.old.Differ(c.now) {
			if variable := r.book.Var(name); variable != nil {
				for _, claim := range v.evidence[variable.Index].carrying(^uint64(0)) {
					records[claim.Record] = true
				}
			}
		}
		return records
	}
	if row := v.deciding(); row != nil {
		for _, g := range v.grounds(row.Test, codebook.True) {
			for _, claim := range g.claims {
				records[claim.Record] = true
			}
		}
	}
	return records
}

// brought is the claim that brought the change, of those that are new: the last
// that bears it; else the last of a variable that differs, where the label stays;
// else the last that counts, or that there is.
func (c *change) brought(isNew func(*claim) bool) *claim {
	bears := c.bearing(c.after, c.known)
	var differ []string
	if c.sameLabel() {
		differ = c.old.Differ(c.now)
	}
	after := c.after.On(c.known)
	for _, pass := range []func(*claim) bool{
		func(x *claim) bool { return bears[x.Record] },
		func(x *claim) bool {
			return x.adequate && x.variable >= 0 && slices.Contains(differ, after.book.Vars[x.variable].Name)
		},
		func(x *claim) bool { return x.adequate },
		func(*claim) bool { return true },
	} {
		var last *claim
		for i := range after.claims {
			if x := &after.claims[i]; isNew(x) && pass(x) && (last == nil || x.Record > last.Record) {
				last = x
			}
		}
		if last != nil {
			return last
		}
	}
	return nil
}

func causeOf(x *claim) ascribe.Cause {
	if x == nil {
		return ascribe.Cause{}
	}
	return ascribe.Cause{Entry: x.at.Entry, Record: x.Record, Statement: x.at.Noun.ID, Source: x.at.Noun.Source}
}

// withdrew is which statement one of these withdrawals took back, and who: of
// those of a statement that bore what was held before, or bears what is now, the
// last one; else the last. The day is the one before the change.
func (c *change) withdrew(of []*ascribe.Noted[ascribe.Withdrawal], day ascribe.Day) ascribe.Cause {
	bears := c.bearing(c.before, day)
	for record := range c.bearing(c.after, c.known) {
		bears[record] = true
	}
	var cause ascribe.Cause
	found := false
	for _, w := range of {
		target := c.target(w.Noun.Statement)
		if target == nil || found && !bears[target.Record] {
			continue
		}
		found = bears[target.Record]
		cause = ascribe.Cause{Entry: w.Entry, Record: w.Record, Statement: target.Noun.ID, Source: cmp.Or(w.Noun.Source, target.Noun.Source)}
	}
	return cause
}

// target is the statement that a withdrawal is about in the end.
func (c *change) target(id string) *ascribe.Noted[ascribe.Statement] {
	for _, d := range c.dossier.All() {
		if at := targetIn(d, id); at != nil {
			return at
		}
	}
	return nil
}

func targetIn(d *ascribe.Dossier, id string) *ascribe.Noted[ascribe.Statement] {
	for range len(d.Withdrawals) + 1 {
		if i := slices.IndexFunc(d.Statements, func(s ascribe.Noted[ascribe.Statement]) bool { return s.Noun.ID == id }); i >= 0 {
			return &d.Statements[i]
		}
		i := slices.IndexFunc(d.Withdrawals, func(w ascribe.Noted[ascribe.Withdrawal]) bool { return w.Noun.ID == id })
		if i < 0 {
			return nil
		}
		id = d.Withdrawals[i].Noun.Statement
	}
	return nil
}

// changed is a dossier of which every one, its own and that of each of its kin, was
// changed by a function, which gets a copy.
func changed(d *ascribe.Dossier, by func(d *ascribe.Dossier)) *ascribe.Dossier {
	other := *d
	by(&other)
	other.Kin = nil
	for _, kin := range d.Kin {
		other.Kin = append(other.Kin, changed(kin, by))
	}
	return &other
}

// A dayChange came on a day.
type dayChange struct{ change }

// reason is a correction, where without those of the day nothing would have
// changed, and else evidence.
func (c *dayChange) reason() ChangeReason {
	if len(c.corrections()) == 0 {
		return ByEvidence
	}
	other := changed(c.dossier, func(d *ascribe.Dossier) {
		d.Withdrawals = slices.DeleteFunc(slices.Clone(d.Withdrawals), func(w ascribe.Noted[ascribe.Withdrawal]) bool { return c.corrects(&w) })
	})
	if c.without(other, c.after.book, c.after.recorded) {
		return ByCorrection
	}
	return ByEvidence
}

// corrects reports whether a withdrawal is a correction that came out on the day.
func (c *dayChange) corrects(w *ascribe.Noted[ascribe.Withdrawal]) bool {
	return w.Noun.Kind == ascribe.Correction && c.dossier.Source(w.Noun.Source).Said(w.Noun.Said).Last() == c.known
}

// corrections are those of the day that count.
func (c *dayChange) corrections() (list []*ascribe.Noted[ascribe.Withdrawal]) {
	recorded := c.after.recorded
	for _, d := range c.dossier.All() {
		withdrawn := d.Withdrawn(nil)
		for i := range d.Withdrawals {
			w := &d.Withdrawals[i]
			if c.corrects(w) && w.Entry <= recorded && !withdrawn.Struck(w.Noun.ID, recorded) {
				list = append(list, w)
			}
		}
	}
	return list
}

func (c *dayChange) because(reason ChangeReason) ascribe.Cause {
	if reason == ByCorrection {
		return c.withdrew(c.corrections(), c.known-1)
	}
	return causeOf(c.brought(func(x *claim) bool { return x.Day == c.known }))
}

// An entryChange came with an entry.
type entryChange struct {
	change
	entry int64
}

// reason is the codebook, where that alone changes what is held and the records
// of the entry do not; a correction or a reading, where without those of the
// entry nothing would have changed; and else evidence.
func (c *entryChange) reason() ChangeReason {
	if was, is := c.move.Book(c.entry-1), c.move.Book(c.entry); was != is &&
		!c.without(c.dossier, is, c.entry-1) && c.without(c.dossier, was, c.entry) {
		return ByCodebook
	}
	corrected, struck := c.withdrawals(ascribe.Correction), c.withdrawals(ascribe.Strike)
	regraded := len(c.regraded()) > 0
	switch {
	case (len(corrected) > 0 || regraded) && c.without(c.lacking(ascribe.Correction), c.after.book, c.entry):
		return ByCorrection
	case len(struck) > 0 && c.without(c.lacking(ascribe.Strike), c.after.book, c.entry):
		return ByReading
	case c.evidence():
		return ByEvidence
	case len(struck) > 0:
		return ByReading
	case len(corrected) > 0 || regraded:
		return ByCorrection
	}
	return ByCodebook
}

// withdrawals are those of a kind in the entry; of corrections, those that had
// come out by the day.
func (c *entryChange) withdrawals(kind ascribe.WithdrawalKind) (list []*ascribe.Noted[ascribe.Withdrawal]) {
	for _, d := range c.dossier.All() {
		for i := range d.Withdrawals {
			w := &d.Withdrawals[i]
			if w.Entry != c.entry || w.Noun.Kind != kind ||
				kind == ascribe.Correction && c.dossier.Source(w.Noun.Source).Said(w.Noun.Said).Last() > c.known {
				continue
			}
			list = append(list, w)
		}
	}
	return list
}

// regraded are the sources that the entry judges anew, with the records that do.
func (c *entryChange) regraded() map[string]int64 {
	records := map[string]int64{}
	for _, d := range c.dossier.All() {
		for id, source := range d.Sources {
			for _, g := range source.Regrades {
				if g.Entry == c.entry {
					records[id] = g.Record
				}
			}
		}
	}
	return records
}

// evidence reports whether something was said or listed in the entry that is
// known by the day, and was not struck at once.
func (c *entryChange) evidence() bool {
	return slices.ContainsFunc(c.after.On(c.known).claims, func(x claim) bool { return x.at.Entry == c.entry && x.Day <= c.known }) ||
		slices.ContainsFunc(c.dossier.Listings, func(l ascribe.Noted[ascribe.Listing]) bool { return l.Entry == c.entry && l.Noun.Day <= c.known })
}

// lacking is the dossier without the withdrawals of a kind in the entry and, with
// the corrections, without what it judges anew.
func (c *entryChange) lacking(kind ascribe.WithdrawalKind) *ascribe.Dossier {
	return changed(c.dossier, func(d *ascribe.Dossier) {
		d.Withdrawals = slices.DeleteFunc(slices.Clone(d.Withdrawals), func(w ascribe.Noted[ascribe.Withdrawal]) bool {
			return w.Entry == c.entry && w.Noun.Kind == kind
		})
		if kind != ascribe.Correction {
			return
		}
		sources := map[string]*ascribe.Provenance{}
		for id, source := range d.Sources {
			was := *source
			was.Regrades = slices.DeleteFunc(slices.Clone(was.Regrades), func(g ascribe.Noted[ascribe.Regrade]) bool { return g.Entry == c.entry })
			sources[id] = &was
		}
		d.Sources = sources
	})
}

func (c *entryChange) because(reason ChangeReason) ascribe.Cause {
	switch reason {
	case ByEvidence:
		return causeOf(c.brought(func(x *claim) bool { return x.at.Entry == c.entry && x.Day <= c.known }))
	case ByReading:
		return c.withdrew(c.withdrawals(ascribe.Strike), c.known)
	case ByCorrection:
		if cause := c.withdrew(c.withdrawals(ascribe.Correction), c.known); cause != (ascribe.Cause{}) {
			return cause
		}
		regraded := c.regraded()
		x := c.brought(func(x *claim) bool {
			return regraded[x.at.Noun.Source] > 0 && x.at.Noun.Reliability == "" && x.Day <= c.known
		})
		if x != nil {
			return ascribe.Cause{Entry: c.entry, Record: regraded[x.at.Noun.Source], Statement: x.at.Noun.ID, Source: x.at.Noun.Source}
		}
	}
	return ascribe.Cause{Entry: c.entry}
}
