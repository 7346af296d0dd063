// Package classify turns what was said of one incident into its attribution
// under a codebook, as known on any day, with the reasons.
//
// A [Reading] holds the statements of one incident as they stood at an entry
// of the ledger, coded against one codebook. Asked for a day, it picks the
// value of each variable, works out what each could be, and walks down the
// decision table twice: on what is known, and on what could be.
package classify

import (
	"cmp"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// A Reading is the dossier of an incident as recorded at one entry, coded
// against a codebook. It does not change, and may be shared.
type Reading struct {
	book      *codebook.Book
	dossier   *ascribe.Dossier
	recorded  int64
	withdrawn ascribe.Withdrawals[string]
	claims    []claim   // all that count for presence, in the order of days and records
	byVar     [][]claim // the candidates of each variable, in the same order
	weak      [][]claim // those of each variable whose grade is not adequate
	eras      []era     // how it was one with others, from day to day; nil: it never was
}

// Struck reports whether a statement of the dossier is struck.
func (r *Reading) Struck(statement string) bool { return r.withdrawn.Struck(statement, r.recorded) }

// A claim is a statement together with what decides whether it counts.
type claim struct {
	Claim
	variable int         // in Book.Vars; -1: the codebook does not know the variable or value
	until    ascribe.Day // the first day on which its source has taken it back, or MaxDay
	settled  ascribe.Day // the first day on which an adjudication settles it, or MaxDay
	adequate bool
}

// stands reports whether the claim counts on the day, whatever its grade: it had
// been said by then, and had been neither taken back nor settled.
func (c *claim) stands(known ascribe.Day) bool {
	return c.Day <= known && known < c.until && known < c.settled
}

// Read codes a dossier as it stood at the entry, without what was written down
// later and without what had been struck by then.
func Read(book *codebook.Book, dossier *ascribe.Dossier, recorded int64) *Reading {
	return readWithout(book, dossier, recorded, nil)
}

// readWithout codes a dossier as if the sources that are left out had never
// said or corrected anything.
func readWithout(book *codebook.Book, dossier *ascribe.Dossier, recorded int64, leftOut map[string]bool) *Reading {
	r := readAlone(book, dossier, recorded, leftOut)
	if len(dossier.Kin) > 0 {
		r.join(leftOut)
	}
	return r
}

// readAlone codes a dossier without its kin.
func readAlone(book *codebook.Book, dossier *ascribe.Dossier, recorded int64, leftOut map[string]bool) *Reading {
	r := &Reading{book: book, dossier: dossier, recorded: recorded, byVar: make([][]claim, len(book.Vars)), weak: make([][]claim, len(book.Vars))}
	r.withdrawn = dossier.Withdrawn(leftOut)
	settled := map[string]ascribe.Day{}
	for _, s := range dossier.Settlements {
		if s.Entry > recorded || r.withdrawn.Struck(s.Noun.ID, recorded) {
			continue
		}
		for _, id := range s.Noun.Settles {
			settled[id] = ascribe.MinDay // on its own day: an adjudication has that of what it settles
		}
	}
	for i := range dossier.Statements {
		at := today(book, &dossier.Statements[i])
		s := &at.Noun
		if at.Entry > recorded || r.withdrawn.Struck(s.ID, recorded) || leftOut[s.Source] {
			continue
		}
		c := r.claimOf(at)
		for _, id := range s.Settles {
			if day, ok := settled[id]; !ok || c.Day < day {
				settled[id] = c.Day
			}
		}
		r.claims = append(r.claims, c)
	}
	slices.SortStableFunc(r.claims, func(a, b claim) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Record, b.Record))
	})
	r.meet()
	r.takeBack()
	for i := range r.claims {
		c := &r.claims[i]
		if day, ok := settled[c.at.Noun.ID]; ok {
			c.settled = day
		}
		switch {
		case c.variable < 0:
		case c.adequate:
			r.byVar[c.variable] = append(r.byVar[c.variable], *c)
		case c.Value != codebook.Nothing:
			r.weak[c.variable] = append(r.weak[c.variable], *c)
		}
	}
	return r
}

// claimOf is a statement with what counts of it by itself.
func (r *Reading) claimOf(at *ascribe.Noted[ascribe.Statement]) claim {
	s := &at.Noun
	source := r.dossier.Sources[s.Source]
	c := claim{
		Claim: Claim{Record: at.Record, Day: source.Said(s.Said).Last(), Stance: s.Stance, Text: codebook.Compared(s.Value), at: at},
		until: r.withdrawn.Until(s.ID, r.recorded), settled: ascribe.MaxDay,
	}
	reliability := s.Reliability
	if reliability == "" && source != nil {
		reliability = source.Reliability(r.recorded)
	}
	c.Grade = ascribe.NewGrade(reliability, s.Credibility)
	c.adequate = r.book.Adequate(c.Grade)
	c.variable, c.Value = number(r.book, s)
	return c
}

