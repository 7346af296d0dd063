package columns

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// Count implements [survey.Survey].
func (s *Survey) Count(ctx context.Context, q survey.Query) (survey.Answer, error) {
	if s.leaves(q.Where) {
		return s.Survey.Count(ctx, q)
	}
	c, err := s.counting(&q)
	if err != nil {
		return survey.Answer{}, err
	}
	for i, day := range q.Days {
		if err := ctx.Err(); err != nil {
			return survey.Answer{}, err
		}
		c.to(day)
		c.note(i)
	}
	return c.answer(), nil
}

// A counting is a count as it goes through days. From one day to the next only
// the incidents are looked at that have another cell.
type counting struct {
	survey  *Survey
	days    int
	by      []*track
	sieves  []sieve
	sum     *summing // nil: none is asked for
	tracks  []*track // all of them
	keys    *keyer
	listing []uint32
	mine    bool // whether the listing is the counting's own, to be written to
	rows    int  // how many of the survey's moments are behind, and
	cells   int  // of those whose cells count
	begun   bool

	base    int
	counts  []int32 // of each combination
	touched []bool  // incidents, while one day becomes the next

	bases []int
	noted map[uint32]*survey.Row
}

func (s *Survey) counting(q *survey.Query) (*counting, error) {
	c := &counting{survey: s, days: len(q.Days), noted: map[uint32]*survey.Row{}}
	take := func(name string) (*track, error) {
		d, err := s.dimension(name)
		if err != nil {
			return nil, err
		}
		t := &track{dimension: d}
		c.tracks = append(c.tracks, t)
		return t, nil
	}
	for _, name := range q.By {
		t, err := take(name)
		if err != nil {
			return nil, err
		}
		c.by = append(c.by, t)
	}
	if err := c.sift(q.Where); err != nil {
		return nil, err
	}
	if q.Sum != "" {
		t, err := take(q.Sum)
		if err != nil {
			return nil, err
		}
		c.sum = newSumming(t)
	}
	c.keys = newKeyer(c.by)
	return c, nil
}

// sift takes the conditions.
func (c *counting) sift(where []survey.Condition) error {
	filter, err := survey.NewFilter(c.survey.book, where)
	if err != nil {
		return err
	}
	for i := range filter {
		f, err := c.survey.sieve(&filter[i])
		if err != nil {
			return err
		}
		c.sieves = append(c.sieves, f)
		c.tracks = append(c.tracks, f.track)
	}
	return nil
}

// to goes to a day, which is no earlier than the last.
func (c *counting) to(day ascribe.Day) {
	rows, cells := c.survey.on(c.survey.rows, day), c.survey.on(c.survey.cells, day)
	if c.begun && len(rows) == c.rows {
		return // nothing came out in between
	}
	begins := c.rows == 0 && len(rows) > 0 && rows[0] == 0 // with the first moment, of which columns have a picture
	if !c.begun || begins || c.coming(rows[c.rows:], cells[c.cells:]) > len(c.listing)/4 {
		c.afresh(rows, cells)
	} else {
		c.move(rows[c.rows:], cells[c.cells:])
	}
	c.rows, c.cells, c.begun = len(rows), len(cells), true
}

// coming is how many cells some moments have.
func (c *counting) coming(rows, cells []int32) (n int) {
	for _, m := range rows {
		at, _ := c.survey.table.listing.between(m, m+1)
		n += len(at)
	}
	for _, t := range c.tracks {
		for _, m := range cells {
			at, _ := t.column.between(m, m+1)
			n += len(at)
		}
	}
	return n
}

// move takes in the rows and cells of some moments: the incidents that they are
// of are taken out of the count, and counted again.
func (c *counting) move(rows, cells []int32) {
	if c.touched == nil {
		c.touched = make([]bool, len(c.listing))
	}
	if !c.mine {
		c.listing, c.mine = slices.Clone(c.listing), true
	}
	for _, t := range c.tracks {
		t.own()
	}
	var list []uint32
	touch := func(at []uint32) {
		for _, incident := range at {
			if !c.touched[incident] {
				c.touched[incident] = true
				list = append(list, incident)
			}
		}
	}
	for _, m := range rows {
		at, _ := c.survey.table.listing.between(m, m+1)
		touch(at)
	}
	for _, t := range c.tracks {
		for _, m := range cells {
			at, _ := t.column.between(m, m+1)
			touch(at)
		}
	}
	for _, incident := range list {
		c.one(incident, -1)
	}
	for _, m := range rows {
		at, code := c.survey.table.listing.between(m, m+1)
		for i, incident := range at {
			c.listing[incident] = code[i]
		}
	}
	for _, t := range c.tracks {
		for _, m := range cells {
			at, code := t.column.between(m, m+1)
			for i, incident := range at {
				t.now[incident] = t.of(code[i])
			}
		}
	}
	for _, incident := range list {
		c.one(incident, 1)
		c.touched[incident] = false
	}
}

// one counts an incident as it stands, or takes it out.
func (c *counting) one(incident uint32, n int32) {
	if c.listing[incident]&rowLists == 0 {
		return
	}
	for i := range c.sieves {
		if f := &c.sieves[i]; f.pass[f.now[incident]] == 0 {
			return
		}
	}
	key := uint32(0)
	for i, t := range c.by {
		key = c.keys.next(i, key, t.now[incident])
	}
	c.grow()
	c.base += int(n)
	c.counts[key] += n
	if c.sum != nil {
		c.sum.add(key, incident, n)
	}
}

// grow makes room for combinations that have come.
func (c *counting) grow() {
	n := max(c.keys.n, 1)
	if len(c.counts) < n {
		c.counts = append(c.counts, make([]int32, n-len(c.counts))...)
		if c.sum != nil {
			c.sum.grow(n)
		}
	}
}

// note takes down the counts of a day by its place.
func (c *counting) note(day int) {
	c.bases = append(c.bases, c.base)
	for key, n := range c.counts {
		if n == 0 {
			continue
		}
		row := c.noted[uint32(key)]
		if row == nil {
			row = &survey.Row{N: make([]int, c.days)}
			for i, value := range c.keys.values(uint32(key)) {
				row.Values = append(row.Values, c.by[i].values[value])
			}
			if c.sum != nil {
				row.Sums = make([]survey.Sum, c.days)
			}
			c.noted[uint32(key)] = row
		}
		row.N[day] = int(n)
	}
	if c.sum != nil {
		c.sum.note(c.noted, day)
	}
}

func (c *counting) answer() survey.Answer {
	a := survey.Answer{Base: c.bases}
	for _, row := range c.noted {
		a.Rows = append(a.Rows, *row)
	}
	slices.SortFunc(a.Rows, func(a, b survey.Row) int { return slices.Compare(a.Values, b.Values) })
	return a
}
