package classify

import (
	"cmp"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// A view is an incident as known on one day: what is known of each variable
// of the codebook, and both readings of it.
type view struct {
	r         *Reading
	evidence  []Weighed         // of each variable
	known     []codebook.Values // what is picked
	could     []codebook.Values // what each could have
	contested []codebook.Values // the same without the open questions
}

// view weighs every variable on the day.
func (r *Reading) view(known ascribe.Day) *view {
	r = r.On(known)
	n := len(r.book.Vars)
	v := &view{
		r:         r,
		evidence:  make([]Weighed, n),
		known:     make([]codebook.Values, n),
		could:     make([]codebook.Values, n),
		contested: make([]codebook.Values, n),
	}
	for i := range r.book.Vars {
		v.evidence[i] = r.weigh(i, known)
		v.known[i] = v.evidence[i].Known()
		v.could[i], v.contested[i] = v.evidence[i].Possible(r.book.Vars[i].Open)
	}
	if r.book.Closed(v.could) {
		for i := range r.book.Vars {
			if r.book.Vars[i].Open {
				v.could[i], v.contested[i] = v.evidence[i].Possible(false)
			}
		}
	}
	return v
}

// deciding is the first row that holds on what is known, nil if none does.
func (v *view) deciding() *codebook.Row {
	for i := range v.r.book.Rows {
		if row := &v.r.book.Rows[i]; row.Truth(v.known) == codebook.True {
			return row
		}
	}
	return nil
}

// outcome is what the deciding row gives.
func (v *view) outcome() ascribe.Outcome {
	if row := v.deciding(); row != nil {
		return row.Outcome()
	}
	return ascribe.Outcome{}
}

// reach goes down the table over the values that the variables could have,
// and returns the rows that depend on them and the one that ends it.
func (v *view) reach(vals []codebook.Values) (depend []*codebook.Row, end *codebook.Row) {
	for i := range v.r.book.Rows {
		row := &v.r.book.Rows[i]
		switch row.Truth(vals) {
		case codebook.True:
			return depend, row
		case codebook.Depends:
			depend = append(depend, row)
		}
	}
	return depend, nil
}

// settled reports whether no unknown can change the outcome: only a source that
// contradicts what is asserted could, or the loss of one.
func (v *view) settled() bool {
	present := v.outcome()
	depend, end := v.reach(v.could)
	for _, row := range depend {
		if row.Outcome() != present {
			return false
		}
	}
	return end == nil || end.Outcome() == present
}

// belief is the outcome, and whether it is settled.
func (v *view) belief() ascribe.Belief {
	return ascribe.Belief{Outcome: v.outcome(), Settled: v.settled()}
}

// couldBecome lists the outcomes that the present one could become: first
// those that somebody has raised, then those that need the fewest answers.
func (v *view) couldBecome() []ascribe.Possibility {
	present := v.outcome()
	raised := map[ascribe.Outcome]bool{}
	depend, end := v.reach(v.contested)
	for _, row := range ended(depend, end) {
		raised[row.Outcome()] = true
	}
	list := []ascribe.Possibility{}
	depend, end = v.reach(v.could)
	for _, row := range ended(depend, end) {
		o := row.Outcome()
		if o == present {
			continue
		}
		need := answers(row.Test, v.could, codebook.True)
		if i := slices.IndexFunc(list, func(p ascribe.Possibility) bool { return p.Outcome == o }); i >= 0 {
			list[i].Answers = min(list[i].Answers, need)
			continue
		}
		list = append(list, ascribe.Possibility{Outcome: o, Raised: raised[o], Answers: need})
	}
	slices.SortStableFunc(list, func(a, b ascribe.Possibility) int {
		return cmp.Or(-compareBool(a.Raised, b.Raised), cmp.Compare(a.Answers, b.Answers))
	})
	return list
}

func ended(depend []*codebook.Row, end *codebook.Row) []*codebook.Row {
	if end == nil {
		return depend
	}
	return append(depend, end)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// answers is the least number of tests that have to be answered for the part
// of a condition to become what is wanted.
func answers(n *codebook.Node, vals []codebook.Values, want codebook.Truth) int {
	if n == nil || n.Truth(vals) == want {
		return 0
	}
	switch n.Op {
	case codebook.Not:
		return answers(n.Kids[0], vals, want.Not())
	case codebook.And, codebook.Or:
		every := (n.Op == codebook.And) == (want == codebook.True)
		total, least := 0, -1
		for _, k := range n.Kids {
			if k.Truth(vals) == want.Not() {
				continue
			}
			need := answers(k, vals, want)
			total += need
			if least < 0 || need < least {
				least = need
			}
		}
		if every {
			return total
		}
		return max(least, 0)
	}
	return 1
}

// undecided are the variables that a part of a condition depends on, in the
// order in which they are tested.
func undecided(n *codebook.Node, vals []codebook.Values) []int {
	if n == nil || n.Truth(vals) != codebook.Depends {
		return nil
	}
	vars := n.Tested()
	for _, k := range n.Kids {
		vars = append(vars, undecided(k, vals)...)
	}
	return vars
}

// openQuestions lists the variables that the rows within reach depend on.
// There are none where the label is settled, since no answer could change it.
func (v *view) openQuestions() []ascribe.OpenQuestion {
	list := []ascribe.OpenQuestion{}
	if v.settled() {
		return list
	}
	depend, _ := v.reach(v.could)
	for _, row := range depend {
		for _, i := range undecided(row.Test, v.could) {
			name := v.r.book.Vars[i].Name
			if v.r.book.Vars[i].Certain(v.could[i]) {
				continue // beside an open one, in a test that CEL runs as a whole
			}
			if !slices.ContainsFunc(list, func(q ascribe.OpenQuestion) bool { return q.Variable == name }) {
				list = append(list, ascribe.OpenQuestion{Variable: name, State: v.evidence[i].State()})
			}
		}
	}
	return list
}
