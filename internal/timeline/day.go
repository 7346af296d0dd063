package timeline

import (
	"context"
	"math/bits"
)

// on works out the span of an incident that counts on a day, from its claims;
// false where nothing has been said of it by then.
func (s *sweeper) on(claims []claim, day int32) (span, bool) {
	if s.program == nil {
		list := s.sweep(claims, nil)
		for i := len(list) - 1; i >= 0; i-- {
			if list[i].from <= day {
				return list[i], true
			}
		}
		return span{}, false
	}
	s.begin(claims)
	var dates dates
	present, said := s.gather(claims, day, &dates)
	if !present {
		return span{}, false
	}
	for m := said; m != 0; m &= m - 1 {
		s.weigh(bits.TrailingZeros64(m), day)
	}
	if said&s.closers != 0 {
		s.reclose(day)
	}
	if said != 0 {
		s.runWholes(said)
	}
	year := int32(noYear)
	if dates.n > 0 {
		year = s.yearOf(&dates, day)
	}
	outcome, settled := s.decide()
	return span{day, year, int16(outcome), settled}, true
}

// gather takes in what counts on a day: whether anything had been said, and
// the places of which something counts.
func (s *sweeper) gather(claims []claim, day int32, dates *dates) (present bool, said uint64) {
	for i := range claims {
		c := &claims[i]
		if c.day > day {
			break
		}
		if c.flags&struck != 0 {
			continue
		}
		present = true
		if day >= c.until || s.adequate[c.grade] == 0 {
			continue
		}
		v := &s.views[c.slot]
		if v.dated {
			dates.note(c)
		}
		if v.place < 0 {
			continue
		}
		number := v.numbers[c.value]
		if number == unknownNumber {
			continue
		}
		k := int(v.place) & 63
		said |= 1 << k
		if c.stance() != asserts {
			s.slow |= 1 << k
		}
		if s.slow&(1<<k) == 0 {
			s.add(k, c, number)
		}
	}
	return present, said
}

// onDay is a reading of one day alone: it has the running sums and no spans.
func (x *Index) onDay(ctx context.Context, l *preparedBook, day int32, h *heard) (*reading, error) {
	n := len(x.incidents)
	p := &reading{prepared: l, tally: newTally(l.allYears(), len(l.outcomes), nil)}
	counts := make([][]int32, workersFor(n)) // by cell
	err := parallel(ctx, n, func(worker, from, to int) {
		s := newSweeper(l, x.slots)
		list := make([]int32, len(p.tally.cells))
		for i := from; i < to && !ended(ctx, i); i++ {
			claims, counted := h.on(int32(i), day)
			if !counted {
				continue
			}
			if one, ok := s.on(claims, day); ok {
				list[p.tally.cell(one)]++
			}
		}
		counts[worker] = list
	})
	if err != nil {
		return nil, err
	}
	for _, list := range counts {
		for i, n := range list {
			if n != 0 {
				p.tally.cells[i].count(day, n)
			}
		}
	}
	return p, nil
}

// count adds to the sum of the only day that a cell has.
func (c *cell) count(day, n int32) {
	if c.sums == nil {
		c.from, c.sums = day, []int32{0}
	}
	c.sums[0] += n
}
