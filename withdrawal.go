package ascribe

import (
	"cmp"
	"slices"
)

// A Withdrawal takes back a statement. A strike may take back anything that was
// written down under an id: another withdrawal or an amendment, too, and an
// incident, an actor, a link, a source or a document, with all that hangs on it; a note on
// the method of the record; and the last edition of an imported dataset, with all that its import wrote.
type Withdrawal struct {
	ID        string         `json:"id"`
	Statement string         `json:"statement,omitempty"` // of a statement, a withdrawal or an amendment, its id
	Of        RecordKind     `json:"of,omitempty"`        // of anything else, what it is,
	Target    string         `json:"target,omitempty"`    // and its id; of an edition its name, as in ged-ukr@22.1
	Kind      WithdrawalKind `json:"kind"`
	Said      Date           `json:"said,omitzero"` // of a correction; zero: the day its source came out
	Source    string         `json:"source,omitempty"`
	Reason    string         `json:"reason,omitempty"`
}

func (*Withdrawal) Record() RecordKind { return RecordWithdrawal }

func (w *Withdrawal) Key() Key { return Key{Space: SpaceStatement, ID: w.ID} }

func (w *Withdrawal) References() []Key {
	return append([]Key{w.Withdrawn()}, keys(SpaceSource, w.Source)...)
}

// Withdrawn is what it takes back.
func (w *Withdrawal) Withdrawn() Key {
	switch w.Of {
	case "":
		return Key{Space: SpaceStatement, ID: w.Statement}
	case RecordEdition:
		return EditionKey(w.Target)
	case RecordNote:
		return Key{Space: SpaceNote, Dataset: Main, ID: w.Target}
	}
	return Key{Space: SpaceOf(w.Of), ID: w.Target}
}

// OfSource is the strike of an edition as the strike of its source, which it is to the
// team's own record.
func (w *Withdrawal) OfSource(source string) *Withdrawal {
	other := *w
	other.Of, other.Target = RecordSource, source
	return &other
}

func (*Withdrawal) Texts() []string { return nil }

func (w *Withdrawal) Line() string {
	line := string(w.Kind) + " of " + cmp.Or(w.Target, w.Statement)
	if w.Reason != "" {
		line += ": " + w.Reason
	}
	return line
}

// WithdrawalKind tells the two kinds of withdrawal apart.
type WithdrawalKind string

const (
	// Correction: the source itself took the statement back, on a day. The
	// world knew it until then, so history keeps it up to that day.
	Correction WithdrawalKind = "correction"
	// Strike: the coder had misread; the source never said it. It disappears
	// from all of history as recorded from then on.
	Strike WithdrawalKind = "strike"
)

// Withdrawals are what withdraws what, by the key of what is withdrawn: an id,
// or the number of a record.
type Withdrawals[K comparable] map[K][]Withdrawing[K]

// A Withdrawing is what one withdrawal does.
type Withdrawing[K comparable] struct {
	By       K     // its own key
	Target   K     // what it withdraws, which was written down before it
	Recorded int64 // the place in the ledger from which it acts
	Kind     WithdrawalKind
	Day      Day // of a correction, the first day on which it counts
	Source   K   // of a correction: struck, it takes the correction with it
}

// Add takes a withdrawal in.
func (w Withdrawals[K]) Add(x Withdrawing[K]) {
	w[x.Target] = append(slices.Clip(w[x.Target]), x) // a clone has the list, too
}

// Struck reports whether something is struck at a place in the ledger: whether
// a strike of it is there that is not struck itself.
func (w Withdrawals[K]) Struck(key K, recorded int64) bool {
	return slices.ContainsFunc(w[key], func(x Withdrawing[K]) bool {
		return x.Kind == Strike && w.acts(&x, recorded)
	})
}

// Until is the first day on which the source has taken something back, by what
// is there at a place in the ledger. MaxDay: it has not.
func (w Withdrawals[K]) Until(key K, recorded int64) Day {
	until := MaxDay
	for i := range w[key] {
		if x := &w[key][i]; x.Kind == Correction && w.acts(x, recorded) {
			until = min(until, x.Day)
		}
	}
	return until
}

func (w Withdrawals[K]) acts(x *Withdrawing[K], recorded int64) bool {
	var none K
	return x.Recorded <= recorded && !w.Struck(x.By, recorded) && (x.Source == none || !w.Struck(x.Source, recorded))
}
