package timeline

import (
	"cmp"
	"slices"
	"sync"
)

// maxSheets is how many days a picture keeps a sheet of.
const maxSheets = 4

// sheets are those of the days that were asked for last. What is written makes
// them stale.
type sheets struct {
	mu       sync.Mutex
	list     []*sheet
	changes  *changes
	awaiting []*keptAwaiting
}

// A sheet is all incidents as they are known on one day.
type sheet struct {
	day    int32
	record int64 // the last of the index when it was made

	once  sync.Once
	spans []span // by incident; from never: it is not counted

	mu      sync.Mutex
	columns map[string]*column
	ranked  map[string][]int
}

// A column is one dimension on the day: of each incident the number of its set
// of values.
type column struct {
	of   []uint32
	sets [][]string
	lane bool // whether set 0 is that nothing is known
}

// of is the sheet of a day.
func (l *sheets) of(x *Index, p *picture, day int32) *sheet {
	l.mu.Lock()
	n := slices.IndexFunc(l.list, func(s *sheet) bool { return s.day == day && s.record == x.record })
	if n < 0 {
		l.list = slices.DeleteFunc(l.list, func(s *sheet) bool { return s.record != x.record })
		if len(l.list) == maxSheets {
			l.list = slices.Delete(l.list, 0, 1)
		}
		n = len(l.list)
		l.list = append(l.list, &sheet{day: day, record: x.record, columns: map[string]*column{}, ranked: map[string][]int{}})
	}
	s := l.list[n]
	l.list = append(slices.Delete(l.list, n, n+1), s)
	l.mu.Unlock()
	s.once.Do(func() {
		s.spans = make([]span, len(x.incidents))
		parallel(len(x.incidents), func(_, from, to int) {
			for i := from; i < to; i++ {
				s.spans[i] = on(p.spans.of(int32(i)), day)
			}
		})
	})
	return s
}

// on is the last of the spans that began by a day; from never: none did.
func on(spans []span, day int32) span {
	at, found := slices.BinarySearchFunc(spans, day, func(s span, day int32) int { return cmp.Compare(s.from, day) })
	if !found {
		at--
	}
	if at < 0 {
		return span{from: never}
	}
	return spans[at]
}

func (s *sheet) column(x *Index, p *picture, by string) *column {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.columns[by]
	if c == nil {
		c = &column{of: make([]uint32, len(s.spans))}
		if p.spanned(by) {
			s.fill(p, c, by)
		} else {
			c.lane = true
			c.sets = p.lanes[by].sets
			parallel(len(s.spans), func(_, from, to int) {
				for i := from; i < to; i++ {
					c.of[i] = p.lanes[by].on(int32(i), s.day)
				}
			})
		}
		s.columns[by] = c
	}
	return c
}

// on is the set of an incident on a day.
func (l *lane) on(incident, day int32) (set uint32) {
	for _, st := range l.steps.of(incident) {
		if st.from > day {
			break
		}
		set = st.set
	}
	return set
}

// fill makes the column of a dimension that is read from the spans.
func (s *sheet) fill(p *picture, c *column, by string) {
	number := func(sp span) uint32 { return uint32(sp.outcome + 1) }
	example := []span{{outcome: -1}}
	for n := range p.lens.outcomes {
		example = append(example, span{outcome: int8(n)})
	}
	switch by {
	case "settled":
		example = []span{{}, {settled: true}}
		number = func(sp span) uint32 {
			if sp.settled {
				return 1
			}
			return 0
		}
	case "year":
		example = nil
		for _, year := range p.tally.years {
			example = append(example, span{year: year})
		}
		number = func(sp span) uint32 { return uint32(p.tally.place(sp.year)) }
	}
	for _, e := range example {
		c.sets = append(c.sets, []string{p.lens.text(by, e)})
	}
	for i := range s.spans {
		if s.spans[i].from != never {
			c.of[i] = number(s.spans[i])
		}
	}
}

// known is the values of an incident, nil where nothing is known.
func (c *column) known(incident int32) []string {
	if set := c.of[incident]; set != 0 || !c.lane {
		return c.sets[set]
	}
	return nil
}

// ranks are what incidents are sorted by, of the orders that are numbers.
func (s *sheet) ranks(x *Index, p *picture, by string) []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	ranks := s.ranked[by]
	if ranks == nil {
		ranks = make([]int, len(s.spans))
		parallel(len(s.spans), func(_, from, to int) {
			var spells []Spell
			for i := from; i < to; i++ {
				if s.spans[i].from == never {
					continue
				}
				spells = p.spells(int32(i), s.day, spells[:0])
				switch by {
				case ByRevisions:
					ranks[i] = Revisions(spells)
				case ByChanged:
					ranks[i] = int(spells[len(spells)-1].From)
				case ByFirst:
					ranks[i] = int(spells[0].From)
				}
			}
		})
		s.ranked[by] = ranks
	}
	return ranks
}

// Revisions is how many times the label changes in a history.
func Revisions(spells []Spell) (n int) {
	for i := 1; i < len(spells); i++ {
		if spells[i].Label != spells[i-1].Label {
			n++
		}
	}
	return n
}
