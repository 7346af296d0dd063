package timeline

import (
	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

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
		if int(s.variable[c.slot]) != variable || day >= c.until || c.flags&struck != 0 || s.adequate[c.grade] == 0 {
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
	if t := &s.tops[k]; s.plain[k] != nil && s.seen&(1<<k) != 0 && t.plain() {
		now := s.plain[k][t.value]
		s.known[k], s.sure[k], s.may[k] = now, now, now
		s.unsure &^= 1 << k
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
	} else {
		s.sure[k], s.may[k] = s.program.Could(v, codebook.Values{In: in})
	}
	s.compare(k)
}

// compare notes whether what holds by a place is the same in all readings.
func (s *sweeper) compare(k int) {
	s.unsure &^= 1 << k
	if s.sure[k] != s.known[k] || s.may[k] != s.known[k] {
		s.unsure |= 1 << k
	}
}

func (s *sweeper) set(k, v int, known, could codebook.Values) {
	if s.needsValues {
		s.knownVals[v], s.could[v] = known, could
	}
	_, s.known[k] = s.program.Could(v, known)
	s.sure[k], s.may[k] = s.program.Could(v, could)
	s.compare(k)
}

// weighAll weighs a variable as package classify does.
func (s *sweeper) weighAll(b *codebook.Var, day int32) classify.Weighed {
	s.store = s.store[:0]
	s.each(b.Index, day, func(c *claim, number uint8) {
		s.store = append(s.store, s.weighable(c, number))
	})
	s.candidates = s.candidates[:0]
	for i := range s.store {
		s.candidates = append(s.candidates, &s.store[i])
	}
	return classify.Weigh(b, s.candidates)
}

// weighable is a claim as package classify weighs it.
func (s *sweeper) weighable(c *claim, number uint8) classify.Claim {
	return classify.Claim{
		Record: int64(c.record), Day: ascribe.Day(c.day), Grade: ascribe.Grade(c.grade), Stance: stances[c.stance()],
		Value: int(number), Text: s.valueOf(s.slots, c, number),
	}
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
	s.unsureWholes = false
	for i := range s.wholes {
		w := &s.wholes[i]
		n := len(s.place) + i
		if w.places&changed != 0 {
			_, s.known[n] = s.program.CouldWhole(i, s.truth(i, s.knownVals))
			s.sure[n], s.may[n] = s.program.CouldWhole(i, s.truth(i, s.could))
		}
		s.unsureWholes = s.unsureWholes || s.sure[n] != s.known[n] || s.may[n] != s.known[n]
	}
}

// truth runs one of the whole tests, or remembers how it came out for the same
// values.
func (s *sweeper) truth(i int, vals []codebook.Values) codebook.Truth {
	node := s.wholes[i].node
	key := question{test: i}
	if len(node.Vars) > len(key.values) {
		return node.Truth(vals)
	}
	for n, v := range node.Vars {
		if b := &s.book.Vars[v]; !b.Coded() || b.Several {
			return node.Truth(vals)
		}
		key.values[n] = vals[v].In
	}
	t, ok := s.answers[key]
	if !ok {
		if t = node.Truth(vals); len(s.answers) >= 1<<12 {
			clear(s.answers)
		}
		s.answers[key] = t
	}
	return t
}

// decide reads the table.
func (s *sweeper) decide() (outcome int, settled bool) {
	var known uint64
	for _, c := range s.known {
		known |= c
	}
	if s.unsure == 0 && !s.unsureWholes {
		return s.program.DecideSurely(known), true
	}
	var sure, may uint64
	for k := range s.sure {
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
