package timeline

import (
	"context"

	"github.com/ascribe-project/ascribe"
)

// Resweep works out the spans of an incident anew from what was said of it,
// under the index's own codebook.
func (x *Index) Resweep(incident int32) []ascribe.Span {
	x.mu.RLock()
	defer x.mu.RUnlock()
	l := x.readings[0].prepared
	s := l.sweeper(x.slots)
	defer l.idle.Put(s)
	s.spans = s.sweepOf(x.readings[0].joins.of(incident), incident, x.seen(l), s.spans[:0])
	return l.history(s.spans, never, nil)
}

// Afresh answers a query about one day from the claims alone. The query may only
// ask for dimensions that spans have.
func (x *Index) Afresh(ctx context.Context, q Query) (Answer, error) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	p := x.under(q.Book)
	if p.tally.givenUp {
		return x.countSpans(ctx, p, q)
	}
	h := x.heardNow(p)
	today, err := x.onDay(ctx, p.prepared, int32(q.Days[0]), &h)
	if err != nil {
		return Answer{}, err
	}
	a, _ := today.countCells(q)
	return a, nil
}
