package timeline

import (
	"math/bits"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// A span is a stretch of days, to the next span of its incident, on which
// outcome, settled and year stayed the same.
type span struct {
	from    int32
	year    int16
	outcome int8 // in lens.outcomes; -1: no row holds
	settled bool
}

const never = int32(ascribe.MaxDay)

// A sweeper works out the spans of one incident after another. It belongs to
// one goroutine.
type sweeper struct {
	*lens
	slots []*slot

	claims []claim // of the incident
	// Of each place, what the simple way knows of it.
	tops []top
	seen uint64 // the places of which there is a top
	slow uint64 // the places that are not simple, or not in this incident
	// The clauses that hold by each place, and by each whole test.
	known, sure, may []uint64
	// The same as values, for what needs them.
	knownVals, could []codebook.Values
	closed           bool

	candidates []*classify.Claim
	store      []classify.Claim
	days       []int32
}

// top is what the latest policy picks of a variable that nobody has denied or
// raised anything of: the last claim, and the values of its day.
type top struct {
	day   int32
	grade uint8
	value uint8
	bits  uint64
}

func newSweeper(l *lens, slots []*slot) *sweeper {
	n := len(l.place)
	return &sweeper{
		lens: l, slots: slots, tops: make([]top, n),
		known: make([]uint64, len(l.known)), sure: make([]uint64, len(l.sure)), may: make([]uint64, len(l.may)),
		knownVals: make([]codebook.Values, len(l.knownVals)), could: make([]codebook.Values, len(l.could)),
	}
}

// sweep appends the spans of an incident, whose claims are sorted.
func (s *sweeper) sweep(claims []claim, out []span) []span {
	s.claims = claims
	if s.program == nil {
		return s.sweepSlowly(out)
	}
	s.seen, s.slow, s.closed = 0, ^s.simple, s.closedAtFirst
	copy(s.known, s.lens.known)
	copy(s.sure, s.lens.sure)
	copy(s.may, s.lens.may)
	if s.needsValues {
		copy(s.knownVals, s.lens.knownVals)
		copy(s.could, s.lens.could)
	}
	first := len(out)
	year := int16(noYear)
	s.walk(func(day int32, changed uint64, dated bool) {
		for m := changed; m != 0; m &= m - 1 {
			s.weigh(bits.TrailingZeros64(m), day)
		}
		if changed&s.closers != 0 {
			s.reclose(day)
		}
		if changed != 0 {
			s.runWholes(changed)
		}
		if dated {
			year = s.yearOn(day)
		}
		outcome, settled := s.decide()
		out = extend(out, first, span{day, year, int8(outcome), settled})
	})
	return out
}

// extend appends a span, unless it goes on as the one before it.
func extend(out []span, first int, next span) []span {
	if n := len(out); n > first {
		if last := out[n-1]; last.outcome == next.outcome && last.settled == next.settled && last.year == next.year {
			return out
		}
	}
	return append(out, next)
}

// sweepSlowly is sweep for a table that is too large for a program: it weighs
// everything on every day, and reads the rows one by one.
func (s *sweeper) sweepSlowly(out []span) []span {
	first := len(out)
	s.walkCorrected(func(day int32, _ uint64, _ bool) {
		for i := range s.book.Vars {
			b := &s.book.Vars[i]
			w := s.weighAll(b, day)
			s.knownVals[i] = w.Known()
			s.could[i], _ = w.Possible(b.Open)
		}
		if s.book.Closed(s.could) {
			for i := range s.book.Vars {
				w := s.weighAll(&s.book.Vars[i], day)
				s.could[i], _ = w.Possible(false)
			}
		}
		outcome, settled := s.decideSlowly()
		out = extend(out, first, span{day, s.yearOn(day), int8(outcome), settled})
	})
	return out
}

// walk visits the days on which something changes, from the first on which
// anything was said: which places, and whether the date.
func (s *sweeper) walk(visit func(day int32, changed uint64, dated bool)) {
	corrected := false
	for i := range s.claims {
		if s.claims[i].until != never {
			corrected = true
			break
		}
	}
	if corrected {
		s.walkCorrected(visit)
		return
	}
	for i := 0; i < len(s.claims); {
		day := s.claims[i].day
		changed, dated, present := uint64(0), false, false
		for ; i < len(s.claims) && s.claims[i].day == day; i++ {
			c := &s.claims[i]
			if c.flags&struck != 0 {
				continue
			}
			present = true
			v := s.variable[c.slot]
			if v < 0 || !s.adequate[c.grade] {
				continue
			}
			dated = dated || int(v) == s.date
			k := s.tested[v]
			if k < 0 {
				continue
			}
			number := s.numbers[c.slot][c.value]
			if number == unknownNumber {
				continue
			}
			bit := uint64(1) << k
			changed |= bit
			if c.stance() != asserts {
				s.slow |= bit
			}
			if s.slow&bit == 0 {
				s.add(int(k), c, number)
			}
		}
		if present {
			visit(day, changed, dated)
		}
	}
}

// add takes a claim that comes after all that were added, to a simple place.
func (s *sweeper) add(k int, c *claim, number uint8) {
	t := &s.tops[k]
	if s.seen&(1<<k) == 0 || t.day < c.day {
		s.seen |= 1 << k
		*t = top{day: c.day, grade: c.grade, value: number, bits: 1 << number}
		return
	}
	t.bits |= 1 << number
	if c.grade <= t.grade { // as good or better, and the later record
		t.grade, t.value = c.grade, number
	}
}

// walkCorrected is walk where claims cease to count: it also visits the days
// on which one does, and weighs what changes anew.
func (s *sweeper) walkCorrected(visit func(day int32, changed uint64, dated bool)) {
	s.days = s.days[:0]
	for i := range s.claims {
		c := &s.claims[i]
		if c.flags&struck != 0 {
			continue
		}
		s.days = append(s.days, c.day)
		if c.until != never && c.until > c.day {
			s.days = append(s.days, c.until)
		}
	}
	for _, day := range sortedDays(s.days) {
		changed, dated := uint64(0), false
		for i := range s.claims {
			c := &s.claims[i]
			if c.day > day {
				break
			}
			if c.day != day && c.until != day || c.flags&struck != 0 {
				continue
			}
			v := s.variable[c.slot]
			if v < 0 || !s.adequate[c.grade] {
				continue
			}
			dated = dated || int(v) == s.date
			if k := s.tested[v]; k >= 0 {
				changed |= 1 << k
			}
		}
		for m := changed & s.simple; m != 0; m &= m - 1 {
			s.recount(bits.TrailingZeros64(m), day)
		}
		visit(day, changed, dated)
	}
}

// recount works the top of a simple place out anew.
func (s *sweeper) recount(k int, day int32) {
	bit := uint64(1) << k
	s.seen &^= bit
	s.slow &^= bit
	s.each(s.place[k], day, func(c *claim, number uint8) {
		if c.stance() != asserts {
			s.slow |= bit
		} else if s.slow&bit == 0 {
			s.add(k, c, number)
		}
	})
}

// each calls visit with the candidates of a variable on a day, in order.
func (s *sweeper) each(variable int, day int32, visit func(c *claim, number uint8)) {
	for i := range s.claims {
		c := &s.claims[i]
		if c.day > day {
			break
		}
		if int(s.variable[c.slot]) != variable || day >= c.until || c.flags&struck != 0 || !s.adequate[c.grade] {
			continue
		}
		if number := s.numbers[c.slot][c.value]; number != unknownNumber {
			visit(c, number)
		}
	}
}

// weigh finds what holds by one place on a day.
func (s *sweeper) weigh(k int, day int32) {
	v := s.place[k]
	b := &s.book.Vars[v]
	open := b.Open && !s.closed
	if s.slow&(1<<k) != 0 {
		w := s.weighAll(b, day)
		could, _ := w.Possible(open)
		s.set(k, v, w.Known(), could)
		return
	}
	value, in := uint8(codebook.Nothing), uint64(1<<codebook.Nothing)
	if s.seen&(1<<k) != 0 {
		value, in = s.tops[k].value, s.tops[k].bits
	}
	if value == codebook.NotExamined || open && (value == codebook.Nothing || b.LeavesOpen&(1<<value) != 0) {
		in |= b.Every
	}
	if s.needsValues {
		s.knownVals[v], s.could[v] = codebook.Values{In: 1 << value}, codebook.Values{In: in}
	}
	s.known[k] = s.program.Known(v, int(value))
	if in&(in-1) == 0 {
		s.sure[k], s.may[k] = s.known[k], s.known[k]
		return
	}
	s.sure[k], s.may[k] = s.program.Could(v, codebook.Values{In: in})
}

func (s *sweeper) set(k, v int, known, could codebook.Values) {
	if s.needsValues {
		s.knownVals[v], s.could[v] = known, could
	}
	_, s.known[k] = s.program.Could(v, known)
	s.sure[k], s.may[k] = s.program.Could(v, could)
}

// weighAll weighs a variable as package classify does.
func (s *sweeper) weighAll(b *codebook.Var, day int32) classify.Weighed {
	s.store = s.store[:0]
	s.each(b.Index, day, func(c *claim, number uint8) {
		s.store = append(s.store, classify.Claim{
			Record: int64(c.record), Day: ascribe.Day(c.day), Grade: ascribe.Grade(c.grade), Stance: stances[c.stance()],
			Value: int(number), Text: s.slots[c.slot].values[c.value],
		})
	})
	s.candidates = s.candidates[:0]
	for i := range s.store {
		s.candidates = append(s.candidates, &s.store[i])
	}
	return classify.Weigh(b, s.candidates)
}

// reclose looks whether the open variables are closed now, and weighs them
// again if that has changed.
func (s *sweeper) reclose(day int32) {
	closed := s.book.Closed(s.could)
	if closed == s.closed {
		return
	}
	s.closed = closed
	for k, v := range s.place {
		if s.book.Vars[v].Open {
			s.weigh(k, day)
		}
	}
	s.runWholes(^uint64(0))
}

// runWholes runs the tests of several variables of which one has changed.
func (s *sweeper) runWholes(changed uint64) {
	for i := range s.wholes {
		w := &s.wholes[i]
		if w.places&changed == 0 {
			continue
		}
		n := len(s.place) + i
		known, could := w.truths(s.knownVals, s.could)
		_, s.known[n] = s.program.CouldWhole(i, known)
		s.sure[n], s.may[n] = s.program.CouldWhole(i, could)
	}
}

// decide reads the table.
func (s *sweeper) decide() (outcome int, settled bool) {
	var known, sure, may uint64
	for k := range s.known {
		known |= s.known[k]
		sure |= s.sure[k]
		may |= s.may[k]
	}
	return s.program.Decide(known, sure, may)
}

// decideSlowly reads a table that is too large for a program, row by row.
func (s *sweeper) decideSlowly() (outcome int, settled bool) {
	outcome = -1
	for i := range s.book.Rows {
		if row := &s.book.Rows[i]; row.Truth(s.knownVals) == codebook.True {
			outcome = s.outcomeNumber(row.Outcome())
			break
		}
	}
	for i := range s.book.Rows {
		row := &s.book.Rows[i]
		t := row.Truth(s.could)
		if t != codebook.False && s.outcomeNumber(row.Outcome()) != outcome {
			return outcome, false
		}
		if t == codebook.True {
			break
		}
	}
	return outcome, true
}

// yearOn is the year of the date that is picked on the day.
func (s *sweeper) yearOn(day int32) int16 {
	if s.date < 0 {
		return noYear
	}
	var only *claim
	count := 0
	s.each(s.date, day, func(c *claim, _ uint8) {
		only = c
		count++
	})
	if count == 1 && only.stance() == asserts {
		return s.years[only.value]
	}
	w := s.weighAll(&s.book.Vars[s.date], day)
	if v := w.Known(); len(v.Texts) == 1 {
		return yearOf(v.Texts[0])
	}
	return noYear
}

// sortedDays sorts days and leaves out those that are there twice.
func sortedDays(days []int32) []int32 {
	slices.Sort(days)
	return slices.Compact(days)
}
