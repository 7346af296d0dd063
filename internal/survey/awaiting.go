package survey

import (
	"cmp"
	"slices"

	"github.com/ascribe-project/ascribe/internal/classify"
)

// An Awaiting is the incidents that are not settled on a day, by what is open
// of them.
type Awaiting struct {
	Base      int // the incidents that are counted
	Unsettled int // of these, those that are not settled
	// Questions are the variables that are open in some of them, those first
	// that alone would decide most.
	Questions []Asked
}

// Asked is a variable that is open.
type Asked struct {
	Variable int // in Book.Vars
	Open     int // how many incidents it is open in
	Alone    int // in how many of these an answer to it alone can change the outcome
	// Incidents are the first of them, in the order of their ids: those first in
	// which it alone can.
	Incidents []Waiting
}

// Waiting is an incident that is not settled.
type Waiting struct {
	Incident string
	*classify.Open
}

// Place is that of the incident among those in which a variable is open.
func (w Waiting) Place(variable int) WaitingPlace {
	return WaitingPlace{slices.Contains(w.Questions, classify.Question{Variable: variable, Alone: true}), w.Incident}
}

// A WaitingPlace is that of an incident among those in which a variable is
// open. The zero place is before them all.
type WaitingPlace struct {
	Alone    bool // whether an answer to the variable alone can change the outcome
	Incident string
}

// Before reports whether a place comes before another: those in which the
// variable alone decides come first.
func (a WaitingPlace) Before(b WaitingPlace) bool {
	if a.Incident == "" || a.Alone == b.Alone {
		return a.Incident < b.Incident
	}
	return a.Alone
}

// Sort orders the questions.
func (a *Awaiting) Sort() {
	slices.SortFunc(a.Questions, func(a, b Asked) int {
		return cmp.Or(cmp.Compare(b.Alone, a.Alone), cmp.Compare(b.Open, a.Open), cmp.Compare(a.Variable, b.Variable))
	})
}
