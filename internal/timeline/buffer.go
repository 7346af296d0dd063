package timeline

// A buffer is memory that a sweep has used and that may be used again: to get it
// fresh takes longer than to fill it.
type buffer struct {
	spans []span
	tally *tally
}

// buffers has one for each worker. The first one's becomes a part of the reading
// that is made, so it comes from a reading that nobody needs any more.
type buffers []buffer

// takeOver takes what a reading had, which must not be read any more.
func (r *buffers) takeOver(p *reading) {
	if len(*r) > 0 {
		(*r)[0] = buffer{p.spans.all, p.tally}
	}
}

// of is the buffer of a worker; no buffers have none.
func (r *buffers) of(worker int) buffer {
	if r == nil || worker >= len(*r) {
		return buffer{}
	}
	return (*r)[worker]
}

// keep keeps the buffers that are no part of a reading.
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
