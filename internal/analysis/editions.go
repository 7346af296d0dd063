package analysis

import (
	"slices"
	"strconv"
)

// A Record is what two editions say of one id. The cells are those of the
// columns that are compared, in their order; nil where the edition does not
// have the id.
type Record struct {
	ID       string
	Old, New []string
	Year     string // as the newer edition has it; "" where that is not known
	OldYear  string
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
	Backdated   int            `json:"added_backdated"` // new ids of a year that the older edition had reached
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
	last    int         // the greatest year of the older edition
	added   map[int]int // new ids by year
}

// NewEditions compares these columns.
func NewEditions(columns []string) *Editions {
	e := &Editions{
		columns: columns, codes: make([]codes, len(columns)), added: map[int]int{},
		sum: Summary{Changed: map[string]int{}, Cosmetic: map[string]int{}, Rewritten: map[string]int{}, Renames: []Rename{}},
	}
	for i := range e.codes {
		e.codes[i] = newCodes()
	}
	return e
}

// See takes a record in.
func (e *Editions) See(r *Record) {
	if r.Old != nil {
		if y, err := strconv.Atoi(r.OldYear); err == nil {
			e.last = max(e.last, y)
		}
	}
	for i := range r.New {
		e.codes[i].now(Normal(e.columns[i], r.New[i]))
	}
	switch {
	case r.Old == nil && r.New == nil:
	case r.New == nil:
		e.sum.Removed++
	case r.Old == nil:
		e.sum.Added++
		if y, err := strconv.Atoi(r.Year); err == nil {
			e.added[y]++
		}
	default:
		e.sum.Common++
		e.compare(r)
	}
}

func (e *Editions) compare(r *Record) {
	changed, substantive, revised := false, false, false
	for i, column := range e.columns {
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
	s.Backdated = 0
	for year, n := range e.added {
		if year <= e.last {
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

// Covered reports whether a year is not after the last one of the older
// edition: a new id of it is back-dated. It is asked after See.
func (e *Editions) Covered(year string) bool {
	y, err := strconv.Atoi(year)
	return err == nil && y <= e.last
}

// Changes are those of one record, in the order of the columns. It is asked
// after Summary.
func (e *Editions) Changes(r *Record) []Change {
	if r.Old == nil || r.New == nil {
		return nil
	}
	var list []Change
	for i, column := range e.columns {
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
