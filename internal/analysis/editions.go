package analysis

import (
	"slices"

	"github.com/ascribe-project/ascribe"
)

// A Record is what two editions say of one id. The cells are those of the
// columns that are compared, in their order; nil where the edition does not
// have the id.
type Record struct {
	ID       string
	Old, New []string
	Dated    ascribe.Day // the last day on which it can have happened, as the newer edition has it; Forever where that is not known
	OldDated ascribe.Day
}

// A Change is one cell that two editions have with different values.
type Change struct {
	ID       string `json:"id"`
	Column   string `json:"column"`
	Old      string `json:"old"`
	New      string `json:"new"`
	Cosmetic bool   `json:"cosmetic"` // both say the same
	Renamed  bool   `json:"renamed"`  // one code became another throughout
	// Rewritten says that both have the same numbers, written otherwise.
	Rewritten bool `json:"rewritten"`
}

// A Summary is what changed from one edition to a later one.
type Summary struct {
	Common      int            `json:"common_ids"`
	Removed     int            `json:"removed_ids"`
	Added       int            `json:"added_ids"`
	Backdated   int            `json:"added_backdated"` // new ids that are dated on or before Covers
	Covers      *ascribe.Day   `json:"covers"`          // up to when the older edition has events; nil where that cannot be said
	Cells       int            `json:"changed_cells"`
	Events      int            `json:"changed_events"`
	Substantive int            `json:"substantive_events"` // with a change that is not cosmetic
	Revised     int            `json:"revised_events"`     // with one that is not only of how numbers are written either
	Changed     map[string]int `json:"changed"`            // by column, the cosmetic ones too
	Cosmetic    map[string]int `json:"cosmetic"`
	Rewritten   map[string]int `json:"rewritten"` // not cosmetic, and only of how numbers are written
	Renames     []Rename       `json:"renamed_codes"`
}

// Editions compares two editions, record by record. Memory does not grow with
// them but for the columns that hold codes.
//
// All records are given to See, and then, once more, those to Changes whose
// changes are wanted: whether a code was renamed throughout is known only at
// the end.
type Editions struct {
	columns []string
	codes   []codes
	renamed []map[string]string
	sum     Summary
	covers  Coverage
	last    *ascribe.Day        // of the events of the older edition that are not dated after its own day
	added   map[ascribe.Day]int // new ids by day
}

// Coverage is up to when the older edition has events: the day that is said
// or, without one, its last event that is not dated after the edition's own
// day; where it covers whole years, the end of that event's year.
type Coverage struct {
	Said  *ascribe.Day
	Own   ascribe.Day
	Years bool
}

// NewEditions compares these columns.
func NewEditions(columns []string, covers Coverage) *Editions {
	e := &Editions{
		columns: columns, codes: make([]codes, len(columns)), covers: covers, added: map[ascribe.Day]int{},
		sum: Summary{Changed: map[string]int{}, Cosmetic: map[string]int{}, Rewritten: map[string]int{}, Renames: []Rename{}},
	}
	for i := range e.codes {
		e.codes[i] = newCodes()
	}
	return e
}

// See takes a record in.
func (e *Editions) See(r *Record) {
	if r.Old != nil && r.OldDated <= e.covers.Own && (e.last == nil || r.OldDated > *e.last) {
		e.last = new(r.OldDated)
	}
	for i := range r.New {
		e.codes[i].now(e.columns[i], r.New[i])
	}
	switch {
	case r.Old == nil && r.New == nil:
	case r.New == nil:
		e.sum.Removed++
	case r.Old == nil:
		e.sum.Added++
		e.added[r.Dated]++
	default:
		e.sum.Common++
		e.compare(r)
	}
}

func (e *Editions) compare(r *Record) {
	changed, substantive, revised := false, false, false
	for i, column := range e.columns {
		if r.Old[i] == r.New[i] {
			continue // as most are
		}
		before, after := Normal(column, r.Old[i]), Normal(column, r.New[i])
		if before == after {
			continue
		}
		changed = true
		e.sum.Cells++
		e.sum.Changed[column]++
		switch {
		case Cosmetic(before, after):
			e.sum.Cosmetic[column]++
		case Rewritten(before, after):
			e.sum.Rewritten[column]++
			substantive = true
		default:
			substantive, revised = true, true
		}
		e.codes[i].became(before, after)
	}
	if changed {
		e.sum.Events++
	}
	if substantive {
		e.sum.Substantive++
	}
	if revised {
		e.sum.Revised++
	}
}

// Summary is the sum of all that was seen.
func (e *Editions) Summary() *Summary {
	s := e.sum
	s.Backdated, s.Covers = 0, e.upTo()
	for day, n := range e.added {
		if e.Covered(day) {
			s.Backdated += n
		}
	}
	s.Renames = []Rename{}
	e.renamed = make([]map[string]string, len(e.columns))
	for i, column := range e.columns {
		list := e.codes[i].renames(column)
		s.Renames = append(s.Renames, list...)
		e.renamed[i] = map[string]string{}
		for _, r := range list {
			e.renamed[i][r.Old] = r.New
		}
	}
	slices.SortStableFunc(s.Renames, func(a, b Rename) int { return b.N - a.N })
	return &s
}

// upTo is the day up to which the older edition has events; nil where it has
// none.
func (e *Editions) upTo() *ascribe.Day {
	switch {
	case e.covers.Said != nil:
		return e.covers.Said
	case e.last == nil || !e.covers.Years:
		return e.last
	}
	return new(ascribe.NewDay(e.last.Year(), 12, 31))
}

// Covered reports whether the older edition has events of the day: a new id of
// it is back-dated. It is asked after See.
func (e *Editions) Covered(day ascribe.Day) bool {
	to := e.upTo()
	return to != nil && day <= *to && day != ascribe.Forever
}

// Changes are those of one record, in the order of the columns. It is asked
// after Summary.
func (e *Editions) Changes(r *Record) []Change {
	if r.Old == nil || r.New == nil {
		return nil
	}
	var list []Change
	for i, column := range e.columns {
		if r.Old[i] == r.New[i] {
			continue
		}
		before, after := Normal(column, r.Old[i]), Normal(column, r.New[i])
		if before == after {
			continue
		}
		to, renamed := e.renamed[i][before]
		c := Change{ID: r.ID, Column: column, Old: before, New: after, Cosmetic: Cosmetic(before, after), Renamed: renamed && to == after}
		c.Rewritten = !c.Cosmetic && Rewritten(before, after)
		list = append(list, c)
	}
	return list
}
