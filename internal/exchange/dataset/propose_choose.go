package dataset

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// chosen is what a proposal makes of the columns; -1 is none.
type chosen struct {
	ids     [][]int // the columns that may be the id, the best first
	idNamed bool    // whether the first of them is called so
	date    eventDate
	country int
	lat     int
	lon     int
	place   int
	counts  map[ascribe.Role]int
	sources []int
	// careful makes no promise of what later rows hold.
	careful bool
	namibia bool // whether NA may be either, and is asked for
}

// eventDate is how the date of the event is made: of one column, of a start and an
// end, or of a year and, perhaps, a month and a day.
type eventDate struct {
	column, start, end, year, month, day int
	rivals                               bool // whether other columns are dates too
}

func (p *proposal) choose() {
	p.ids, p.idNamed = p.idColumns()
	p.date = p.eventDate()
	p.country = p.countryColumn()
	p.lat, p.lon = p.named(meansLatitude, (*seen).degrees), p.named(meansLongitude, (*seen).degrees)
	if p.lat < 0 || p.lon < 0 {
		p.lat, p.lon = -1, -1
	}
	p.place = p.named(meansPlace, (*seen).any)
	p.counts = map[ascribe.Role]int{ascribe.RoleKilled: p.named(meansKilled, (*seen).countable), ascribe.RoleInjured: p.named(meansInjured, (*seen).countable)}
	for i := range p.names {
		if m, _ := meansOf(p.names[i]); m == meansSource && p.seen[i].any() && !p.seen[i].whole() {
			p.sources = append(p.sources, i)
		}
	}
	p.namibia = p.country >= 0 && p.seen[p.country].sentinels["NA"] > 0
}

// named is the column whose name says so and whose values are as wanted: one
// that says nothing else, or the first; -1 where there is none.
func (p *proposal) named(want meaning, fits func(*seen) bool) int {
	best := -1
	for i, name := range p.names {
		m, exact := meansOf(name)
		switch {
		case m != want || p.passedOver(i) || !fits(&p.seen[i]):
		case exact:
			return i
		case best < 0:
			best = i
		}
	}
	return best
}

