package timeline

import "slices"

// leading are the first incidents of some in an order: as many as are asked
// for, and one more where there are more. They are sorted now and then, when
// there are twice as many.
type leading struct {
	limit   int
	compare func(a, b int32) int
	list    []int32
	full    bool // whether what comes after list[limit] is not among the first
}

// offer takes an incident in, if it may be among the first.
func (l *leading) offer(i int32) {
	if l.full && l.compare(i, l.list[l.limit]) > 0 {
		return
	}
	if l.list = append(l.list, i); len(l.list) > 2*(l.limit+1) {
		l.trim()
	}
}

// trim sorts them, and leaves out what is not among the first.
func (l *leading) trim() {
	slices.SortFunc(l.list, l.compare)
	l.list = l.list[:min(len(l.list), l.limit+1)]
	l.full = len(l.list) > l.limit
}

func (l *leading) merge(o *leading) {
	l.list = append(l.list, o.list...)
	l.trim()
}

// more reports whether there are others than the first.
func (l *leading) more() bool {
	l.trim()
	return l.full
}

// first are the first ones, in their order.
func (l *leading) first() []int32 {
	l.trim()
	return l.list[:min(len(l.list), l.limit)]
}
