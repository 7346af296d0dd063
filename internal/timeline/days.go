package timeline

import (
	"cmp"
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
)

// A Change counts the incidents that were first spoken of on a day, or whose
// label, level or being settled changed on it.
type Change struct {
	Day ascribe.Day
	N   int
}

// Changes lists, in order, the days on which the answer about any incident
// changed, as recorded by the query's record. The query's days, dimensions and
// conditions are ignored. The list is shared by all who ask the same, and must
// not be changed.
func (x *Index) Changes(ctx context.Context, q Query) (list []Change, err error) {
	err = x.read(ctx, Query{Record: q.Record, Book: q.Book}, func(p *reading) error {
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
			changes, err := p.changes(ctx, len(x.incidents))
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

func (p *reading) changes(ctx context.Context, incidents int) ([]Change, error) {
	counts := make([]map[ascribe.Day]int, workersFor(incidents))
	err := parallel(ctx, incidents, func(worker, from, to int) {
		n := map[ascribe.Day]int{}
		for i := from; i < to && !ended(ctx, i); i++ {
			for s := range p.prepared.beliefs(p.spans.of(int32(i)), never) {
				n[s.From]++
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
		list = append(list, Change{day, n})
	}
	slices.SortFunc(list, func(a, b Change) int { return cmp.Compare(a.Day, b.Day) })
	return list, nil
}
