package timeline

import (
	"cmp"
	"slices"
	"sync"

	"github.com/ascribe-project/ascribe"
)

// A Change is how many incidents changed their label, level or settled on a
// day, or were first spoken of.
type Change struct {
	Day ascribe.Day
	N   int
}

// Changes are the days on which the answer about some incident changed, as
// recorded by the query's record, sorted. The days, dimensions and conditions
// of the query do not count. They are shared with others who ask the same.
func (x *Index) Changes(q Query) (list []Change) {
	x.read(Query{Record: q.Record, Book: q.Book}, func(p *picture) {
		l := &p.sheets
		l.mu.Lock()
		if l.changes == nil {
			l.changes = sync.OnceValue(func() []Change { return p.changes(len(x.incidents)) })
		}
		changes := l.changes
		l.mu.Unlock()
		list = changes()
	})
	return list
}

func (p *picture) changes(incidents int) []Change {
	counts := make([]map[ascribe.Day]int, workersFor(incidents))
	parallel(incidents, func(worker, from, to int) {
		n := map[ascribe.Day]int{}
		var spells []Spell
		for i := from; i < to; i++ {
			spells = p.spells(int32(i), never, spells[:0])
			for _, s := range spells {
				n[s.From]++
			}
		}
		counts[worker] = n
	})
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
	return list
}
