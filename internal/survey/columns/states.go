package columns

import (
	"slices"
	"sync"
)

// states are columns as they stood after some moments, as they were lately asked
// for: a dataset has few editions, and days between two of them are alike. None
// is changed by whoever is given it.
type states struct {
	mu   sync.Mutex
	list []state // the one used last comes last
}

type state struct {
	of      any // a *dimension, or a *column for its values as they are
	moments []int32
	now     []uint32
}

const (
	// maxStates is how many values all states have together, 4 bytes each: those of
	// some thirty columns of a dataset with half a million incidents.
	maxStates = 1 << 24
	// maxMoments is how many moments a state that is kept has. A log of cells has more,
	// and there days are not alike.
	maxMoments = 64
)

// get is a state, or what fill makes of a list of so many.
func (s *states) get(of any, moments []int32, incidents int, fill func(to []uint32, from uint32, moments []int32)) []uint32 {
	s.mu.Lock()
	i := slices.IndexFunc(s.list, func(x state) bool {
		return x.of == of && len(x.now) == incidents && slices.Equal(x.moments, moments)
	})
	if i >= 0 {
		x := s.list[i]
		s.list = append(slices.Delete(s.list, i, i+1), x)
		s.mu.Unlock()
		return x.now
	}
	s.mu.Unlock()
	x := state{of, moments, make([]uint32, incidents)}
	fill(x.now, 0, moments)
	if len(moments) <= maxMoments && incidents <= maxStates {
		s.keep(x)
	}
	return x.now
}

// keep keeps a state, and lets go of those that were not used for longest.
func (s *states) keep(x state) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.list = append(s.list, x)
	for len(s.list)*len(x.now) > maxStates {
		s.list = slices.Delete(s.list, 0, 1)
	}
}
