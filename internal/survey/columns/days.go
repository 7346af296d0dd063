package columns

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// eachRow visits the rows of the survey up to a day, in the order in which they
// count.
func (s *Survey) eachRow(known ascribe.Day, visit func(incident, bits uint32, day ascribe.Day)) {
	incidents := uint32(len(s.table.records))
	for _, m := range s.on(s.rows, known) {
		day := s.days[m]
		if m == 0 {
			for incident, bits := range s.table.listing.first {
				if bits != 0 {
					visit(uint32(incident), bits, day)
				}
			}
			continue
		}
		at, code := s.table.listing.cells(m, 0, incidents)
		for i, incident := range at {
			visit(incident, code[i], day)
		}
	}
}

// firsts are, for each incident, the first day up to one on which a cell of it
// was given a value; that one, where there is none.
func (s *Survey) firsts(known ascribe.Day) []ascribe.Day {
	days := make([]ascribe.Day, len(s.table.records))
	for i := range days {
		days[i] = known
	}
	met := make([]bool, len(days))
	s.eachRow(known, func(incident, bits uint32, day ascribe.Day) {
		if bits&rowFilled != 0 && !met[incident] {
			met[incident], days[incident] = true, day
		}
	})
	return days
}

// daysOf are, for each of some incidents, the days up to one on which cells of it
// were given values.
func (s *Survey) daysOf(list []placed, known ascribe.Day) [][]ascribe.Day {
	days := make([][]ascribe.Day, len(list))
	at := make([]int32, len(s.table.records)) // in the list, from 1
	for i := range list {
		days[i] = []ascribe.Day{}
		at[list[i].incident] = int32(i + 1)
	}
	s.eachRow(known, func(incident, bits uint32, day ascribe.Day) {
		if n := at[incident]; n > 0 && bits&rowFilled != 0 {
			days[n-1] = append(days[n-1], day)
		}
	})
	for i := range days {
		days[i] = slices.Compact(days[i])
	}
	return days
}

// spans are the history of an incident, whose one answer does not change.
func (s *Survey) spans(days []ascribe.Day, known ascribe.Day) []ascribe.Span {
	from := known
	if len(days) > 0 {
		from = days[0]
	}
	return []ascribe.Span{{From: from, To: ascribe.Forever, Belief: s.belief}}
}

// Changes implements [survey.Survey].
func (s *Survey) Changes(context.Context) ([]survey.Change, error) {
	list := []survey.Change{}
	last := make([]ascribe.Day, len(s.table.records)) // of each incident, the day of its row before
	for i := range last {
		last[i] = ascribe.Forever
	}
	s.eachRow(ascribe.Forever, func(incident, _ uint32, day ascribe.Day) {
		if last[incident] == day {
			return
		}
		last[incident] = day
		if n := len(list); n == 0 || list[n-1].Day != day {
			list = append(list, survey.Change{Day: day})
		}
		list[len(list)-1].N++
	})
	return list, nil
}

// Relabelled implements [survey.Survey]. Where there are no labels, none
// differs.
func (s *Survey) Relabelled(ctx context.Context, q survey.Query, after string, limit int) (r survey.Relabelling, err error) {
	if s.leaves(q.Where) {
		return s.Survey.Relabelled(ctx, q, after, limit)
	}
	var sides [2]*paging
	for i := range sides {
		if sides[i], err = s.paging(&survey.PageQuery{Query: survey.Query{Where: q.Where, Days: q.Days[i : i+1]}}); err != nil {
			return r, err
		}
	}
	before, now := sides[0].failing, sides[1].failing
	both := 0
	for i := range before {
		was, is := before[i] != notIn, now[i] != notIn
		switch {
		case before[i] != 0 && now[i] != 0:
		case was && is:
			both++
		case was:
			r.Gone++
		case is:
			r.Appeared++
		}
	}
	r.Base = [2]int{both + r.Gone, both + r.Appeared}
	r.Pairs = map[[2]ascribe.Outcome]int{}
	if both > 0 {
		r.Pairs[[2]ascribe.Outcome{s.belief.Outcome, s.belief.Outcome}] = both
	}
	return r, nil
}
