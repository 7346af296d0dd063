package classify

import (
	"cmp"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// History is how the answer moved: the spans of days on which label, level
// and settled stayed the same, from the first day on which anything was said.
// It changes only on days on which a statement or a correction came out. While it
// is one with an earlier incident, which is counted for both, it has no span.
func (r *Reading) History() []ascribe.Span {
	spans := []ascribe.Span{}
	for _, day := range r.Days() {
		if n := len(spans); !r.Present(day) {
			if r.eras != nil && n > 0 && spans[n-1].To == ascribe.Forever {
				spans[n-1].To = day
			}
			continue
		}
		v := r.view(day)
		belief := v.belief()
		if n := len(spans); n > 0 && spans[n-1].To == ascribe.Forever {
			last := &spans[n-1]
			if last.Belief == belief {
				continue
			}
			last.To = day
		}
		spans = append(spans, ascribe.Span{From: day, To: ascribe.Forever, Belief: belief, Because: r.cause(v, day)})
	}
	return spans
}

// Days are the days on which something about the incident came out: a
// statement of any grade, or a correction of one.
func (r *Reading) Days() []ascribe.Day {
	if r.eras != nil {
		return r.daysJoined()
	}
	var days []ascribe.Day
	for i := range r.claims {
		days = append(days, r.claims[i].Day)
		if until := r.claims[i].until; until < ascribe.Forever && until > r.claims[i].Day {
			days = append(days, until)
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// cause is the statement that a new span comes from: the highest-numbered of
// that day in the deciding row, else of that day, else the one corrected.
func (r *Reading) cause(v *view, day ascribe.Day) ascribe.Cause {
	if r.eras != nil {
		return r.causeJoined(v, day)
	}
	top := v.began(day)
	for _, pass := range []func(*claim) bool{
		func(c *claim) bool { return c.Day == day && c.adequate },
		func(c *claim) bool { return c.until == day && c.Day <= day }, // known, and then taken back
		func(c *claim) bool { return c.Day == day },
	} {
		if top != nil {
			break
		}
		for i := range r.claims {
			if c := &r.claims[i]; pass(c) && (top == nil || c.Record > top.Record) {
				top = &c.Claim
			}
		}
	}
	if top == nil {
		return ascribe.Cause{}
	}
	s := &top.at.Noun
	if top.Day < day { // it was taken back: by whom is what counts
		if w := r.correction(top, day); w != nil {
			return ascribe.Cause{Entry: w.Entry, Record: w.Record, Statement: s.ID, Source: cmp.Or(w.Noun.Source, s.Source)}
		}
	}
	return ascribe.Cause{Entry: top.at.Entry, Record: top.Record, Statement: s.ID, Source: s.Source}
}

// correction is the last one of a claim, or of another coding of the same
// utterance, that counts and came out on the day.
func (r *Reading) correction(c *Claim, day ascribe.Day) *ascribe.Noted[ascribe.Withdrawal] {
	d := r.dossier
	is := map[string]bool{c.at.Noun.ID: true}
	for i := range r.claims {
		if o := &r.claims[i]; c.Utterance != 0 && o.Utterance == c.Utterance {
			is[o.at.Noun.ID] = true
		}
	}
	var last *ascribe.Noted[ascribe.Withdrawal]
	for i := range d.Withdrawals {
		w := &d.Withdrawals[i]
		if w.Noun.Kind == ascribe.Correction && w.Entry <= r.recorded && !r.withdrawn.Struck(w.Noun.ID, r.recorded) &&
			is[w.Noun.Statement] && d.Sources[w.Noun.Source].Said(w.Noun.Said).Last() == day {
			last = w
		}
	}
	return last
}

// began is the highest-numbered claim of the day in the deciding row, nil if
// there is none.
func (v *view) began(day ascribe.Day) *Claim {
	row := v.deciding()
	if row == nil {
		return nil
	}
	var top *Claim
	for _, g := range v.grounds(row.Test, codebook.True) {
		for _, c := range g.claims {
			if c.Day == day && (top == nil || c.Record > top.Record) {
				top = c
			}
		}
	}
	return top
}

// Began is the highest-numbered claim of a day among those that the deciding
// row rests on, nil if there is none. The evidence is that of each variable of
// the book on the day.
func Began(book *codebook.Book, evidence []Weighed, day ascribe.Day) *Claim {
	v := &view{r: &Reading{book: book}, evidence: evidence, known: make([]codebook.Values, len(evidence))}
	for i := range evidence {
		v.known[i] = evidence[i].Known()
	}
	return v.began(day)
}
