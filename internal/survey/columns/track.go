package columns

// A track is a dimension as it goes through days: which value each incident has.
type track struct {
	*dimension
	now []uint32
}

// put puts the track after some moments.
func (t *track) put(table *Table, moments []int32) {
	t.now = table.states.get(t.dimension, moments, len(table.records), t.fill)
}

// cells are those of a column after some moments, as they are: what answers call
// unknown, a cell may say too.
type cells struct {
	values []string
	now    []uint32
}

func (s *Survey) cellsAfter(c *column, moments []int32) *cells {
	x := &cells{c.values, make([]uint32, len(s.table.records))}
	c.fill(x.now, 0, moments)
	return x
}

// of is the cell of an incident; "" where nothing is known.
func (c *cells) of(incident int) string { return c.values[c.now[incident]] }
