package timeline

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// maxDayTables is how many days a reading keeps a table of.
const maxDayTables = 4

// dayTables are those of the days that were asked for last, and what else is kept
// of a reading for the same questions. What is written moves them along.
type dayTables struct {
	mu       sync.Mutex
	byDay    *simplelru.LRU[int32, *dayTable]
	changes  *keptChanges // nil: nobody has asked
	awaiting *simplelru.LRU[awaitingKey, *keptAwaiting]
}

func newDayTables() dayTables {
	return dayTables{byDay: recent[int32, *dayTable](maxDayTables), awaiting: recent[awaitingKey, *keptAwaiting](maxDayTables)}
}

// recent keeps so many things, those that were used last.
func recent[K comparable, V any](most int) *simplelru.LRU[K, V] {
	list, err := simplelru.NewLRU[K, V](most, nil)
	if err != nil { // it is of no things
		panic(err)
	}
	return list
}

// A dayTable is all incidents as they are known on one day.
type dayTable struct {
	day int32

	gate
	spans   []span // by incident; from never: it is not counted
	columns map[string]*column
	ranked  map[string][]int
}

// A column is one dimension on the day: of each incident the number of its set
// of values.
type column struct {
	of      []uint32
	sets    []valueSet
	number  func(incident int32) uint32 // what of is made by
	history *variableHistory            // nil: it is read from the spans
	years   []int32                     // of a column of years, those that it has
	orders  map[bool]*setOrder          // by whether they descend
}

// of is the table of a day.
func (l *dayTables) of(ctx context.Context, x *Index, p *reading, day int32) (*dayTable, error) {
	s := l.on(day)
	if err := s.enter(ctx); err != nil {
		return nil, err
	}
	defer s.leave()
	if s.spans == nil {
		spans, err := p.spansOn(ctx, x, day)
		if err != nil {
			return nil, err
		}
		s.spans = spans
	}
	return s, nil
}

// on is the table of a day, which may have to be filled.
func (l *dayTables) on(day int32) *dayTable {
	l.mu.Lock()
	defer l.mu.Unlock()
	s, ok := l.byDay.Get(day)
	if !ok {
		s = &dayTable{day: day, gate: newGate(), columns: map[string]*column{}, ranked: map[string][]int{}}
		l.byDay.Add(day, s)
	}
	return s
}

// spansOn is the span of every incident that counts on a day.
func (p *reading) spansOn(ctx context.Context, x *Index, day int32) ([]span, error) {
	spans := make([]span, len(x.incidents))
	err := parallel(ctx, len(x.incidents), func(_, from, to int) {
		for i := from; i < to && !ended(ctx, i); i++ {
			spans[i] = on(p.spans.of(int32(i)), day)
		}
	})
	return spans, err
}

// moveAlong moves the tables along, once the spans and histories have been. Nobody
// reads the index meanwhile.
func (l *dayTables) moveAlong(x *Index, p *reading, touched map[int32]bool) {
	l.changes = nil
	l.awaiting.Purge()
	for _, s := range l.byDay.Values() {
		if s.spans == nil { // whoever was to fill it gave up
			l.byDay.Remove(s.day)
			continue
		}
		for len(s.spans) < len(x.incidents) {
			s.spans = append(s.spans, span{from: never})
		}
		for i := range touched {
			s.spans[i] = on(p.spans.of(i), s.day)
		}
		for by, c := range s.columns {
			if !c.moveAlong(x, p, touched) {
				delete(s.columns, by)
			}
		}
		for by, ranks := range s.ranked {
			ranks = append(ranks, make([]int, len(x.incidents)-len(ranks))...)
			for i := range touched {
				ranks[i] = s.rank(p, by, i)
			}
			s.ranked[by] = ranks
		}
	}
}

// moveAlong is false where the column is to be made anew.
func (c *column) moveAlong(x *Index, p *reading, touched map[int32]bool) bool {
	if c.years != nil && !slices.Equal(c.years, p.tally.years) {
		return false
	}
	c.of = append(c.of, make([]uint32, len(x.incidents)-len(c.of))...)
	if c.history != nil && len(c.history.sets) > len(c.sets) {
		c.sets, c.orders = c.history.sets, nil
	}
	for i := range touched {
		c.of[i] = c.number(i)
	}
	return true
}

