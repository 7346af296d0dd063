package timeline

import "context"

// A Citation is how much stands on a source: statements, and the incidents
// that they are about.
type Citation struct {
	Source     int64 // its record
	Statements int
	Incidents  int
}

// Cited is what stands on each source on the query's first day, in the order
// of the sources' records: what had been said by then, and was neither taken
// back nor settled by an adjudication.
func (x *Index) Cited(ctx context.Context, q Query) ([]Citation, error) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	list := make([]Citation, len(x.sources))
	for i := range x.sources {
		list[i].Source = x.sources[i].record
	}
	past := q.Record != 0 && q.Record < x.record
	var f fate
	if past {
		f = fates(x.amendments, q.Record)
	}
	day := int32(q.Days[0])
	last := make([]int32, len(x.sources)) // the incident after the last that each spoke of
	var room []claim
	for i := range int32(len(x.incidents)) {
		if ended(ctx, int(i)) {
			return nil, ctx.Err()
		}
		claims := x.claims.of(i)
		if past {
			room = x.recordedBy(q.Record, f, nil, claims, room[:0])
			claims = room
		}
		for _, c := range claims {
			if c.flags&struck != 0 || day < c.day || day >= c.until {
				continue
			}
			list[c.source].Statements++
			if last[c.source] != i+1 {
				last[c.source] = i + 1
				list[c.source].Incidents++
			}
		}
	}
	return list, nil
}
