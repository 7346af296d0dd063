package classify

import (
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// An Open is an answer with what it could become, and what would decide it.
type Open struct {
	ascribe.Belief
	CouldBecome []ascribe.Possibility
	Questions   []Question // the open ones, in the order in which they are asked
}

// A Question is a variable that is open.
type Question struct {
	Variable int // in Book.Vars
	// Alone says that an answer to it can change the outcome, whatever the
	// answers to the others.
	Alone bool
}

// Open reads the table for what is open on the day.
func (r *Reading) Open(known ascribe.Day) Open { return r.view(known).open() }

// A Stand is what one variable has and could have.
type Stand struct {
	Known                        codebook.Values
	Could, Contested             codebook.Values
	CouldClosed, ContestedClosed codebook.Values // where no question is open any more
}

// Stand is what follows from the weighed claims.
func (e *Weighed) Stand() Stand {
	s := Stand{Known: e.Known()}
	s.Could, s.Contested = e.Possible(e.v.Open)
	s.CouldClosed, s.ContestedClosed = s.Could, s.Contested
	if e.v.Open {
		s.CouldClosed, s.ContestedClosed = e.Possible(false)
	}
	return s
}

// OpenOf reads the table for what is open, by how each variable stands.
func OpenOf(book *codebook.Book, stands []*Stand) Open {
	n := len(stands)
	v := &view{
		r: &Reading{book: book}, evidence: make([]Weighed, n),
		known: make([]codebook.Values, n), could: make([]codebook.Values, n), contested: make([]codebook.Values, n),
	}
	for i, s := range stands {
		v.known[i], v.could[i], v.contested[i] = s.Known, s.Could, s.Contested
	}
	if book.Closed(v.could) {
		for i, s := range stands {
			v.could[i], v.contested[i] = s.CouldClosed, s.ContestedClosed
		}
	}
	return v.open()
}

func (v *view) open() Open {
	o := Open{Belief: v.belief(), CouldBecome: v.couldBecome()}
	alone := v.alone(o.Outcome)
	for _, q := range v.openQuestions() {
		i := v.r.book.Var(q.Variable).Index
		o.Questions = append(o.Questions, Question{i, slices.Contains(alone, i)})
	}
	return o
}

// alone are the variables of which one answer is enough to make a row hold that
// gives another outcome.
func (v *view) alone(present ascribe.Outcome) (vars []int) {
	depend, _ := v.reach(v.could)
	for _, row := range depend {
		if row.Outcome() != present && answers(row.Test, v.could, codebook.True) == 1 {
			vars = append(vars, v.enough(row.Test, codebook.True)...)
		}
	}
	return vars
}

// enough are the variables of which one answer makes the part of a condition
// what is wanted, where one answer is surely enough.
func (v *view) enough(n *codebook.Node, want codebook.Truth) (vars []int) {
	switch n.Op {
	case codebook.Not:
		return v.enough(n.Kids[0], want.Not())
	case codebook.And, codebook.Or:
		for _, k := range n.Kids {
			if t := k.Truth(v.could); t == codebook.Depends && answers(k, v.could, want) == 1 {
				vars = append(vars, v.enough(k, want)...)
			}
		}
		return vars
	}
	// Of a test that CEL runs as a whole, or over every text that there can be,
	// it is not sure that any value passes.
	if n.Op == codebook.Mask || n.Op == codebook.Has || n.Op == codebook.Text && !v.could[n.Var].Any {
		return []int{n.Var}
	}
	return nil
}
