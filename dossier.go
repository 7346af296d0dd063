package ascribe

import (
	"cmp"
	"maps"
	"slices"
)

// Noted is a noun with its place in the ledger.
type Noted[N any] struct {
	Record int64 // its record's number
	Entry  int64 // its entry's number
	Noun   N
}

// A Dossier is all that was ever written down about one subject, whatever the
// day: its statements, what withdrew them, and the sources of both with
// everything that those rest on. What counts at a point of time is worked out
// from it.
type Dossier struct {
	Record      int64  // of the subject
	Subject     string // an incident, an actor or a link
	Title       string // of an incident
	Statements  []Noted[Statement]
	Withdrawals []Noted[Withdrawal] // of these statements, and of withdrawals of them
	Settlements []Noted[Settlement] // of adjudications that were erased
	Listings    []Noted[Listing]    // of an incident of an imported dataset
	Sources     map[string]*Provenance
	// Kin are the dossiers of the other incidents with which this one may be one:
	// those that a statement names as the same as it, directly or through others.
	// Whether they are, and when, is read from what all of them have. They have no
	// kin of their own.
	Kin []*Dossier
}

// Source is a source of the dossier, or of one of its kin; nil: there is none.
func (d *Dossier) Source(id string) *Provenance {
	if p := d.Sources[id]; p != nil {
		return p
	}
	for _, kin := range d.Kin {
		if p := kin.Sources[id]; p != nil {
			return p
		}
	}
	return nil
}

// All are the dossier and its kin.
func (d *Dossier) All() []*Dossier { return append([]*Dossier{d}, d.Kin...) }

// Joined is several dossiers as that of one subject, the first one's.
func Joined(dossiers []*Dossier) *Dossier {
	if len(dossiers) == 1 {
		return dossiers[0]
	}
	first := dossiers[0]
	all := &Dossier{Record: first.Record, Subject: first.Subject, Title: first.Title, Sources: map[string]*Provenance{}}
	for _, d := range dossiers {
		all.Statements = append(all.Statements, d.Statements...)
		all.Withdrawals = append(all.Withdrawals, d.Withdrawals...)
		all.Settlements = append(all.Settlements, d.Settlements...)
		all.Listings = append(all.Listings, d.Listings...)
		maps.Copy(all.Sources, d.Sources)
	}
	slices.SortStableFunc(all.Statements, func(a, b Noted[Statement]) int { return cmp.Compare(a.Record, b.Record) })
	slices.SortStableFunc(all.Withdrawals, func(a, b Noted[Withdrawal]) int { return cmp.Compare(a.Record, b.Record) })
	return all
}

// Withdrawn is what withdraws what in the dossier, by ids and entries, without
// the corrections that come from some sources.
func (d *Dossier) Withdrawn(without map[string]bool) Withdrawals[string] {
	if len(d.Withdrawals) == 0 {
		return nil
	}
	all := Withdrawals[string]{}
	for i := range d.Withdrawals {
		w := &d.Withdrawals[i]
		if w.Noun.Kind == Correction && without[w.Noun.Source] {
			continue
		}
		all.Add(Withdrawing[string]{
			By: w.Noun.ID, Target: w.Noun.Statement, Recorded: w.Entry, Kind: w.Noun.Kind,
			Day: d.Sources[w.Noun.Source].Said(w.Noun.Said).Last(),
		})
	}
	return all
}

// Provenance is a source and how its reliability was judged anew, in the
// order of the ledger.
type Provenance struct {
	Noted[Source]
	Regrades []Noted[Regrade]
}

// Reliability is the source's as it stands at an entry.
func (p *Provenance) Reliability(recorded int64) Reliability {
	r := p.Noun.Reliability
	for _, g := range p.Regrades {
		if g.Entry <= recorded {
			r = g.Noun.Reliability
		}
	}
	return r
}

// Said is the day that counts for a statement or correction of the source:
// the given date or, where that is zero, the day the source came out.
func (p *Provenance) Said(given Date) Date {
	if given.IsZero() && p != nil {
		return p.Noun.Published
	}
	return given
}

// A Listing says whether an imported dataset has the incident, from a day on.
type Listing struct {
	Day      Day // the last possible one
	Unlisted bool
}
