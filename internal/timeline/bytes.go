package timeline

import "unsafe"

// Bytes is about how much memory the index takes: its claims, and what they come
// to under each codebook that was asked for. The last answers, and the tables of
// single days, which are few, are left out.
func (x *Index) Bytes() int64 {
	x.mu.RLock()
	defer x.mu.RUnlock()
	n := x.claims.bytes() + sizeOf(x.incidents) + sizeOf(x.sources) + sizeOf(x.endings)
	for _, p := range x.readings {
		n += p.spans.bytes()
		for _, h := range p.histories {
			n += h.steps.bytes()
		}
		if p.begun != nil {
			n += p.begun.of.bytes()
		}
	}
	return n
}

func (f *flat[T]) bytes() int64 {
	n := sizeOf(f.start) + sizeOf(f.all)
	for _, list := range f.replaced {
		n += sizeOf(list)
	}
	return n
}

func sizeOf[T any](list []T) int64 {
	var one T
	return int64(cap(list)) * int64(unsafe.Sizeof(one))
}
