package timeline

import (
	"iter"

	"github.com/ascribe-project/ascribe"
)

// beliefs are the spans up to a day as others know them: where nothing but the
// year changed, the one before goes on. None knows yet where it ends.
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
			before = s
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
	return list
}
