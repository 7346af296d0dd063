package survey

import (
	"cmp"
	"slices"
)

// A Citation is how much stands on a source: statements, and the incidents
// that they are about.
type Citation struct {
	Source     int64 // its record
	Statements int
	Incidents  int
}

// A Use is how many statements have a value of a variable.
type Use struct {
	Variable string
	Value    string // empty: the variable itself is meant
	N        int
}

// UsesOf are the uses of each variable, or of each value of it, with how many
// there are: the most used first.
func UsesOf(n map[Use]int) []Use {
	list := []Use{}
	for u, k := range n {
		u.N = k
		list = append(list, u)
	}
	slices.SortFunc(list, func(a, b Use) int {
		return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Variable, b.Variable), cmp.Compare(a.Value, b.Value))
	})
	return list
}
