package columns

// Most questions are by one or two columns, without a condition, and add up whole
// numbers at most. These are counted in one go, without noting of each incident whether
// it passes and which combination it has.

// plain reports whether all that are listed pass, and their combinations have the
// numbers that their values give.
func (w *walk) plain() bool { return len(w.sieves) == 0 && w.keys.come == nil }

// paired reports whether a plain count is by two columns, with no sum.
func (w *walk) paired() bool { return len(w.by) == 2 && w.sum == nil && w.plain() }

// summed reports whether a plain count is by one column, with a sum of whole numbers.
func (w *walk) summed() bool {
	return len(w.by) == 1 && w.sum != nil && w.sum.whole != nil && w.plain()
}

// countPaired counts in two lists by turns: neighbours are often alike, and to add to
// what was just written would have to wait.
func (w *walk) countPaired() {
	one, other, size := w.now[0], w.now[1], uint32(w.keys.sizes[1])
	w.turn = sized(w.turn, len(w.counts))
	even, odd := w.counts, w.turn
	clear(odd)
	listing := w.listing
	n := len(listing)
	one, other = one[:n], other[:n]
	for i := 0; i+1 < n; i += 2 {
		even[one[i]*size+other[i]] += int32(listing[i] & rowLists)
		odd[one[i+1]*size+other[i+1]] += int32(listing[i+1] & rowLists)
	}
	if n%2 == 1 {
		even[one[n-1]*size+other[n-1]] += int32(listing[n-1] & rowLists)
	}
	for key, n := range odd {
		even[key] = (even[key] + n) / rowLists
	}
}

// countSummed counts all, and adds them up.
func (w *walk) countSummed() {
	listing := w.listing
	keys, values := w.now[0][:len(listing)], w.now[1][:len(listing)]
	counts, whole, without, numbers := w.counts, w.sums.whole, w.sums.without, w.sum.numbers
	for i, bits := range listing {
		in, key, x := int32(bits&rowLists/rowLists), keys[i], &numbers[values[i]]
		counts[key] += in
		whole[key] += x.whole * int64(in)
		without[key] += x.none * in
	}
}

// addSummed counts some incidents, and adds them up, n times: once, or -1.
func (w *walk) addSummed(list []uint32, n int32) {
	listing := w.listing
	keys, values := w.now[0][:len(listing)], w.now[1][:len(listing)]
	counts, whole, without, numbers := w.counts, w.sums.whole, w.sums.without, w.sum.numbers
	for _, i := range list {
		in, key, x := n*int32(listing[i]&rowLists/rowLists), keys[i], &numbers[values[i]]
		counts[key] += in
		whole[key] += x.whole * int64(in)
		without[key] += x.none * in
		w.base += int(in)
	}
}
