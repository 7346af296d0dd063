package timeline

// A tally holds, for every day, how many incidents had each year, outcome and
// settled: running sums over the days, one for each such cell.
type tally struct {
	first, last int32 // the days it covers: before, nothing is known; after, nothing changes
	years       []int16
	yearAt      map[int16]int
	year        int16 // the last that was asked for, and its place
	at          int
	outcomes    int
	cells       [][]int32 // by cell; nil: always 0
}

// newTally makes a tally of nothing over days and years. Years are sorted, and
// noYear is one of them.
func newTally(first, last int32, years []int16, outcomes int) *tally {
	t := &tally{first: first, last: last, years: years, yearAt: map[int16]int{}, outcomes: outcomes + 1, year: noYear}
	for i, y := range years {
		t.yearAt[y] = i
	}
	t.at = t.yearAt[noYear]
	t.cells = make([][]int32, len(years)*t.outcomes*2)
	return t
}

// cell is the place of a span's combination. Outcome -1 is one of its own.
func (t *tally) cell(s span) int {
	if s.year != t.year { // most follow one of the same year
		t.year, t.at = s.year, t.yearAt[s.year]
	}
	n := (t.at*t.outcomes + int(s.outcome) + 1) * 2
	if s.settled {
		n++
	}
	return n
}

// note adds to what changes on the days of an incident's spans. The tally is
// made of such changes first, and of sums after sum.
func (t *tally) note(spans []span) {
	before := -1
	for _, s := range spans {
		now := t.cell(s)
		if before >= 0 {
			t.changes(before)[s.from-t.first]--
		}
		t.changes(now)[s.from-t.first]++
		before = now
	}
}

func (t *tally) changes(cell int) []int32 {
	if t.cells[cell] == nil {
		t.cells[cell] = make([]int32, t.last-t.first+1)
	}
	return t.cells[cell]
}

// merge adds the changes of another tally of the same shape.
func (t *tally) merge(o *tally) {
	for i, from := range o.cells {
		if from == nil {
			continue
		}
		if t.cells[i] == nil {
			t.cells[i] = from
			continue
		}
		to := t.cells[i]
		for d := range from {
			to[d] += from[d]
		}
	}
}

// sum turns changes into running sums.
func (t *tally) sum() {
	for _, c := range t.cells {
		total := int32(0)
		for d := range c {
			total += c[d]
			c[d] = total
		}
	}
}

// covers reports whether the tally has a place for all of the spans.
func (t *tally) covers(spans []span) bool {
	for _, s := range spans {
		if _, ok := t.yearAt[s.year]; !ok || s.from < t.first || s.from > t.last || int(s.outcome)+1 >= t.outcomes {
			return false
		}
	}
	return true
}

// replace takes the spans of an incident out and puts others in. Stretches on
// which both have the same cell are passed over.
func (t *tally) replace(before, after []span) {
	i, j := 0, 0
	was, is := -1, -1
	day := t.first
	for i < len(before) || j < len(after) {
		next := t.last + 1
		if i < len(before) {
			next = before[i].from
		}
		if j < len(after) {
			next = min(next, after[j].from)
		}
		t.shift(was, is, day, next)
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
	t.shift(was, is, day, t.last+1)
}

// shift moves one incident from a cell to another on the days from one to
// another, which is left out.
func (t *tally) shift(was, is int, from, to int32) {
	if was == is {
		return
	}
	if was >= 0 {
		add(t.changes(was)[from-t.first:to-t.first], -1)
	}
	if is >= 0 {
		add(t.changes(is)[from-t.first:to-t.first], 1)
	}
}

func add(list []int32, n int32) {
	for i := range list {
		list[i] += n
	}
}
