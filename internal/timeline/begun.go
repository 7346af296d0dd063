package timeline

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
)

// beginnings hold, for every incident, what caused each change of its label.
// They are worked out when somebody first asks for them.
type beginnings struct {
	reads []bool // by variable: whether a row of the table reads it
	of    flat[beginning]
}

// A beginning is what an answer says about the claim that caused a label.
type beginning struct {
	day    int32
	source uint32
	slot   uint16
	basis  uint8
	found  bool // false: a label may change for want of evidence
}

func (x *Index) newBeginnings(ctx context.Context, p *reading, h *heard) (*beginnings, error) {
	b := &beginnings{reads: make([]bool, len(p.prepared.book.Vars))}
	for i := range b.reads {
		b.reads[i] = p.prepared.book.Reads(p.prepared.book.Vars[i].Name)
	}
	n := len(x.incidents)
	b.of.start = make([]uint32, n+1)
	pieces := make([][]beginning, workersFor(n))
	err := parallel(ctx, n, func(worker, from, to int) {
		s := newSweeper(p.prepared, x.slots)
		var out []beginning
		for i := from; i < to && !ended(ctx, i); i++ {
			out = b.find(s, int32(i), h, p.spans.of(int32(i)), out)
			b.of.start[i+1] = uint32(len(out))
		}
		pieces[worker] = out
	})
	if err != nil {
		return nil, err
	}
	b.of.join(pieces)
	return b, nil
}

// rebegin works out the beginnings of the touched incidents anew.
func (x *Index) rebegin(p *reading, h *heard, touched map[int32]bool) {
	s := p.prepared.sweeper(x.slots)
	defer p.prepared.idle.Put(s)
	for i := range touched {
		p.begun.of.replace(i, p.begun.find(s, i, h, p.spans.of(i), nil))
	}
	p.begun.of.settle(len(x.incidents))
}

// find appends the beginnings of an incident.
func (b *beginnings) find(s *sweeper, incident int32, h *heard, spans []span, out []beginning) []beginning {
	if len(spans) == 0 {
		return out
	}
	before := spans[0]
	for _, now := range spans[1:] {
		if !now.counted() || s.outcome(now).Label == s.outcome(before).Label {
			continue
		}
		before = now
		next := beginning{day: now.from}
		s.claims, _ = h.on(incident, now.from)
		if c := b.cause(s, now.from, h.fate); c != nil {
			next.source, next.slot, next.basis, next.found = c.source, c.slot, c.basis(), true
		}
		out = append(out, next)
	}
	return out
}

// cause is the claim that a label of a day comes from, as package classify has
// it, if a row of the table reads its variable; else the last adequate one of
// that day that a row reads, nil if there is none.
func (b *beginnings) cause(s *sweeper, day int32, f fate) *claim {
	var last, other *claim
	adequate, readable := false, 0
	for i := range s.claims {
		c := &s.claims[i]
		if c.day > day {
			break
		}
		if c.day != day || c.flags&struck != 0 {
			continue
		}
		other = c
		if s.adequate[c.grade] == 0 {
			continue
		}
		adequate = true
		if b.readsSlot(s, c.slot) {
			last = c
			readable++
		}
	}
	if readable > 1 { // which of them counts, the deciding row says
		if c := b.inRow(s, day); c != nil {
			return c
		}
	}
	if adequate {
		return last
	}
	if c := f.lastCorrected(s.claims, s.twins, day); c != nil {
		other = c
	}
	if other == nil || !b.readsSlot(s, other.slot) {
		return nil
	}
	return other
}

func (b *beginnings) readsSlot(s *sweeper, slot uint16) bool {
	v := s.variable[slot]
	return v >= 0 && b.reads[v]
}

// inRow is the last claim of the day among those that the deciding row rests
// on, nil if there is none.
func (b *beginnings) inRow(s *sweeper, day int32) *claim {
	evidence := make([]classify.Weighed, len(s.book.Vars))
	for i := range s.book.Vars {
		var candidates []*classify.Claim
		if b.reads[i] {
			s.each(i, day, func(c *claim, number uint8) {
				weighable := s.weighable(c, number)
				weighable.Utterance = utterance(s.claims, c, s.twins)
				candidates = append(candidates, &weighable)
			})
		}
		evidence[i] = classify.Weigh(&s.book.Vars[i], candidates)
	}
	began := classify.Began(s.book, evidence, ascribe.Day(day))
	if began == nil {
		return nil
	}
	at := slices.IndexFunc(s.claims, func(c claim) bool { return int64(c.record) == began.Record })
	return &s.claims[at]
}
