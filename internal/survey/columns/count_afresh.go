package columns

// afresh counts all incidents as they stand after some moments.
func (c *counting) afresh(rows, cells []int32) {
	c.listing, c.mine = c.survey.listingAfter(rows), false
	putAll(c.survey.table, c.tracks, cells)
	in := c.passing()
	keys := c.combinations(in)
	c.grow()
	clear(c.counts)
	for i, key := range keys {
		c.counts[key] += int32(in[i])
	}
	c.base = 0
	for _, n := range c.counts {
		c.base += int(n)
	}
	if c.sum != nil {
		c.sum.afresh(keys, in)
	}
}

// passing says of each incident whether it is counted and passes: 1 or 0.
func (c *counting) passing() []uint8 {
	in := make([]uint8, len(c.listing))
	for i, bits := range c.listing {
		in[i] = uint8(bits & rowLists / rowLists)
	}
	for i := range c.sieves {
		f := &c.sieves[i]
		for j, value := range f.now {
			in[j] &= f.pass[value]
		}
	}
	return in
}

// combinations are the numbers of those of the incidents that are in; the
// others may have any.
func (c *counting) combinations(in []uint8) []uint32 {
	keys := make([]uint32, len(in))
	for dimension, t := range c.by {
		if c.keys.come == nil {
			size := uint32(c.keys.sizes[dimension])
			for i, value := range t.now {
				keys[i] = keys[i]*size + value
			}
			continue
		}
		for i, value := range t.now {
			if in[i] != 0 {
				keys[i] = c.keys.next(dimension, keys[i], value)
			}
		}
	}
	return keys
}
