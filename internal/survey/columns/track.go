package columns

import "sync"

// A track is a dimension as it goes through days: which value each incident has.
type track struct {
	*dimension
	now []uint32
}

func newTrack(d *dimension, incidents int) *track { return &track{d, make([]uint32, incidents)} }

// fillAll puts tracks on a day, side by side.
func fillAll(tracks []*track, cells []int32) {
	var all sync.WaitGroup
	for _, t := range tracks[min(1, len(tracks)):] {
		all.Go(func() { t.fill(t.now, cells) })
	}
	if len(tracks) > 0 {
		tracks[0].fill(tracks[0].now, cells)
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
