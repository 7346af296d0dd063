package timeline

import (
	"github.com/ascribe-project/ascribe"
)

// A Span is a stretch of days with one answer, to the next span.
type Span struct {
	From ascribe.Day
	ascribe.Outcome
	Settled bool
}

// Resweep works the spans of an incident out from what was said of it, under
// the index's own codebook.
func (x *Index) Resweep(incident int32) []Span {
	x.mu.RLock()
	defer x.mu.RUnlock()
	l := x.pictures[0].lens
	spans := newSweeper(l, x.slots).sweep(x.claims.of(incident), nil)
	list := make([]Span, len(spans))
	for i, s := range spans {
		list[i] = Span{ascribe.Day(s.from), l.outcome(s), s.settled}
	}
	return list
}

// Afresh answers a query by what spans have, on one day, from the claims alone.
func (x *Index) Afresh(q Query) Answer {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.onDay(x.under(q.Book).lens, int32(q.Days[0]), x.claims.of).countCells(q)
}
