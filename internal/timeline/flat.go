package timeline

import "slices"

// flat holds a list for each incident, all in one piece of memory. A list that
// was replaced is kept outside it.
type flat[T any] struct {
	start    []uint32 // of each incident in all, and the end
	all      []T
	replaced map[int32][]T
}

func (f *flat[T]) of(incident int32) []T {
	if list, ok := f.replaced[incident]; ok {
		return list
	}
	if int(incident)+1 >= len(f.start) {
		return nil
	}
	return f.all[f.start[incident]:f.start[incident+1]]
}

func (f *flat[T]) replace(incident int32, list []T) {
	if f.replaced == nil {
		f.replaced = map[int32][]T{}
	}
	f.replaced[incident] = list
}

// join makes the one piece of what parallel's workers made, each having told
// start where the lists end in its own piece.
func (f *flat[T]) join(pieces [][]T) {
	f.all = pieces[0]
	total := 0
	for _, piece := range pieces {
		total += len(piece)
	}
	if total > cap(f.all) {
		f.all = slices.Concat(pieces...)
	} else {
		for _, piece := range pieces[1:] {
			f.all = append(f.all, piece...)
		}
	}
	n := len(f.start) - 1
	offset := uint32(0)
	for w, piece := range pieces {
		for i := n * w / len(pieces); i < n*(w+1)/len(pieces); i++ {
			f.start[i+1] += offset
		}
		offset += uint32(len(piece))
	}
}

// settle takes the replaced lists into the one piece again, once they are
// many.
func (f *flat[T]) settle(incidents int) {
	if len(f.replaced) < 1024 || len(f.replaced) < incidents/16 {
		return
	}
	next := flat[T]{start: make([]uint32, incidents+1), all: make([]T, 0, len(f.all))}
	for i := range int32(incidents) {
		next.all = append(next.all, f.of(i)...)
		next.start[i+1] = uint32(len(next.all))
	}
	*f = next
}
