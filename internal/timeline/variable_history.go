package timeline

import (
	"context"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// A variableHistory is the history of one variable of every incident: what is picked of
// it, from which day on; or of how far its coders agree. It is made when it is
// first asked for.
type variableHistory struct {
	steps flat[step]
	sets  []valueSet // what is picked, by number; 0 is what counts before the first step
	setAt map[string]uint32
}

// A valueSet is the values of a dimension, never none, and whether they are
// known.
type valueSet struct {
	values []string
	state  ascribe.State
}

// knownSet is of one value that is known.
func knownSet(value string) valueSet { return valueSet{[]string{value}, ascribe.StateKnown} }

// unknownSet is of nothing that is known.
func unknownSet(state ascribe.State) valueSet { return valueSet{[]string{survey.Unknown}, state} }

// nothing reports whether no value is picked.
func (s *valueSet) nothing() bool {
	return s.state == ascribe.StateUnknown || s.state == ascribe.StateInadequate
}

type step struct {
	from int32
	set  uint32
}

func newVariableHistory(first valueSet) *variableHistory {
	l := &variableHistory{setAt: map[string]uint32{}}
	l.set(first)
	return l
}

// set numbers what is picked.
func (l *variableHistory) set(s valueSet) uint32 {
	key := string(s.state) + "\x00" + strings.Join(s.values, "\x00")
	n, ok := l.setAt[key]
	if !ok {
		n = uint32(len(l.sets))
		l.sets = append(l.sets, s)
		l.setAt[key] = n
	}
	return n
}

// history appends that of one incident: of a variable by its name, or of the
// coders.
func (s *sweeper) history(l *variableHistory, name string, claims []claim, f fate, out []step) []step {
	if v := s.book.Var(name); v != nil {
		return s.steps(l, v.Index, claims, f, out)
	}
	return s.concords(l, claims, out)
}

// steps appends the history of a variable of one incident.
func (s *sweeper) steps(l *variableHistory, variable int, claims []claim, f fate, out []step) []step {
	s.claims = claims
	weak := s.weak(variable)
	var corrected []int32
	if weak && f.touches(claims) {
		corrected = f.corrected(claims, s.twins)
	}
	first := len(out)
	now := uint32(0)
	s.walkVariable(variable, corrected, func(day int32) {
		w := s.weighAll(&s.book.Vars[variable], day)
		set := uint32(0)
		if values := w.Values(); len(values) > 0 {
			set = l.set(valueSet{values, w.State()})
		} else if weak && len(s.candidates) == 0 && s.inadequate(variable, corrected, day) {
			set = l.set(unknownSet(ascribe.StateInadequate))
		}
		if set != now || len(out) == first {
			out = append(out, step{day, set})
			now = set
		}
	})
	return out
}

// weak reports whether anything was said of a variable in a grade that cannot
// count.
func (s *sweeper) weak(variable int) bool {
	return slices.ContainsFunc(s.claims, func(c claim) bool {
		return int(s.variable[c.slot]) == variable && s.adequate[c.grade] == 0
	})
}

// inadequate reports whether something stands on a day, of a grade that cannot
// count. That it is settled does not take it away.
func (s *sweeper) inadequate(variable int, corrected []int32, day int32) bool {
	for i := range s.claims {
		c := &s.claims[i]
		if c.day > day {
			return false
		}
		if int(s.variable[c.slot]) != variable || c.flags&struck != 0 || s.adequate[c.grade] != 0 {
			continue
		}
		if s.numbers[c.slot][c.value] != unknownNumber && (corrected == nil || day < corrected[i]) {
			return true
		}
	}
	return false
}

// walkVariable visits the days on which something changes of a variable.
func (s *sweeper) walkVariable(variable int, corrected []int32, visit func(day int32)) {
	s.days = s.days[:0]
	for i := range s.claims {
		c := &s.claims[i]
		if int(s.variable[c.slot]) != variable || c.flags&struck != 0 {
			continue
		}
		s.days = append(s.days, c.day)
		if c.until != never && c.until > c.day {
			s.days = append(s.days, c.until)
		}
		if corrected != nil && corrected[i] != never && corrected[i] > c.day {
			s.days = append(s.days, corrected[i])
		}
	}
	for _, day := range sortedDays(s.days) {
		visit(day)
	}
}

// variableHistory makes the history of a variable, or of the coders.
func (x *Index) variableHistory(ctx context.Context, p *reading, name string, h *heard) (*variableHistory, error) {
	before := unknownSet(ascribe.StateUnknown)
	if p.prepared.book.Var(name) == nil {
		before = knownSet(ascribe.CodersAlone.String())
	}
	n := len(x.incidents)
	histories := make([]*variableHistory, workersFor(n))
	pieces := make([][]step, len(histories))
	start := make([]uint32, n+1)
	err := parallel(ctx, n, func(worker, from, to int) {
		s := newSweeper(p.prepared, x.slots)
		l := newVariableHistory(before)
		var out []step
		for i := from; i < to && !ended(ctx, i); i++ {
			out = s.historyOf(l, name, int32(i), h, out)
			start[i+1] = uint32(len(out))
		}
		histories[worker], pieces[worker] = l, out
	})
	if err != nil {
		return nil, err
	}
	whole := histories[0]
	whole.steps = flat[step]{start: start, all: pieces[0]}
	for w := 1; w < len(histories); w++ {
		offset := uint32(len(whole.steps.all))
		for i := n * w / len(histories); i < n*(w+1)/len(histories); i++ {
			start[i+1] += offset
		}
		for _, st := range pieces[w] {
			whole.steps.all = append(whole.steps.all, step{st.from, whole.set(histories[w].sets[st.set])})
		}
	}
	return whole, nil
}