// idColumns are the columns, one or together, that tell all rows apart, the
// likeliest first, and whether the first is named as an id. A count, or the
// source, is not what an incident is known by.
func (p *proposal) idColumns() (list [][]int, named bool) {
	type candidate struct{ column, score int }
	var likely, unlikely []candidate
	for i, name := range p.names {
		c := &p.seen[i]
		if p.passedOver(i) || !c.unique(p.rows) && (p.rows > 0 || namesID(name) == 0) {
			continue
		}
		m := namedMeaning(name)
		switch {
		case namesID(name) > 0:
			likely = append(likely, candidate{i, namesID(name)})
			named = true
		case m == "" && !c.isDate() && !c.degrees() && c.longest <= 60 || m == "" && c.whole():
			likely = append(likely, candidate{i, 0})
		default:
			unlikely = append(unlikely, candidate{i, 0})
		}
	}
	slices.SortStableFunc(likely, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	for _, c := range likely {
		list = append(list, []int{c.column})
	}
	list = append(list, p.together()...)
	for _, c := range unlikely {
		list = append(list, []int{c.column})
	}
	return list, named
}

// together are columns that may tell rows apart together: those that say when
// and where before others, and none that counts or measures.
func (p *proposal) together() (list [][]int) {
	var when, others []int
	for i, name := range p.names {
		c := &p.seen[i]
		if p.passedOver(i) || c.filled < p.rows || c.noID || len(c.values) < 2 || c.longest > 60 {
			continue
		}
		switch namedMeaning(name) {
		case meansKilled, meansInjured, meansLatitude, meansLongitude, meansSource:
		case meansID, meansDate, meansStart, meansPlace, meansCountry:
			when = append(when, i)
		default:
			others = append(others, i)
		}
	}
	const most = 6
	likely := append(when, others...)
	likely = likely[:min(len(likely), most)]
	for a, i := range likely {
		for _, j := range likely[a+1:] {
			list = append(list, []int{i, j})
		}
	}
	if len(likely) > 2 {
		list = append(list, likely)
	}
	return slices.DeleteFunc(list, func(columns []int) bool { return !p.mayTellApart(columns) })
}

// mayTellApart reports whether there are as many combinations of values as
// rows.
func (p *proposal) mayTellApart(columns []int) bool {
	n := 1
	for _, i := range columns {
		n *= len(p.seen[i].values)
		if n >= p.rows {
			return true
		}
	}
	return false
}

// nextID gives up the first of the columns that may be the id; false where no
// other is left.
func (p *proposal) nextID() bool {
	if len(p.ids) == 0 {
		return false
	}
	p.ids, p.idNamed = p.ids[1:], false
	return true
}

// eventDate finds the date: a full one before one of parts.
func (p *proposal) eventDate() eventDate {
	d := eventDate{column: -1, start: -1, end: -1, year: -1, month: -1, day: -1}
	dates := 0
	for i := range p.names {
		if p.isDate(i) {
			dates++
		}
	}
	d.rivals = dates > 1
	d.column = p.named(meansDate, (*seen).isDate)
	if d.column >= 0 && p.covers(d.column) {
		return d
	}
	d.start, d.end = p.named(meansStart, (*seen).isDate), p.named(meansEnd, (*seen).isDate)
	if d.start >= 0 {
		d.column = -1
		return d
	}
	d.year, d.month, d.day = p.named(meansYear, (*seen).year), p.named(meansMonth, (*seen).part), p.named(meansDay, (*seen).part)
	if d.month < 0 {
		d.day = -1
	}
	if d.year >= 0 && d.month >= 0 {
		d.column = -1
		return d
	}
	d.month = -1
	if d.column < 0 {
		d.column = p.otherDate()
	}
	if d.column >= 0 {
		d.year = -1
	}
	return d
}

// covers reports whether most rows have something in the column.
func (p *proposal) covers(column int) bool { return 2*p.seen[column].filled >= p.rows }

// isDate reports whether a column holds dates. Eight digits may be anything,
// where the name does not say that they are a date.
func (p *proposal) isDate(i int) bool {
	c := &p.seen[i]
	if c.numbers > 0 && !strings.Contains(string(namedMeaning(p.names[i])), "date") {
		return false
	}
	return !p.passedOver(i) && c.isDate()
}

func namedMeaning(name string) meaning { m, _ := meansOf(name); return m }

// otherDate is a column of dates that is not called the event's, and not
// another's.
func (p *proposal) otherDate() int {
	best, score := -1, 0
	for i, name := range p.names {
		if !p.isDate(i) || !p.covers(i) {
			continue
		}
		s := 1
		for _, w := range nameWords(name) {
			switch w {
			case "date", "datum", "fecha", "data", "дата", "تاريخ":
				s++
			case "source", "published", "publication", "update", "updated", "created", "added", "modified", "timestamp", "birth", "end", "accessed", "resolution":
				s -= 3
			}
		}
		if s > score {
			best, score = i, s
		}
	}
	return best
}

// countryColumn is the column of countries. Codes need a name that says so:
// answers, classes and states of a country look the same.
func (p *proposal) countryColumn() int {
	best, score := -1, 0
	for i, name := range p.names {
		c := &p.seen[i]
		m, exact := meansOf(name)
		called := m == meansCountry
		switch {
		case p.passedOver(i) || c.filled == 0 || c.yesOrNo() || (c.codes+c.countries)*10 <= c.filled*8:
			continue
		case !called && (c.countries*20 < c.filled*19 || len(c.values) < 5):
			continue
		}
		s := 1
		if called {
			s += 2
		}
		if exact {
			s++
		}
		if c.countries > c.codes { // a name says more in a title
			s++
		}
		if s > score {
			best, score = i, s
		}
	}
	return best
}
