package classify

import (
	"cmp"
	"slices"

	"github.com/ascribe-project/ascribe"
)

// Statements by different coders on one variable, from one source and of one
// day, are codings of one utterance: the source spoke once, and two have read
// it. Such an utterance is resolved before the policy picks, so that those who
// agree count once, and those who differ are in conflict with each other and
// not with another source.

// A place is where codings of one utterance meet. The variable is the one that
// the statement names, by its name of today where the codebook has renamed it.
type place struct {
	variable, source string
	day              ascribe.Day
}

// meet numbers the codings of each utterance by the lowest of their records.
// Statements by one coder alone, and those whose coder is not named, keep 0.
// The claims are in the order of days and records.
func (r *Reading) meet() {
	if !slices.ContainsFunc(r.claims, func(c claim) bool { return c.at.Noun.Coder != "" }) {
		return
	}
	at := map[place][]*claim{}
	for i := range r.claims {
		c := &r.claims[i]
		if s := &c.at.Noun; s.Coder != "" {
			p := place{s.Variable, s.Source, c.Day}
			at[p] = append(at[p], c)
		}
	}
	for _, codings := range at {
		first := codings[0]
		if slices.ContainsFunc(codings, func(c *claim) bool { return c.at.Noun.Coder != first.at.Noun.Coder }) {
			for _, c := range codings {
				c.Utterance = first.Record
			}
		}
	}
}

// takeBack extends a correction of one coding to the others of its utterance and
// to what settled any of them: the source took back what it had said, however it
// was read.
func (r *Reading) takeBack() {
	until := map[int64]ascribe.Day{}
	for i := range r.claims {
		if c := &r.claims[i]; c.Utterance != 0 && c.until < ascribe.MaxDay {
			day, ok := until[c.Utterance]
			if !ok || c.until < day {
				until[c.Utterance] = c.until
			}
		}
	}
	if len(until) == 0 {
		return
	}
	settledBy := map[string][]*claim{}
	for i := range r.claims {
		c := &r.claims[i]
		for _, id := range c.at.Noun.Settles {
			settledBy[id] = append(settledBy[id], c)
		}
	}
	var act func(c *claim, day ascribe.Day)
	act = func(c *claim, day ascribe.Day) {
		c.until = min(c.until, day)
		for _, by := range settledBy[c.at.Noun.ID] {
			if by.Record > c.Record { // as the ledger has it
				act(by, day)
			}
		}
	}
	for i := range r.claims {
		if day, ok := until[r.claims[i].Utterance]; ok {
			act(&r.claims[i], day)
		}
	}
}

// resolve keeps one claim for each stance and value of an utterance: the one
// that ranks first.
func resolve(cands []*Claim, rank order) []*Claim {
	return onePerUtterance(cands, rank, func(a, b *Claim) bool { return a.Stance == b.Stance && a.is(b.Value, b.Text) })
}

// onePerUtterance keeps, of the claims of each utterance that are alike, only
// the one that ranks first.
func onePerUtterance(claims []*Claim, rank order, alike func(a, b *Claim) bool) []*Claim {
	if !slices.ContainsFunc(claims, func(c *Claim) bool { return c.Utterance != 0 }) {
		return claims
	}
	var kept []*Claim
	for _, c := range claims {
		if c.Utterance == 0 || !slices.ContainsFunc(claims, func(o *Claim) bool {
			return o.Utterance == c.Utterance && alike(o, c) && rank(o, c) > 0
		}) {
			kept = append(kept, c)
		}
	}
	return kept
}

// A Coding is what one coder made of an utterance.
type Coding[C cmp.Ordered] struct {
	Coder  C
	Stance ascribe.Stance
	Value  string
	Grade  ascribe.Grade
}

// Concord says how far the codings of an utterance agree. Silence is no coding,
// so what only one coder has is no difference.
func Concord[C cmp.Ordered](several bool, codings []Coding[C]) ascribe.Concord {
	level := ascribe.CodersAlone
	for i, a := range codings {
		for _, b := range codings[i+1:] {
			if a.Coder != b.Coder {
				level = max(level, compare(several, a, b))
			}
		}
	}
	return level
}