// on is the last of the spans that began by a day; from never: none did, or the
// incident is not counted in it.
func on(spans []span, day int32) span {
	at, found := slices.BinarySearchFunc(spans, day, func(s span, day int32) int { return cmp.Compare(s.from, day) })
	if !found {
		at--
	}
	if at < 0 || !spans[at].counted() {
		return span{from: never}
	}
	return spans[at]
}

func (s *dayTable) column(ctx context.Context, x *Index, p *reading, by string) (*column, error) {
	if err := s.enter(ctx); err != nil {
		return nil, err
	}
	defer s.leave()
	if c := s.columns[by]; c != nil {
		return c, nil
	}
	c := s.ofSpans(p, by)
	if !p.spanned(by) {
		l := p.histories[by]
		c = &column{sets: l.sets, history: l, number: func(i int32) uint32 { return l.on(i, s.day) }}
	}
	c.of = make([]uint32, len(x.incidents))
	err := parallel(ctx, len(x.incidents), func(_, from, to int) {
		for i := from; i < to && !ended(ctx, i); i++ {
			c.of[i] = c.number(int32(i))
		}
	})
	if err != nil {
		return nil, err
	}
	s.columns[by] = c
	return c, nil
}

// all are the columns of some dimensions.
func (s *dayTable) all(ctx context.Context, x *Index, p *reading, dimensions []string) ([]*column, error) {
	list := make([]*column, len(dimensions))
	for i, by := range dimensions {
		c, err := s.column(ctx, x, p, by)
		if err != nil {
			return nil, err
		}
		list[i] = c
	}
	return list, nil
}

// on is the set of an incident on a day.
func (l *variableHistory) on(incident, day int32) (set uint32) {
	for _, st := range l.steps.of(incident) {
		if st.from > day {
			break
		}
		set = st.set
	}
	return set
}

// ofSpans is the column of a dimension that is read from the spans.
func (s *dayTable) ofSpans(p *reading, by string) *column {
	sets, number := p.spanSets(by)
	c := &column{sets: sets}
	if by == "year" {
		c.years = p.tally.years
	}
	c.number = func(i int32) uint32 {
		if s.spans[i].from == never {
			return 0
		}
		return number(s.spans[i])
	}
	return c
}

// spanSets are the values that spans have of one of their dimensions, and how
// they are numbered.
func (p *reading) spanSets(by string) (sets []valueSet, number func(span) uint32) {
	number = func(sp span) uint32 { return uint32(sp.outcome + 1) }
	example := []span{{outcome: -1}}
	for n := range p.prepared.outcomes {
		example = append(example, span{outcome: int16(n)})
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
		if by == "year" && e.year == noYear {
			sets = append(sets, unknownSet(ascribe.StateUnknown))
			continue
		}
		sets = append(sets, knownSet(p.prepared.text(by, e)))
	}
	return sets, number
}

// known is the values of an incident, nil where nothing is known.
func (c *column) known(incident int32) []string {
	if set := &c.sets[c.of[incident]]; !set.nothing() || c.history == nil {
		return set.values
	}
	return nil
}

// ranks are what incidents are sorted by, of the orders that are numbers.
func (s *dayTable) ranks(ctx context.Context, x *Index, p *reading, by string) ([]int, error) {
	if err := s.enter(ctx); err != nil {
		return nil, err
	}
	defer s.leave()
	if ranks := s.ranked[by]; ranks != nil {
		return ranks, nil
	}
	ranks := make([]int, len(x.incidents))
	err := parallel(ctx, len(x.incidents), func(_, from, to int) {
		for i := from; i < to && !ended(ctx, i); i++ {
			ranks[i] = s.rank(p, by, int32(i))
		}
	})
	if err != nil {
		return nil, err
	}
	s.ranked[by] = ranks
	return ranks, nil
}

// rank is that of one incident, 0 where it is not counted.
func (s *dayTable) rank(p *reading, by string, incident int32) int {
	if s.spans[incident].from == never {
		return 0
	}
	if by == survey.ByFirst {
		return int(p.spans.of(incident)[0].from)
	}
	changed, revisions, before := 0, -1, ""
	for next := range p.prepared.beliefs(p.spans.of(incident), s.day) {
		changed = int(next.From)
		if revisions < 0 || next.Label != before {
			revisions++
		}
		before = next.Label
	}
	if by == survey.ByChanged {
		return changed
	}
	return revisions
}
