package timeline

import (
	"slices"

	"github.com/ascribe-project/ascribe"
)

// sweepOf appends the spans of an incident, which may be one with others.
func (s *sweeper) sweepOf(eras []era, incident int32, claims func(int32) []claim, out []span) []span {
	if eras == nil {
		return s.sweep(claims(incident), out)
	}
	first := len(out)
	for n := range eras {
		e, end := &eras[n], until(eras, n)
		var list []span
		if e.first(incident) {
			list = s.sweep(e.claims, nil)
		}
		if len(out) > first && (len(list) == 0 || list[0].from > e.from) {
			out = extend(out, first, span{e.from, noYear, elsewhere, false})
		}
		for i, next := range list {
			if next.from >= end {
				break
			}
			if i+1 < len(list) && list[i+1].from <= e.from { // it is over before
				continue
			}
			next.from = max(next.from, e.from)
			out = extend(out, first, next)
		}
	}
	return out
}

// historyOf appends the history of a variable, or of the coders, of an incident that
// may be one with others. What it has where the incident is not counted is nothing to
// anybody.
func (s *sweeper) historyOf(l *variableHistory, name string, incident int32, h *heard, out []step) []step {
	eras := h.joins.of(incident)
	if eras == nil {
		return s.history(l, name, h.claims(incident), h.fate, out)
	}
	for n := range eras {
		e, end := &eras[n], until(eras, n)
		if !e.first(incident) {
			continue
		}
		now := step{from: e.from}
		list := s.history(l, name, e.claims, h.fate, nil)
		for len(list) > 0 && list[0].from <= e.from {
			now.set, list = list[0].set, list[1:]
		}
		if e.from != always {
			out = append(out, now)
		}
		for _, next := range list {
			if next.from < end {
				out = append(out, next)
			}
		}
	}
	return out
}

// ticks are the days up to one on which something came out about an incident, or on
// which it was one with others than before.
func (p *reading) ticks(h *heard, incident, last int32) []ascribe.Day {
	eras := h.joins.of(incident)
	if eras == nil {
		return h.fate.ticks(h.claims(incident), p.prepared.twins, last)
	}
	spans := p.spans.of(incident)
	days := []ascribe.Day{}
	for n := range eras {
		e, end := &eras[n], until(eras, n)
		if n > 0 && e.from <= last && (on(spans, e.from).from != never || on(spans, e.from-1).from != never) {
			days = append(days, ascribe.Day(e.from))
		}
		if !e.first(incident) {
			continue
		}
		for _, day := range h.fate.ticks(e.claims, p.prepared.twins, last) {
			if int32(day) >= e.from && int32(day) < end {
				days = append(days, day)
			}
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}
