package timeline

import (
	"context"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// A variableHistory is the history of one variable of every incident: what is picked of
// it, from which day on; or of how far its coders agree. It is made when it is
// first asked for.
type variableHistory struct {
	steps flat[step]
	sets  [][]string // the values that are picked, by number; 0 is what counts before the first step
	setAt map[string]uint32
}

type step struct {
	from int32
	set  uint32
}

func newVariableHistory(first string) *variableHistory {
	l := &variableHistory{setAt: map[string]uint32{}}
	l.set([]string{first})
	return l
}

// set numbers a list of values.
func (l *variableHistory) set(values []string) uint32 {
	key := strings.Join(values, "\x00")
	n, ok := l.setAt[key]
	if !ok {
		n = uint32(len(l.sets))
		l.sets = append(l.sets, values)
		l.setAt[key] = n
	}
	return n
}

// history appends that of one incident: of a variable by its name, or of the
// coders.
func (s *sweeper) history(l *variableHistory, name string, claims []claim, out []step) []step {
	if v := s.book.Var(name); v != nil {
		return s.steps(l, v.Index, claims, out)
	}
	return s.concords(l, claims, out)
}

// steps appends the history of a variable of one incident.
func (s *sweeper) steps(l *variableHistory, variable int, claims []claim, out []step) []step {
	s.claims = claims
	first := len(out)
	now := uint32(0)
	s.walkVariable(variable, func(day int32) {
		w := s.weighAll(&s.book.Vars[variable], day)
		set := uint32(0)
		if values := w.Values(); len(values) > 0 {
			set = l.set(values)
		}
		if set != now || len(out) == first {
			out = append(out, step{day, set})
			now = set
		}
	})
	return out
}

// walkVariable visits the days on which something changes of a variable.
func (s *sweeper) walkVariable(variable int, visit func(day int32)) {
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
	}
	for _, day := range sortedDays(s.days) {
		visit(day)
	}
}

// variableHistory makes the history of a variable, or of the coders.
func (x *Index) variableHistory(ctx context.Context, p *reading, name string, claims func(int32) []claim) (*variableHistory, error) {
	before := string(ascribe.StateUnknown)
	if p.prepared.book.Var(name) == nil {
		before = ascribe.CodersAlone.String()
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
			out = s.history(l, name, claims(int32(i)), out)
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
