package timeline

import (
	"iter"

	"github.com/ascribe-project/ascribe"
)

// beliefs are the spans up to a day as others know them: where nothing but the
// year changed, the one before goes on. None knows yet where it ends; those in which
// the incident is not counted are left out.
func (l *preparedBook) beliefs(spans []span, last int32) iter.Seq[ascribe.Span] {
	return func(yield func(ascribe.Span) bool) {
		var before span
		for i, s := range spans {
			if s.from > last {
				return
			}
			if i > 0 && s.outcome == before.outcome && s.settled == before.settled {
				continue
			}
			if before = s; !s.counted() {
				continue
			}
			if !yield(ascribe.Span{From: ascribe.Day(s.from), To: ascribe.Forever, Belief: l.belief(s)}) {
				return
			}
		}
	}
}

// history appends the history of an incident up to a day.
func (l *preparedBook) history(spans []span, last int32, list []ascribe.Span) []ascribe.Span {
	first := len(list)
	for s := range l.beliefs(spans, last) {
		if n := len(list); n > first {
			list[n-1].To = s.From
		}
		list = append(list, s)
	}
	for _, s := range spans { // where it was not counted, none goes on
		for i := first; !s.counted() && i < len(list); i++ {
			if day := ascribe.Day(s.from); s.from <= last && list[i].From < day && day < list[i].To {
				list[i].To = day
			}
		}
	}
	return list
}