// today translates a statement into this version of the codebook, where an
// earlier version had another name for its variable or value.
func today(book *codebook.Book, at *ascribe.Noted[ascribe.Statement]) *ascribe.Noted[ascribe.Statement] {
	v := book.Var(at.Noun.Variable)
	if v == nil {
		return at
	}
	value := v.Today(at.Noun.Value)
	if v.Name == at.Noun.Variable && value == at.Noun.Value {
		return at
	}
	renamed := *at
	renamed.Noun.Variable, renamed.Noun.Value = v.Name, value
	return &renamed
}

// number finds the variable and value of a statement in the codebook.
func number(book *codebook.Book, s *ascribe.Statement) (variable, value int) {
	v := book.Var(s.Variable)
	if v == nil {
		return -1, 0
	}
	if s.Value == "" { // an emptied cell: unknown from its day on
		return v.Index, codebook.Nothing
	}
	if n, ok := v.Number(s.Value); ok {
		return v.Index, n
	}
	if v.Coded() {
		return -1, 0
	}
	return v.Index, codebook.FirstCode
}

// Since is the day from which the incident is counted: the first on which any
// statement about it was said, whatever its grade. It is Forever where there is
// none.
func (r *Reading) Since() ascribe.Day {
	if r.eras != nil {
		return r.sinceJoined()
	}
	if len(r.claims) == 0 {
		return ascribe.Forever
	}
	return r.claims[0].Day
}

// Present reports whether the incident is counted on the day. An incident of an
// imported dataset is counted as long as its latest row lists it, and of several
// that are one the first alone.
func (r *Reading) Present(known ascribe.Day) bool {
	if r.eras != nil {
		e := r.eraOn(known)
		return e.first && e.of.Present(known)
	}
	if r.dossier.Listings == nil {
		return len(r.claims) > 0 && r.Since() <= known
	}
	var latest *ascribe.Noted[ascribe.Listing]
	for i := range r.dossier.Listings {
		l := &r.dossier.Listings[i]
		if l.Entry > r.recorded || l.Noun.Day > known {
			continue
		}
		if latest == nil || l.Noun.Day > latest.Noun.Day || l.Noun.Day == latest.Noun.Day && l.Record > latest.Record {
			latest = l
		}
	}
	return latest != nil && !latest.Noun.Unlisted
}

// Listed are the days on which an imported dataset began to list the incident,
// said so again, or ceased to.
func (r *Reading) Listed() (days []ascribe.Day) {
	for i := range r.dossier.Listings {
		if l := &r.dossier.Listings[i]; l.Entry <= r.recorded {
			days = append(days, l.Noun.Day)
		}
	}
	return days
}

// candidates are the claims about a variable that count on the day.
func (r *Reading) candidates(variable int, known ascribe.Day) []*Claim {
	var out []*Claim
	r = r.On(known)
	for i := range r.byVar[variable] {
		c := &r.byVar[variable][i]
		if c.Day > known {
			break
		}
		if c.stands(known) {
			out = append(out, &c.Claim)
		}
	}
	return out
}

// weigh is what is known of a variable on the day.
func (r *Reading) weigh(variable int, known ascribe.Day) Weighed {
	r = r.On(known)
	e := Weigh(&r.book.Vars[variable], r.candidates(variable, known))
	e.inadequate = len(e.cands) == 0 && slices.ContainsFunc(r.weak[variable], func(c claim) bool {
		return c.Day <= known && known < c.until
	})
	return e
}

// Statements are those about the incident that had been said by the day and not
// taken back by then, whatever their grade.
func (r *Reading) Statements(known ascribe.Day) []*ascribe.Statement {
	var list []*ascribe.Statement
	r = r.On(known)
	for i := range r.claims {
		if c := &r.claims[i]; c.Day <= known && known < c.until {
			list = append(list, &c.at.Noun)
		}
	}
	return list
}

// Standing are those about the incident that had been said by the day, of
// whatever grade, and were by then neither taken back nor settled.
func (r *Reading) Standing(known ascribe.Day) []*ascribe.Statement {
	var list []*ascribe.Statement
	r = r.On(known)
	for i := range r.claims {
		if c := &r.claims[i]; c.stands(known) {
			list = append(list, &c.at.Noun)
		}
	}
	return list
}

// Evidence is a statement with its day, and whether and until when it counts.
type Evidence struct {
	Statement *ascribe.Statement
	Record    int64
	Day       ascribe.Day // on which it was said, the last that is possible
	Until     ascribe.Day // the first day on which its source has taken it back, or MaxDay
	Settled   ascribe.Day // the first day on which an adjudication settles it, or MaxDay
	Grade     ascribe.Grade
	Adequate  bool
}

// Evidence is everything that was said about the incident, in the order of days,
// whatever its grade. What was said of others with which it is one on a day, the
// reading [Reading.On] it has.
func (r *Reading) Evidence() []Evidence {
	list := make([]Evidence, len(r.claims))
	for i := range r.claims {
		c := &r.claims[i]
		list[i] = Evidence{&c.at.Noun, c.Record, c.Day, c.until, c.settled, c.Grade, c.adequate}
	}
	return list
}
