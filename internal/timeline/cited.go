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
	h := x.asRecorded(q)
	day := int32(q.Days[0])
	last := make([]int32, len(x.sources)) // the incident after the last that each spoke of
	for i := range int32(len(x.incidents)) {
		if ended(ctx, int(i)) {
			return nil, ctx.Err()
		}
		claims, counted := h.on(i, day)
		if !counted {
			continue
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

// asRecorded is what was said as it was recorded, under the query's codebook; the
// claims of one incident until those of the next are asked for.
func (x *Index) asRecorded(q Query) heard {
	p := x.under(q.Book)
	past := q.Record != 0 && q.Record < x.record
	if p != nil && !past {
		return x.heardNow(p)
	}
	var l *preparedBook
	if p != nil {
		l = p.prepared
	} else {
		l = x.prepareBook(q.Book)
	}
	if !past {
		return heard{x.seen(l), x.fate, x.joined(l, x.seen(l), x.fate, nil, nil)}
	}
	f := x.fates(q.Record)
	into := func(i int32, buffer []claim) []claim {
		return x.recordedBy(q.Record, f, l.twins, x.claims.of(i), buffer)
	}
	joins := x.joined(l, func(i int32) []claim { return into(i, nil) }, f, nil, nil)
	buffer := []claim{}
	return heard{func(i int32) []claim {
		buffer = into(i, buffer[:0])
		return buffer
	}, f, joins}
}

// heardNow is what was said as it is recorded now.
func (x *Index) heardNow(p *reading) heard { return heard{x.seen(p.prepared), x.fate, p.joins} }
