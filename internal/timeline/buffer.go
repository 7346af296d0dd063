package timeline

// A buffer is memory that a sweep is done with and another may use: allocating
// it takes longer than filling it.
type buffer struct {
	spans []span
	tally *tally
}

// buffers are one for each worker. The first becomes part of the reading that is
// being made, so it is taken from a reading that nobody needs any more.
type buffers []buffer

// takeOver takes what a reading had, which must not be read any more.
func (r *buffers) takeOver(p *reading) {
	if len(*r) > 0 {
		(*r)[0] = buffer{p.spans.all, p.tally}
	}
}

// of is the buffer of a worker, an empty one where there is none to be reused.
func (r *buffers) of(worker int) buffer {
	if r == nil || worker >= len(*r) {
		return buffer{}
	}
	return (*r)[worker]
}

// keep keeps those buffers that did not become part of a reading.
func (r *buffers) keep(made []buffer) {
	if r != nil {
		made[0] = buffer{}
		*r = made
	}
}

func spansOf(made []buffer) [][]span {
	pieces := make([][]span, len(made))
	for i, r := range made {
		pieces[i] = r.spans
	}
	return pieces
}
