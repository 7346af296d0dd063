package timeline

import (
	"slices"
	"sort"
)

// leading are the first incidents of some in an order: as many as are asked
// for, and one more where there are more.
type leading struct {
	limit   int
	compare func(a, b int32) int
	list    []int32 // sorted
}

// offer takes an incident in, if it is among the first.
func (l *leading) offer(i int32) {
	if len(l.list) > l.limit {
		if l.compare(i, l.list[len(l.list)-1]) > 0 {
			return
		}
		l.list = l.list[:len(l.list)-1]
	}
	at := sort.Search(len(l.list), func(n int) bool { return l.compare(i, l.list[n]) < 0 })
	l.list = slices.Insert(l.list, at, i)
}

func (l *leading) merge(o *leading) {
	l.list = append(l.list, o.list...)
	slices.SortFunc(l.list, l.compare)
	l.list = l.list[:min(len(l.list), l.limit+1)]
}

func (l *leading) more() bool { return len(l.list) > l.limit }

func (l *leading) first() []int32 { return l.list[:min(len(l.list), l.limit)] }
