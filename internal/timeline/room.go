package timeline

// A room is memory that a sweep has used and that may be used again: to get it
// fresh takes longer than to fill it.
type room struct {
	spans []span
	tally *tally
}

// rooms has one for each worker. The first one's becomes a part of the picture
// that is made, so it comes from a picture that nobody needs any more.
type rooms []room

// takeOver takes what a picture had, which must not be read any more.
func (r *rooms) takeOver(p *picture) {
	if len(*r) > 0 {
		(*r)[0] = room{p.spans.all, p.tally}
	}
}

// of is the room of a worker; no rooms have none.
func (r *rooms) of(worker int) room {
	if r == nil || worker >= len(*r) {
		return room{}
	}
	return (*r)[worker]
}

// keep keeps the rooms that are no part of a picture.
func (r *rooms) keep(made []room) {
	if r != nil {
		made[0] = room{}
		*r = made
	}
}

func spansOf(made []room) [][]span {
	pieces := make([][]span, len(made))
	for i, r := range made {
		pieces[i] = r.spans
	}
	return pieces
}
