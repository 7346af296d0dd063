package timeline

import (
	"cmp"
	"context"

	"github.com/ascribe-project/ascribe"
)

// A Relabelling is the answers about all incidents on two days, side by side.
type Relabelling struct {
	Base     [2]int // on each day, the incidents that are counted
	Appeared int    // counted on the second day, and not on the first
	Gone     int    // the other way round
	// Pairs are how many incidents, of those that are counted on both days, had
	// one outcome and have another, or the same.
	Pairs map[[2]ascribe.Outcome]int
	Total int // the incidents that are counted on both days and differ
	// Rows are the first of these after an id, in the order of ids.
	Rows []Relabelled
	More bool
}

// Relabelled is an incident of which label, level or settled differ.
type Relabelled struct {
	Incident string
	Answers  [2]ascribe.Belief // on each day
}

// Relabelled sets the two days of a query side by side. Its dimensions and
// conditions do not count.
func (x *Index) Relabelled(ctx context.Context, q Query, after string, limit int) (r Relabelling, err error) {
	err = x.read(ctx, Query{Record: q.Record, Book: q.Book}, func(p *reading) error {
		then, err := p.dayTables.of(ctx, x, p, int32(q.Days[0]))
		if err != nil {
			return err
		}
		now, err := p.dayTables.of(ctx, x, p, int32(q.Days[1]))
		if err != nil {
			return err
		}
		type part struct {
			Relabelling
			pairs map[[2]int16]int
			rows  leading
		}
		parts := make([]part, workersFor(len(x.incidents)))
		err = parallel(ctx, len(x.incidents), func(worker, from, to int) {
			part := part{pairs: map[[2]int16]int{}, rows: leading{limit: limit, compare: x.byID}}
			for i := from; i < to && !ended(ctx, i); i++ {
				a, b := then.spans[i], now.spans[i]
				switch was, is := a.from != never, b.from != never; {
				case was && is:
					part.Base[0]++
					part.Base[1]++
					part.pairs[[2]int16{a.outcome, b.outcome}]++
					if a.outcome == b.outcome && a.settled == b.settled {
						continue
					}
					part.Total++
					if x.incidents[i].id > after {
						part.rows.offer(int32(i))
					}
				case was:
					part.Base[0]++
					part.Gone++
				case is:
					part.Base[1]++
					part.Appeared++
				}
			}
			parts[worker] = part
		})
		if err != nil {
			return err
		}
		rows := leading{limit: limit, compare: x.byID}
		r.Pairs = map[[2]ascribe.Outcome]int{}
		for _, part := range parts {
			for day := range r.Base {
				r.Base[day] += part.Base[day]
			}
			r.Appeared, r.Gone, r.Total = r.Appeared+part.Appeared, r.Gone+part.Gone, r.Total+part.Total
			for pair, n := range part.pairs {
				r.Pairs[[2]ascribe.Outcome{p.prepared.outcome(span{outcome: pair[0]}), p.prepared.outcome(span{outcome: pair[1]})}] += n
			}
			rows.merge(&part.rows)
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

// byID orders incidents by their ids.
func (x *Index) byID(a, b int32) int { return cmp.Compare(x.incidents[a].id, x.incidents[b].id) }
