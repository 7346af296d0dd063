package plain

import (
	"cmp"
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// spans are the answers about the incident up to a day. One that a dataset
// lists without having said anything of it has the one answer, from that day.
func spans(x Incident, known ascribe.Day) []ascribe.Span {
	return bare(x, upTo(x.History(), known), known)
}

// bare is a history without its causes.
func bare(x Incident, list []ascribe.Span, known ascribe.Day) []ascribe.Span {
	if len(list) == 0 {
		list = append(list, ascribe.Span{From: known, To: ascribe.Forever, Belief: x.Belief(known)})
	}
	for i := range list {
		list[i].Because = ascribe.Cause{}
	}
	return list
}

// upTo leaves of a history what was known by a day.
func upTo(spans []ascribe.Span, known ascribe.Day) []ascribe.Span {
	spans = slices.DeleteFunc(spans, func(s ascribe.Span) bool { return s.From > known })
	if n := len(spans); n > 0 {
		spans[n-1].To = ascribe.Forever
	}
	return spans
}

// ticks are the days up to one on which something came out.
func ticks(x Incident, known ascribe.Day) []ascribe.Day {
	days := []ascribe.Day{}
	for _, day := range x.Days() {
		if day <= known {
			days = append(days, day)
		}
	}
	return days
}

// Changes implements [survey.Survey].
func (s *Survey) Changes(ctx context.Context) ([]survey.Change, error) {
	n := map[ascribe.Day]int{}
	for x, err := range s.each(ctx) {
		if err != nil {
			return nil, err
		}
		for _, day := range Changed(s.book, x.Reading) {
			n[day]++
		}
	}
	list := make([]survey.Change, 0, len(n))
	for day, k := range n {
		list = append(list, survey.Change{Day: day, N: k})
	}
	slices.SortFunc(list, func(a, b survey.Change) int { return cmp.Compare(a.Day, b.Day) })
	return list, nil
}

// Changed are the days on which the answer about an incident changed: under a
// codebook that gives none, on which anything about it did.
func Changed(book *codebook.Book, r *classify.Reading) (days []ascribe.Day) {
	if len(book.Rows) > 0 {
		for _, span := range r.History() {
			days = append(days, span.From)
			if span.To != ascribe.Forever && !r.Present(span.To) { // it is one with another from then on
				days = append(days, span.To)
			}
		}
		return days
	}
	days = append(r.Days(), r.Listed()...)
	slices.Sort(days)
	return slices.Compact(days)
}

// Relabelled implements [survey.Survey].
func (s *Survey) Relabelled(ctx context.Context, q survey.Query, after string, limit int) (r survey.Relabelling, err error) {
	filter, err := survey.NewFilter(s.book, q.Where)
	if err != nil {
		return r, err
	}
	then, now := q.Days[0], q.Days[1]
	r.Pairs = map[[2]ascribe.Outcome]int{}
	for x, err := range s.each(ctx) {
		if err != nil {
			return r, err
		}
		was, is := x.Present(then), x.Present(now)
		if !(was && s.passes(x, filter, then)) && !(is && s.passes(x, filter, now)) {
			continue
		}
		if was {
			r.Base[0]++
		}
		if is {
			r.Base[1]++
		}
		switch {
		case was && is:
			row := survey.Relabelled{Incident: x.Dossier.Subject, Answers: [2]ascribe.Belief{x.Belief(then), x.Belief(now)}}
			r.Pairs[[2]ascribe.Outcome{row.Answers[0].Outcome, row.Answers[1].Outcome}]++
			if row.Answers[0] == row.Answers[1] {
				continue
			}
			if r.Total++; row.Incident > after {
				r.Rows = append(r.Rows, row)
			}
		case was:
			r.Gone++
		case is:
			r.Appeared++
		}
	}
	slices.SortFunc(r.Rows, func(a, b survey.Relabelled) int { return cmp.Compare(a.Incident, b.Incident) })
	if r.More = len(r.Rows) > limit; r.More {
		r.Rows = r.Rows[:limit]
	}
	return r, nil
}

// Courses implements [survey.Survey].
func (s *Survey) Courses(ctx context.Context, known ascribe.Day, said string, visit func(*survey.Course)) error {
	for x, err := range s.present(ctx, known) {
		if err != nil {
			return err
		}
		c := survey.Course{Incident: x.Dossier.Subject}
		if date := s.book.WithRole(ascribe.RoleEventDate); date != nil {
			c.Event = x.Value(date.Name, known).Value
		}
		history := upTo(x.History(), known)
		for i, span := range history {
			if i > 0 && span.Label != history[i-1].Label {
				c.Causes = append(c.Causes, s.cause(x, span))
			}
		}
		c.Spans = bare(x, history, known)
		for _, e := range x.On(known).Evidence() {
			if st := e.Statement; st.Variable == said && st.Stance == ascribe.Asserts && e.Day <= known {
				c.Said = append(c.Said, survey.Said{Source: x.source(st.Source), Value: st.Value})
			}
		}
		visit(&c)
	}
	return nil
}

// cause is what kind of evidence began a span: the statement that the span
// names, if some row of the table reads its variable, and else the last of that
// day that some row reads. A change for want of evidence has none.
func (s *Survey) cause(x Incident, span ascribe.Span) survey.Cause {
	var found *ascribe.Statement
	for _, e := range x.On(span.From).Evidence() {
		named := e.Statement.ID == span.Because.Statement
		if (named || e.Day == span.From && e.Adequate) && s.book.Reads(e.Statement.Variable) {
			found = e.Statement
			if named {
				break
			}
		}
	}
	if found == nil {
		return survey.Cause{}
	}
	return survey.Cause{Source: x.source(found.Source), Basis: found.Basis, Variable: found.Variable}
}

// source is the record of a source of the incident; 0: there is none.
func (x Incident) source(id string) int64 {
	if p := x.Dossier.Source(id); p != nil {
		return p.Record
	}
	return 0
}
