package dataset

import (
	"cmp"
	"io"
	"maps"
	"slices"

	"github.com/ascribe-project/ascribe"
)

// A Look is what the first rows of a table show, for whoever proposes what they
// mean.
type Look struct {
	Layout  string   // the lines of a mapping that say how the file is read
	Sheet   string   // of a workbook
	Others  []string // its other sheets that are shown
	Rows    int      // that were looked at
	Columns []LookedAt

	// What the columns seem to be, by their names in nine languages and by what
	// they hold: places in Columns, none where none is.
	ID                           []int // what tells rows apart, the likeliest first; none alone does where there is none
	Date, Start, End             []int
	Year, Month, Day             []int
	Country, Latitude, Longitude []int
	Place, Killed, Injured       []int
	Sources                      []int

	Unknown []string // what seems to stand for unknown
	Decimal Decimal
	Either  string // a number that could be read in two ways; empty: there is none
}

// LookedAt is one column of a look.
type LookedAt struct {
	Name       string
	Filled     int
	Unique     bool      // whether each row has a value of its own
	IsDate     bool      // whether the values are dates
	Order      DateOrder // of its dates, where three numbers need one
	OrderGuess bool      // whether another order is possible too
	Whole      bool      // whether they are whole numbers
	Longest    int       // in bytes
	Values     []Seen    // the most frequent first; none where there are too many to list
}

// Seen is a value of a column, and how often it was there.
type Seen struct {
	Text  string
	Count int
}

// maxLooked is how many values of a column are listed.
const maxLooked = 200

// LookAt looks at the first rows of a table, which is found where it is not said
// where it lies.
func LookAt(name string, r io.ReaderAt, size int64, at Place) (*Look, error) {
	// What a formula last gave is as good for looking at as what it stands for.
	t := &Table{name: name, mapping: &Mapping{Sheet: at.Sheet, HeaderRow: at.HeaderRow, Formulas: true}}
	t.total = size
	if err := t.sniff(r, size); err != nil {
		return nil, err
	}
	p, err := t.chosen(r, size)
	if err != nil {
		return nil, err
	}
	l := p.looked()
	d := &draft{}
	p.file(d)
	l.Layout, l.Sheet, l.Others = d.String(), cmp.Or(t.mapping.Sheet, p.layout.sheet), p.layout.others
	return l, nil
}

func (p *proposal) looked() *Look {
	l := &Look{Rows: p.rows, Sources: p.sources, Unknown: p.common()}
	if len(p.ids) > 0 && len(p.ids[0]) == 1 {
		l.ID = p.ids[0]
	}
	for i := range p.seen { // numbers of rows are no id of an incident, and tell rows of a sheet apart
		if len(l.ID) == 0 && !p.header[i].unnamed() && namesID(p.names[i]) > 0 && p.seen[i].unique(p.rows) {
			l.ID = []int{i}
		}
	}
	one := func(i int) []int {
		if i < 0 {
			return nil
		}
		return []int{i}
	}
	l.Date, l.Start, l.End = one(p.date.column), one(p.date.start), one(p.date.end)
	l.Year, l.Month, l.Day = one(p.date.year), one(p.date.month), one(p.date.day)
	l.Country, l.Latitude, l.Longitude, l.Place = one(p.country), one(p.lat), one(p.lon), one(p.place)
	counted := func(role ascribe.Role, m meaning) []int {
		if i := p.counts[role]; i >= 0 {
			return one(i)
		}
		return one(p.named(m, (*seen).any)) // also where many are not exact: ca. 10
	}
	l.Killed, l.Injured = counted(ascribe.RoleKilled, meansKilled), counted(ascribe.RoleInjured, meansInjured)
	l.Decimal, l.Either = p.decimal()
	for i := range p.seen {
		c := &p.seen[i]
		at := LookedAt{Name: p.names[i], Filled: c.filled, Unique: c.unique(p.rows), IsDate: p.isDate(i), Whole: c.whole(), Longest: c.longest}
		if at.IsDate {
			at.Order, at.OrderGuess, _ = c.order()
		}
		if len(c.values) <= maxLooked {
			for _, text := range slices.Sorted(maps.Keys(c.values)) {
				at.Values = append(at.Values, Seen{text, c.values[text]})
			}
			slices.SortStableFunc(at.Values, func(a, b Seen) int { return cmp.Compare(b.Count, a.Count) })
		}
		l.Columns = append(l.Columns, at)
	}
	return l
}

// YAMLText writes a text as YAML reads it back.
func YAMLText(s string) string { return yamlText(s) }

// OneLine is a text on one line, for a comment.
func OneLine(s string) string { return oneLine(s) }

// NameWords are the words of a column's name, without capitals and accents.
func NameWords(name string) []string { return nameWords(name) }
