package columns

import "slices"

// A walk takes blocks of incidents through the days of a counting, one block after
// another. Its lists are of the incidents of a block.
type walk struct {
	*counting
	keys *keyer

	from    uint32     // the first incident of the block
	listing []uint32   // what the rows say of each incident
	now     [][]uint32 // of each dimension, the number of each incident's value
	in      []uint8    // whether an incident is counted and passes: 1 or 0
	key     []uint32   // of its combination; any where it is not in
	list    []uint32   // of those that a step is about

	base   int
	counts []int32 // of each combination
	turn   []int32 // the same, while they are counted by turns
	sums   sums

	noted
}

func (c *counting) walk() *walk {
	return &walk{
		counting: c, keys: newKeyer(c.by), now: make([][]uint32, len(c.dimensions)),
		noted: noted{bases: make([]int, len(c.steps))},
	}
}

// begin begins with a block.
func (w *walk) begin(from, to int) {
	w.from = uint32(from)
	n := to - from
	w.in, w.key = sized(w.in, n), sized(w.key, n)
	w.listing = sized(w.listing, n)
	for i := range w.now {
		w.now[i] = sized(w.now[i], n)
	}
}

// sized is a list of a length, the same one where it is long enough.
func sized[T any](list []T, n int) []T {
	if cap(list) < n {
		return make([]T, n)
	}
	return list[:n]
}

// to takes a step.
func (w *walk) to(x *step) {
	switch {
	case x.how == afresh:
		if listing := w.survey.table.listing; listing != nil {
			listing.fill(w.listing, w.from, x.rows)
		}
		for i, d := range w.dimensions {
			d.fill(w.now[i], w.from, x.cells)
		}
		w.count()
	case x.how == recount:
		w.patch(x)
		w.count()
	case x.how == move:
		w.move(x)
	}
}

// patch takes in what comes with a step.
func (w *walk) patch(x *step) {
	w.survey.table.listing.patch(w.listing, w.from, x.rows)
	for i, d := range w.dimensions {
		d.patch(w.now[i], w.from, x.cells)
	}
}

// count counts all incidents of the block as they stand.
func (w *walk) count() {
	w.grow()
	clear(w.counts)
	if w.sum != nil {
		w.sums.clear()
	}
	switch {
	case w.paired():
		w.countPaired()
	case w.summed():
		w.countSummed()
	default:
		w.countEach()
	}
	w.base = 0
	for _, n := range w.counts {
		w.base += int(n)
	}
}

// countEach counts whatever is asked for.
func (w *walk) countEach() {
	w.sift()
	w.combine()
	w.grow()
	for i, key := range w.key {
		w.counts[key] += int32(w.in[i])
	}
	if w.sum != nil {
		w.sums.addAll(w.sum, w.key, w.now[len(w.now)-1], w.in)
	}
}

// sift finds which incidents are in.
func (w *walk) sift() {
	for i, bits := range w.listing {
		w.in[i] = uint8(bits & rowLists / rowLists)
	}
	for i := range w.sieves {
		pass := w.sieves[i].pass
		for j, value := range w.now[len(w.by)+i] {
			w.in[j] &= pass[value]
		}
	}
}

// combine finds the combinations of the incidents that are in.
func (w *walk) combine() {
	clear(w.key)
	for dimension, values := range w.now[:len(w.by)] {
		if w.keys.come != nil {
			for i, value := range values {
				if w.in[i] != 0 {
					w.key[i] = w.keys.next(dimension, w.key[i], value)
				}
			}
			continue
		}
		size := uint32(w.keys.sizes[dimension])
		for i, value := range values {
			w.key[i] = w.key[i]*size + value
		}
	}
}

// grow makes room for combinations that have come.
func (w *walk) grow() {
	n := max(w.keys.n, 1)
	if len(w.counts) < n {
		w.counts = append(w.counts, make([]int32, n-len(w.counts))...)
	}
	if w.sum != nil && len(w.sums.whole) < n {
		w.sums.grow(n)
	}
}

// move takes in what comes with a step: the incidents that it is of are taken out
// of the count, and counted again.
func (w *walk) move(x *step) {
	list := w.coming(x)
	w.add(list, -1)
	w.patch(x)
	w.add(list, 1)
}

// add counts some incidents as they stand, or with -1 takes them out.
func (w *walk) add(list []uint32, n int32) {
	if w.summed() {
		w.addSummed(list, n)
		return
	}
	for _, i := range list {
		w.one(i, n)
	}
}

// coming are the incidents of the block that a step is about, each once: every cell
// is of a row.
func (w *walk) coming(x *step) []uint32 {
	list := w.list[:0]
	for _, m := range x.rows {
		at, _ := w.survey.table.listing.cells(m, w.from, w.from+uint32(len(w.listing)))
		for _, incident := range at {
			list = append(list, incident-w.from)
		}
	}
	if len(x.rows) > 1 {
		slices.Sort(list)
		list = slices.Compact(list)
	}
	w.list = list
	return list
}

// one is add of one.
func (w *walk) one(i uint32, n int32) {
	if w.listing[i]&rowLists == 0 {
		return
	}
	for s := range w.sieves {
		if w.sieves[s].pass[w.now[len(w.by)+s][i]] == 0 {
			return
		}
	}
	key := uint32(0)
	for dimension := range w.by {
		key = w.keys.next(dimension, key, w.now[dimension][i])
	}
	w.grow()
	w.base += int(n)
	w.counts[key] += n
	if w.sum != nil {
		w.sums.add(w.sum, key, w.now[len(w.now)-1][i], n)
	}
}
