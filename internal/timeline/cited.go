package timeline

import "context"

// Cited counts what stands on each source on the query's first day: what it had
// said by then that was neither taken back nor settled by an adjudication. The
// list is in the order of the sources' records.
func (x *Index) Cited(ctx context.Context, q Query) ([]Citation, error) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	list := make([]Citation, len(x.sources))
	for i := range x.sources {
		list[i].Source = x.sources[i].record
	}
	claimsOf := x.asRecorded(q)
	day := int32(q.Days[0])
	last := make([]int32, len(x.sources)) // the incident after the last that each spoke of
	for i := range int32(len(x.incidents)) {
		if ended(ctx, int(i)) {
			return nil, ctx.Err()
		}
		for _, c := range claimsOf(i) {
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

// asRecorded gives the claims of incidents as they were recorded, under the
// query's codebook; those of one incident until the next are asked for.
func (x *Index) asRecorded(q Query) func(int32) []claim {
	var l *preparedBook
	if p := x.under(q.Book); p != nil {
		l = p.prepared
	} else {
		l = x.prepareBook(q.Book)
	}
	if q.Record == 0 || q.Record >= x.record {
		return x.seen(l)
	}
	f, buffer := x.fates(q.Record), []claim{}
	return func(i int32) []claim {
		buffer = x.recordedBy(q.Record, f, l.twins, x.claims.of(i), buffer[:0])
		return buffer
	}
}
