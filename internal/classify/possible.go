package classify

import (
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// Possible is the set of values that a variable could have: the picked one,
// what has been asserted or raised since, and, where the question is open,
// whatever is not ruled out. contested leaves out the last.
func (e *Weighed) Possible(open bool) (all, contested codebook.Values) {
	if e.v.Several {
		return e.possibleCodes(open)
	}
	contested = e.contested(e.top, anything)
	all = contested
	all.Texts = slices.Clone(contested.Texts)
	if e.everything(open, e.value()) {
		if e.v.Coded() {
			all.In |= e.unruled(e.v.Every)
		} else {
			all.In |= e.unruled(1<<codebook.NotExamined | 1<<codebook.NoneFound)
			all.Any, all.RuledOut = true, e.ruledOutTexts()
		}
	}
	return all, contested
}

// everything reports whether what is picked leaves every value possible.
func (e *Weighed) everything(open bool, picked int) bool {
	return picked == codebook.NotExamined ||
		open && (picked == codebook.Nothing || leavesOpen(e.v, picked))
}

// contested is the picked value, and those that count among the claims that
// assert or raise them on or after its day; and that it is not so, where it
// was denied since.
func (e *Weighed) contested(top *Claim, counts func(*Claim) bool) codebook.Values {
	var vals codebook.Values
	since := ascribe.MinDay
	if top == nil {
		vals.In = 1 << codebook.Nothing
	} else {
		since = top.Day
		e.add(&vals, top)
	}
	for _, c := range e.cands {
		if c.Day < since || !counts(c) {
			continue
		}
		switch {
		case c.Stance != ascribe.Denies:
			if !e.ruledOut(c) {
				e.add(&vals, c)
			}
		case top != nil && c.is(top.Value, top.Text):
			vals.In |= 1 << codebook.NotSo
		}
	}
	return vals
}

func (e *Weighed) add(vals *codebook.Values, c *Claim) {
	if e.v.Coded() || c.Value < codebook.FirstCode {
		vals.In |= 1 << c.Value
	} else if !slices.Contains(vals.Texts, c.Text) {
		vals.Texts = append(vals.Texts, c.Text)
	}
}

// ruledOut reports whether the value of a claim was denied on a later day
// than any on which it was asserted or raised.
func (e *Weighed) ruledOut(c *Claim) bool {
	denied, said := ascribe.MinDay, ascribe.MinDay
	for _, o := range e.cands {
		if !o.is(c.Value, c.Text) {
			continue
		}
		if o.Stance == ascribe.Denies {
			denied = max(denied, o.Day)
		} else {
			said = max(said, o.Day)
		}
	}
	return denied > said
}

// ruledOutTexts are the values that are ruled out of a variable without codes.
func (e *Weighed) ruledOutTexts() (texts []string) {
	for _, c := range e.cands {
		if c.Value == codebook.FirstCode && c.Stance == ascribe.Denies && e.ruledOut(c) && !slices.Contains(texts, c.Text) {
			texts = append(texts, c.Text)
		}
	}
	return texts
}

// unruled is a set of values without those that are ruled out.
func (e *Weighed) unruled(set uint64) uint64 {
	for _, c := range e.cands {
		if c.Stance == ascribe.Denies && e.ruledOut(c) {
			set &^= 1 << c.Value
		}
	}
	return set
}

// possibleCodes treats each code of a variable with several values as a
// variable of its own that is either true or not.
func (e *Weighed) possibleCodes(open bool) (all, contested codebook.Values) {
	isBase := func(c *Claim) bool { return c.Value < codebook.FirstCode }
	contested = e.contested(e.top, isBase)
	in := e.codeBits()
	contested.Out = e.v.CodeBits() &^ in
	contested.In |= in
	var spokenOf uint64 // the codes on which there is a statement
	for _, c := range e.cands {
		if isBase(c) {
			if c.Value == codebook.NoneFound && c.Stance != ascribe.Denies && !e.ruledOut(c) {
				// Found by one, and perhaps not by another since: it may not be so.
				for code, top := range e.codes {
					if c.Day >= top.Day {
						contested.Out |= 1 << code
					}
				}
			}
			continue
		}
		bit := uint64(1) << c.Value
		spokenOf |= bit
		switch {
		case c.Stance != ascribe.Denies:
			if !e.ruledOut(c) {
				contested.In |= bit
			}
		case in&bit != 0 && c.Day >= e.codes[c.Value].Day:
			contested.Out |= bit
		}
	}
	all = contested
	base := e.value()
	if open {
		all.In |= e.v.CodeBits() &^ spokenOf
	}
	if in == 0 && base == codebook.NotExamined {
		all.In |= e.unruled(e.v.CodeBits())
	}
	if e.everything(open, base) {
		all.In |= e.unruled(1<<codebook.NotExamined | 1<<codebook.NoneFound)
	}
	return all, contested
}
