package timeline

import (
	"github.com/ascribe-project/ascribe"
)

// A tally holds, for every day, how many incidents had each year, outcome and
// settled: running sums over the days, one for each such cell.
type tally struct {
	years    []int32
	yearAt   map[int32]int
	outcomes int
	cells    []cell
	size     int  // how many sums there is room for
	givenUp  bool // it would be too large, and counts nothing
}

// What a tally may take, in cells and in sums: a real record takes a hundredth
// of it. Dates and days that lie far apart would fill the memory.
const (
	maxCells = 1 << 20
	maxSums  = 1 << 25
)

// A cell has the running sums of the days from one on. Before them it is 0,
// after them it stays what it is on the last: most of a year's cells change in
// the few years after it.
type cell struct {
	from   int32
	sums   []int32 // nil: always 0
	buffer []int32 // the sums of a tally before, to be used again
}

// newTally makes a tally of nothing over years, which are sorted. noYear is
// one of them. It takes over the memory of another, which may be nil.
func newTally(years []int32, outcomes int, before *tally) *tally {
	t := &tally{years: years, yearAt: map[int32]int{}, outcomes: outcomes + 1}
	for i, y := range years {
		t.yearAt[y] = i
	}
	n := len(years) * t.outcomes * 2
	if n > maxCells {
		t.giveUp()
		return t
	}
	if before == nil || len(before.cells) != n {
		t.cells = make([]cell, n)
		return t
	}
	t.cells = before.cells
	for i := range t.cells {
		if c := &t.cells[i]; c.sums != nil {
			c.sums, c.buffer = nil, c.sums
		}
		t.size += len(t.cells[i].buffer)
	}
	return t
}

// giveUp ends a tally that would be too large. Who asks is answered from the
// spans.
func (t *tally) giveUp() { t.cells, t.size, t.givenUp = nil, 0, true }

// cell is the place of a span's combination; -1, where the incident is not counted.
// Outcome -1 is one of its own.
func (t *tally) cell(s span) int {
	if !s.counted() {
		return -1
	}
	n := (t.place(s.year)*t.outcomes + int(s.outcome) + 1) * 2
	if s.settled {
		n++
	}
	return n
}

// place is that of a year. Most years come one after another, after noYear.
func (t *tally) place(year int32) int {
	if len(t.years) > 1 {
		if i := int(year) - int(t.years[1]) + 1; i > 0 && i < len(t.years) && t.years[i] == year {
			return i
		}
	}
	return t.yearAt[year]
}

// note adds to what changes on the days of an incident's spans. The tally is
// made of such changes first, and of sums after sum.
func (t *tally) note(spans []span) {
	before := -1
	for _, s := range spans {
		now := t.cell(s)
		if before >= 0 {
			t.change(before, s.from, -1)
		}
		if now >= 0 {
			t.change(now, s.from, 1)
		}
		before = now
	}
}

func (t *tally) change(cell int, day, n int32) {
	if !t.covers(cell, day, 0) {
		return
	}
	c := &t.cells[cell]
	c.sums[int(day)-int(c.from)] += n
}

// covers makes room for a day in a cell, if there is none; false where the tally
// has been given up.
func (t *tally) covers(cell int, day, fill int32) bool {
	if t.givenUp {
		return false
	}
	c := &t.cells[cell]
	if i := int(day) - int(c.from); uint(i) < uint(len(c.sums)) {
		return true
	}
	before := max(len(c.sums), len(c.buffer))
	if t.size+c.lacks(day) > maxSums {
		t.giveUp()
		return false
	}
	c.cover(day, fill)
	t.size += len(c.sums) - before
	return true
}

// moreRoom is how much more than is asked for a cell makes, so that this is seldom
// needed.
const moreRoom = 256

// lacks is about how many sums a cell would get to cover a day.
func (c *cell) lacks(day int32) int {
	if c.sums == nil && c.buffer == nil {
		return moreRoom
	}
	sums := max(len(c.sums), len(c.buffer))
	return max(int(c.from)-int(day)+sums/2, int(day)-int(c.from)-sums, 0) + moreRoom
}

// cover makes room for a day. What is new after the last day is filled, what
// is new before the first is 0.
func (c *cell) cover(day, fill int32) {
	switch {
	case c.sums == nil && c.buffer != nil:
		clear(c.buffer)
		c.sums, c.buffer = c.buffer, nil
		if i := int(day) - int(c.from); uint(i) >= uint(len(c.sums)) {
			c.cover(day, fill)
		}
	case c.sums == nil:
		c.from = day - moreRoom/4
		c.sums = make([]int32, moreRoom)
	case day < c.from:
		from := day - moreRoom - int32(len(c.sums)/2)
		c.sums = append(make([]int32, c.from-from, int(c.from-from)+len(c.sums)), c.sums...)
		c.from = from
	default:
		for n := int(day) - int(c.from) + moreRoom; len(c.sums) < n; {
			c.sums = append(c.sums, fill)
		}
	}
}

// on is the sum of a day.
func (c *cell) on(day int32) int32 {
	switch i := int(day) - int(c.from); {
	case i < 0 || c.sums == nil:
		return 0
	case i < len(c.sums):
		return c.sums[i]
	}
	return c.sums[len(c.sums)-1]
}

// merge adds the changes of another tally of the same shape.
func (t *tally) merge(o *tally) {
	if o.givenUp {
		t.giveUp()
	}
	for i := range o.cells {
		from := &o.cells[i]
		for d, n := range from.sums {
			if n != 0 {
				t.change(i, from.from+int32(d), n)
			}
		}
	}
}

// sum turns changes into running sums.
func (t *tally) sum() {
	for i := range t.cells {
		total := int32(0)
		sums := t.cells[i].sums
		for d, n := range sums {
			total += n
			sums[d] = total
		}
	}
}

// knows reports whether the tally has a place for all of the spans.
func (t *tally) knows(spans []span) bool {
	for _, s := range spans {
		if _, ok := t.yearAt[s.year]; !ok || int(s.outcome)+1 >= t.outcomes {
			return false
		}
	}
	return true
}

// differences visits the stretches of days on which an incident was in one
// cell and is in another, by its spans before and after; -1 is no cell.
func (t *tally) differences(before, after []span, visit func(was, is int, from, to int32)) {
	i, j := 0, 0
	was, is := -1, -1
	day := int32(ascribe.MinDay)
	for i < len(before) || j < len(after) {
		next := never
		if i < len(before) {
			next = before[i].from
		}
		if j < len(after) {
			next = min(next, after[j].from)
		}
		if was != is {
			visit(was, is, day, next)
		}
		if i < len(before) && before[i].from == next {
			was = t.cell(before[i])
			i++
		}
		if j < len(after) && after[j].from == next {
			is = t.cell(after[j])
			j++
		}
		day = next
	}
	if was != is {
		visit(was, is, day, never)
	}
}

// shift moves one incident from a cell to another on the days from one to
// another, which is left out.
func (t *tally) shift(was, is int, from, to int32) {
	if was >= 0 {
		t.add(was, from, to, -1)
	}
	if is >= 0 {
		t.add(is, from, to, 1)
	}
}

// add adds to the sums of a cell on the days from one to another, which is left
// out.
func (t *tally) add(cell int, from, to, n int32) {
	for _, day := range []int32{from, to} {
		if t.givenUp || day != never && !t.covers(cell, day, t.cells[cell].on(never)) {
			return
		}
	}
	c := &t.cells[cell]
	end := len(c.sums)
	if to != never {
		end = int(to) - int(c.from)
	}
	list := c.sums[int(from)-int(c.from) : end]
	for i := range list {
		list[i] += n
	}
}