func compare[C cmp.Ordered](several bool, a, b Coding[C]) ascribe.Concord {
	switch {
	case a.Value == b.Value && a.Stance != b.Stance,
		!several && a.Value != b.Value && a.Stance == ascribe.Asserts && b.Stance == ascribe.Asserts:
		return ascribe.CodersDiffer
	case a.Value == b.Value && a.Grade != b.Grade:
		return ascribe.GradesDiffer
	}
	return ascribe.CodersAgree
}

// codings are the statements of one utterance that count as such on a day.
type codings struct {
	variable int
	claims   []*claim
}

// utterances are those that two have coded and that stand on the day, in the
// order of days: neither taken back nor settled, and of a variable and value
// that the codebook knows. Of whatever grade: that one of two readings is
// inadequate does not make them one.
func (r *Reading) utterances(known ascribe.Day) []codings {
	var list []codings
	r = r.On(known)
	at := map[int64]int{}
	for i := range r.claims {
		c := &r.claims[i]
		if c.Utterance == 0 || c.variable < 0 || !c.stands(known) {
			continue
		}
		n, ok := at[c.Utterance]
		if !ok {
			n = len(list)
			at[c.Utterance] = n
			list = append(list, codings{variable: c.variable})
		}
		list[n].claims = append(list[n].claims, c)
	}
	return list
}

func (r *Reading) concord(u codings, counts func(*claim) bool) ascribe.Concord {
	var list []Coding[string]
	for _, c := range u.claims {
		if counts(c) {
			s := &c.at.Noun
			list = append(list, Coding[string]{s.Coder, s.Stance, c.Text, c.Grade})
		}
	}
	return Concord(r.book.Vars[u.variable].Several, list)
}

// Coders says how far those agree who coded what was said of the incident by
// the day: the widest difference over any utterance.
func (r *Reading) Coders(known ascribe.Day) ascribe.Concord {
	level := ascribe.CodersAlone
	for _, u := range r.utterances(known) {
		level = max(level, r.concord(u, func(*claim) bool { return true }))
	}
	return level
}

// CodersDiffer are the utterances that coders read differently, as known on a
// day, of whatever grade.
func (r *Reading) CodersDiffer(known ascribe.Day) []ascribe.Difference {
	list, _ := r.differences(known)
	return list
}

// differences are the utterances that coders read differently, and of which
// variables candidates do.
func (r *Reading) differences(known ascribe.Day) (list []ascribe.Difference, conflicting map[string]bool) {
	list, conflicting = []ascribe.Difference{}, map[string]bool{}
	for _, u := range r.utterances(known) {
		if r.concord(u, func(*claim) bool { return true }) != ascribe.CodersDiffer {
			continue
		}
		d := ascribe.Difference{Variable: r.book.Vars[u.variable].Name, Source: u.claims[0].at.Noun.Source}
		for _, c := range u.claims {
			d.Statements = append(d.Statements, c.at.Noun.ID)
		}
		list = append(list, d)
		if r.concord(u, func(c *claim) bool { return c.adequate }) == ascribe.CodersDiffer {
			conflicting[d.Variable] = true
		}
	}
	return list, conflicting
}

// Among reports whether a statement that counts on the day is one of those of a
// finding, or says the same of the same utterance as one of them.
func (r *Reading) Among(ids []string, id string, known ascribe.Day) bool {
	r = r.On(known)
	if slices.Contains(ids, id) {
		return true
	}
	find := func(id string) *claim {
		i := slices.IndexFunc(r.claims, func(c claim) bool { return c.at.Noun.ID == id })
		if i < 0 {
			return nil
		}
		return &r.claims[i]
	}
	c := find(id)
	if c == nil || c.Utterance == 0 || !c.adequate || !c.stands(known) {
		return false
	}
	return slices.ContainsFunc(ids, func(other string) bool {
		o := find(other)
		return o != nil && o.Utterance == c.Utterance && o.Stance == c.Stance && o.is(c.Value, c.Text)
	})
}
