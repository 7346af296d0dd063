package classify

import (
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// History is how the answer moved: the spans of days on which label, level
// and settled stayed the same, from the first day on which anything was said.
// It changes only on days on which a statement or a correction came out.
func (r *Reading) History() []ascribe.Span {
	spans := []ascribe.Span{}
	for _, day := range r.Days() {
		v := r.view(day)
		o, settled := v.outcome(), v.settled()
		if n := len(spans); n > 0 {
			last := &spans[n-1]
			if last.Outcome == o && last.Settled == settled {
				continue
			}
			last.To = day
		}
		spans = append(spans, ascribe.Span{From: day, To: ascribe.Forever, Outcome: o, Settled: settled, Because: r.cause(v, day)})
	}
	return spans
}

// Days are the days on which something about the incident came out: a
// statement of any grade, or a correction of one.
func (r *Reading) Days() []ascribe.Day {
	var days []ascribe.Day
	for i := range r.claims {
		days = append(days, r.claims[i].day)
		if until := r.claims[i].until; until < ascribe.Forever && until > r.claims[i].day {
			days = append(days, until)
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// cause is the statement that a new span comes from: the highest-numbered of
// that day in the deciding row, else of that day, else the one corrected.
func (r *Reading) cause(v *view, day ascribe.Day) ascribe.Cause {
	if row := v.deciding(); row != nil {
		var claims []*claim
		for _, g := range v.grounds(row.Test, codebook.True) {
			claims = append(claims, g.claims...)
		}
		if c := last(claims, func(c *claim) bool { return c.day == day }); c != nil {
			return c.cause()
		}
	}
	all := make([]*claim, len(r.claims))
	for i := range r.claims {
		all[i] = &r.claims[i]
	}
	for _, pass := range []func(*claim) bool{
		func(c *claim) bool { return c.day == day && c.adequate },
		func(c *claim) bool { return c.until == day },
		func(c *claim) bool { return c.day == day },
	} {
		if c := last(all, pass); c != nil {
			return c.cause()
		}
	}
	return ascribe.Cause{}
}

func last(claims []*claim, pass func(*claim) bool) *claim {
	return first(claims, func(a, b *claim) int { return int(a.at.Record - b.at.Record) }, pass)
}

func (c *claim) cause() ascribe.Cause {
	return ascribe.Cause{Entry: c.at.Entry, Record: c.at.Record, Statement: c.at.Noun.ID, Source: c.at.Noun.Source}
}
