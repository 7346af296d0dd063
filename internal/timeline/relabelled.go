package timeline

import (
	"cmp"
	"context"

	"github.com/ascribe-project/ascribe"
)

// Relabelled sets the two days of a query side by side, of the incidents that pass
// it on one of them at least. Its dimensions do not count.
func (x *Index) Relabelled(ctx context.Context, q Query, after string, limit int) (r Relabelling, err error) {
	err = x.read(ctx, Query{Where: q.Where, Record: q.Record, Book: q.Book}, func(p *reading) error {
		then, err := x.newDaySide(ctx, p, q.Days[0], q.Where)
		if err != nil {
			return err
		}
		now, err := x.newDaySide(ctx, p, q.Days[1], q.Where)
		if err != nil {
			return err
		}
		parts := make([]relabelling, workersFor(len(x.incidents)))
		err = parallel(ctx, len(x.incidents), func(worker, from, to int) {
			part := relabelling{pairs: map[[2]int16]int{}, rows: leading{limit: limit, compare: x.byID}}
			for i := from; i < to && !ended(ctx, i); i++ {
				if (then.passes(i) || now.passes(i)) && part.compare(then.spans[i], now.spans[i]) && x.incidents[i].id > after {
					part.rows.offer(int32(i))
				}
			}
			parts[worker] = part
		})
		if err != nil {
			return err
		}
		rows := leading{limit: limit, compare: x.byID}
		r.Pairs = map[[2]ascribe.Outcome]int{}
		for i := range parts {
			rows.merge(&parts[i].rows)
			parts[i].addTo(&r, p.prepared)
		}
		r.More = rows.more()
		for _, i := range rows.first() {
			row := Relabelled{Incident: x.incidents[i].id}
			for day, s := range []span{then.spans[i], now.spans[i]} {
				row.Answers[day] = p.prepared.belief(s)
			}
			r.Rows = append(r.Rows, row)
		}
		return nil
	})
	return r, err
}

// A daySide is one of two days, with what passes on it.
type daySide struct {
	*dayTable
	groups []group
}

func (x *Index) newDaySide(ctx context.Context, p *reading, day ascribe.Day, where []Where) (s daySide, err error) {
	if s.dayTable, err = p.dayTables.of(ctx, x, p, int32(day)); err != nil {
		return s, err
	}
	s.groups, err = newGroups(ctx, x, p, s.dayTable, where)
	return s, err
}

// passes reports whether an incident is counted on the day, and passes.
func (s *daySide) passes(incident int) bool {
	if s.spans[incident].from == never {
		return false
	}
	for g := range s.groups {
		if !s.groups[g].passes(incident) {
			return false
		}
	}
	return true
}

// A relabelling is what one worker finds.
type relabelling struct {
	Relabelling
	pairs map[[2]int16]int
	rows  leading
}

// compare counts an incident, and reports whether its answer is another one.
func (r *relabelling) compare(then, now span) bool {
	was, is := then.from != never, now.from != never
	if was {
		r.Base[0]++
	}
	if is {
		r.Base[1]++
	}
	switch {
	case was && is:
		r.pairs[[2]int16{then.outcome, now.outcome}]++
		if then.outcome == now.outcome && then.settled == now.settled {
			return false
		}
		r.Total++
		return true
	case was:
		r.Gone++
	case is:
		r.Appeared++
	}
	return false
}

// addTo adds the numbers to those of other workers.
func (r *relabelling) addTo(sum *Relabelling, book *preparedBook) {
	for day := range sum.Base {
		sum.Base[day] += r.Base[day]
	}
	sum.Appeared, sum.Gone, sum.Total = sum.Appeared+r.Appeared, sum.Gone+r.Gone, sum.Total+r.Total
	for pair, n := range r.pairs {
		sum.Pairs[[2]ascribe.Outcome{book.outcome(span{outcome: pair[0]}), book.outcome(span{outcome: pair[1]})}] += n
	}
}

// byID orders incidents by their ids.
func (x *Index) byID(a, b int32) int { return cmp.Compare(x.incidents[a].id, x.incidents[b].id) }
