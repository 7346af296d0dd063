package columns

import "sync"

// A held column is one that is made, or read from a cache, when it is first
// asked for. nil: there is none.
type held struct {
	mu   sync.Mutex
	is   *column
	make func() (*column, error)
}

// get is the column. To keep it is for those who will ask again.
func (h *held) get(keep bool) (*column, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.is != nil {
		return h.is, nil
	}
	c, err := h.make()
	if err == nil && keep {
		h.is, h.make = c, nil
	}
	return c, err
}

// with is a column that goes on with later rows, once somebody asks for it.
func (h *held) with(b *builtColumn, places []place, moments int) *held {
	return &held{make: func() (*column, error) {
		var before *column
		if h != nil {
			var err error
			if before, err = h.get(false); err != nil {
				return nil, err
			}
		}
		return before.with(b, places, moments), nil
	}}
}
