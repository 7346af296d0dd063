package columns

// A stood is what a counting of one day reads: the listing, and the dimensions, as
// they stood after some moments. It is read alone, since others read it, too.
type stood struct {
	listing []uint32
	now     [][]uint32
}

// stands is what is kept of the day of a counting; nil where there are several days,
// or so many moments and incidents that what is kept of one would drive out that of
// another.
func (c *counting) stands() *stood {
	s := c.survey
	incidents := len(s.table.records)
	kept := incidents * (len(c.dimensions) + 1) * len(s.rows)
	if len(c.steps) != 1 || c.steps[0].how != afresh || len(s.rows) > maxMoments || kept > maxStates || s.table.listing == nil {
		return nil
	}
	x := &stood{listing: s.listingAfter(c.steps[0].rows)}
	for _, d := range c.dimensions {
		x.now = append(x.now, s.table.states.get(d, c.steps[0].cells, incidents, d.fill))
	}
	return x
}
