package columns

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"github.com/ascribe-project/ascribe"
)

// A Table is the columns of a dataset up to a record of the ledger. It is not
// changed once it is made, and may be used by many goroutines.
type Table struct {
	records []int64  // of the incidents, in the order of the ledger
	ids     []string // of the incidents
	moments []moment // in the order of entries, and of days in each
	listing *column  // of each row what it does with its incident, as bits
	columns map[string]*held
	// tangled says that the rows of one moment are of two sources, or were not
	// graded alike, or that two of them are of one incident: no import makes such,
	// and which of their cells counts is not for a column to say.
	tangled bool
	states  states
}

// A moment is what the rows of one entry say of one day.
type moment struct {
	day    ascribe.Day
	said   bool // whether the day is its own; else it is its source's
	entry  int64
	source string
	// Of those of its rows that have cells.
	filled      bool // whether there are any
	reliability ascribe.Reliability
	credibility ascribe.Credibility
}

// The bits of the listing, as of a row.
const (
	rowIs     = 1 << iota // there is one
	rowLists              // it lists the incident
	rowFilled             // it gives some cell a value
	rowBits
)

// A place is where a row stands in a table.
type place struct {
	moment   int32
	incident uint32
}

// Empty is a table without rows.
func Empty() *Table { return &Table{} }

// Incidents is how many incidents the table has, counted or not.
func (t *Table) Incidents() int { return len(t.records) }

// With is the table with the rows of a builder, which come after its own; false
// where it cannot go on with them, and is to be made of all rows anew.
func (t *Table) With(b *Builder) (*Table, bool) {
	next := &Table{records: t.records, ids: t.ids, moments: t.moments, columns: maps.Clone(t.columns), tangled: t.tangled}
	if len(b.rows) == 0 {
		next.listing = t.listing
		return next, true
	}
	if next.columns == nil {
		next.columns = map[string]*held{}
	}
	places := make([]place, len(b.rows))
	if !next.findIncidents(b.rows, places) || !next.findMoments(b.rows, places) {
		return nil, false
	}
	next.listing = t.listing.with(listed(b.rows), places, len(next.moments))
	for _, c := range b.order {
		next.columns[c.name] = t.columns[c.name].with(c, places, len(next.moments))
	}
	return next, true
}

// findIncidents finds the incidents of rows, and adds those that are new.
func (t *Table) findIncidents(rows []builtRow, places []place) bool {
	last := int64(0)
	if n := len(t.records); n > 0 {
		last = t.records[n-1]
	}
	var fresh []int64
	for i := range rows {
		if record := rows[i].Incident; record > last {
			fresh = append(fresh, record)
		}
	}
	slices.Sort(fresh)
	t.records = slices.Concat(t.records, slices.Compact(fresh))
	t.ids = slices.Concat(t.ids, make([]string, len(t.records)-len(t.ids)))
	at := 0
	for i := range rows {
		record := rows[i].Incident
		if at++; at >= len(t.records) || t.records[at] != record { // mostly it is the one after that of the row before
			var found bool
			if at, found = slices.BinarySearch(t.records, record); !found {
				return false
			}
		}
		places[i].incident = uint32(at)
		if t.ids[at] == "" {
			t.ids[at] = rows[i].ID
		}
	}
	return true
}

// findMoments finds the moments of rows, all of which are new.
func (t *Table) findMoments(rows []builtRow, places []place) bool {
	type key struct {
		entry int64
		day   ascribe.Day
	}
	number := map[key]int32{}
	for i := range rows {
		number[key{rows[i].Entry, rows[i].Day}] = 0
	}
	keys := slices.SortedFunc(maps.Keys(number), func(a, b key) int { return cmp.Or(cmp.Compare(a.entry, b.entry), cmp.Compare(a.day, b.day)) })
	if n := len(t.moments); n > 0 && keys[0].entry <= t.moments[n-1].entry {
		return false
	}
	t.moments = slices.Clip(t.moments)
	for _, k := range keys {
		number[k] = int32(len(t.moments))
		t.moments = append(t.moments, moment{day: k.day, entry: k.entry})
	}
	latest := make([]int32, len(t.records)) // of each incident, the moment of its row before, plus one
	for i := range rows {
		r := &rows[i]
		places[i].moment = number[key{r.Entry, r.Day}]
		before := &latest[places[i].incident]
		t.tangled = t.tangled || *before == places[i].moment+1
		*before = places[i].moment + 1
		m := &t.moments[places[i].moment]
		if m.source == "" {
			m.source, m.said = r.Source, r.Said
		}
		t.tangled = t.tangled || m.source != r.Source || m.said != r.Said
		switch {
		case !r.cells:
		case !m.filled:
			m.filled, m.reliability, m.credibility = true, r.Reliability, r.Credibility
		default:
			t.tangled = t.tangled || m.reliability != r.Reliability || m.credibility != r.Credibility
		}
	}
	return true
}

// listed is the listing of rows.
func listed(rows []builtRow) *builtColumn {
	c := &builtColumn{values: []string{""}}
	for n := 1; n < rowBits; n++ {
		c.values = append(c.values, strconv.Itoa(n)) // so that the bits are the number of the value
	}
	for i := range rows {
		bits := uint32(rowIs)
		if !rows[i].Unlisted {
			bits |= rowLists
		}
		if rows[i].cells {
			bits |= rowFilled
		}
		c.row, c.code = append(c.row, uint32(i)), append(c.code, bits)
	}
	return c
}
