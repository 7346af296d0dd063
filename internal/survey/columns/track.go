package columns

import (
	"slices"
	"sync"
)

// A track is a dimension as it goes through days: which value each incident has.
type track struct {
	*dimension
	now  []uint32
	mine bool // whether now is the track's own, to be written to
}

// put puts the track after some moments.
func (t *track) put(table *Table, moments []int32) {
	t.now, t.mine = table.states.get(t.dimension, moments, len(table.records), t.fill), false
}

// own makes what the track has its own.
func (t *track) own() {
	if !t.mine {
		t.now, t.mine = slices.Clone(t.now), true
	}
}

// putAll puts tracks after some moments, side by side.
func putAll(table *Table, tracks []*track, moments []int32) {
	var all sync.WaitGroup
	for _, t := range tracks[min(1, len(tracks)):] {
		all.Go(func() { t.put(table, moments) })
	}
	if len(tracks) > 0 {
		tracks[0].put(table, moments)
	}
	all.Wait()
}

// cells are those of a column after some moments, as they are: what answers call
// unknown, a cell may say too.
type cells struct {
	values []string
	now    []uint32
}

func (s *Survey) cellsAfter(c *column, moments []int32) *cells {
	x := &cells{c.values, make([]uint32, len(s.table.records))}
	c.fill(x.now, moments)
	return x
}

// of is the cell of an incident; "" where nothing is known.
func (c *cells) of(incident int) string { return c.values[c.now[incident]] }
