package timeline

import (
	"cmp"
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
)

// Changes lists, in order, the days on which the answer about any incident
// changed, as recorded by the query's record; under a codebook that gives none,
// those on which something came out or was corrected. The query's days, dimensions and
// conditions are ignored. The list is shared by all who ask the same, and must
// not be changed.
func (x *Index) Changes(ctx context.Context, q Query) (list []Change, err error) {
	err = x.readClaims(ctx, Query{Record: q.Record, Book: q.Book}, func(p *reading, h *heard) error {
		l := &p.dayTables
		l.mu.Lock()
		if l.changes == nil {
			l.changes = &keptChanges{gate: newGate()}
		}
		k := l.changes
		l.mu.Unlock()
		if err := k.enter(ctx); err != nil {
			return err
		}
		defer k.leave()
		if k.list == nil {
			changes, err := x.changes(ctx, p, h)
			if err != nil {
				return err
			}
			k.list = changes
		}
		list = k.list
		return nil
	})
	return list, err
}

// keptChanges is an answer that was given, or that somebody is working out.
type keptChanges struct {
	gate
	list []Change // nil: it is yet to be worked out
}

func (x *Index) changes(ctx context.Context, p *reading, h *heard) ([]Change, error) {
	counts := make([]map[ascribe.Day]int, workersFor(len(x.incidents)))
	err := parallel(ctx, len(x.incidents), func(worker, from, to int) {
		n := map[ascribe.Day]int{}
		for i := from; i < to && !ended(ctx, i); i++ {
			if len(p.prepared.book.Rows) == 0 {
				for _, day := range p.ticks(h, int32(i), never) {
					n[day]++
				}
				continue
			}
			spans := p.spans.of(int32(i))
			for s := range p.prepared.beliefs(spans, never) {
				n[s.From]++
			}
			for _, s := range spans {
				if !s.counted() {
					n[ascribe.Day(s.from)]++
				}
			}
		}
		counts[worker] = n
	})
	if err != nil {
		return nil, err
	}
	for _, more := range counts[1:] {
		for day, n := range more {
			counts[0][day] += n
		}
	}
	list := make([]Change, 0, len(counts[0]))
	for day, n := range counts[0] {
		list = append(list, Change{Day: day, N: n})
	}
	slices.SortFunc(list, func(a, b Change) int { return cmp.Compare(a.Day, b.Day) })
	return list, nil
}
