package columns

import (
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// A sieve passes incidents by the conditions on one dimension, which are tested
// once for each value.
type sieve struct {
	*track
	name string  // whose facet leaves it out
	pass []uint8 // of each value, whether one that has it passes: 1 or 0
}

func (s *Survey) sieve(tests *survey.Tests) (sieve, error) {
	d, err := s.dimension(tests.Dimension)
	if err != nil {
		return sieve{}, err
	}
	state := func(value string) ascribe.State {
		if value == survey.Unknown {
			return ascribe.StateUnknown
		}
		return ascribe.StateKnown
	}
	if v := s.book.Var(tests.Dimension); v != nil {
		d = d.column.own() // a cell may say what answers call unknown
		state = func(value string) ascribe.State { return stateOf(v, value) }
	}
	f := sieve{&track{dimension: d}, tests.Facet(), make([]uint8, len(d.values))}
	for i, value := range d.values {
		is := state(value)
		if tests.Pass(is, []string{shownValue(codebook.Compared(value))}) {
			f.pass[i] = 1
		}
	}
	return f, nil
}

// stateOf is the state of a variable that a cell gives a value.
func stateOf(v *codebook.Var, value string) ascribe.State {
	switch n, _ := v.Number(value); {
	case value == "":
		return ascribe.StateUnknown
	case n == codebook.NotExamined:
		return ascribe.StateNotExamined
	case n == codebook.NoneFound:
		return ascribe.StateNoneFound
	}
	return ascribe.StateKnown
}

// Answers reports whether the columns can tell what passes the conditions: they
// know all dimensions, and nothing is asked of what is too weak to count.
func (s *Survey) Answers(where []survey.Condition) bool {
	return !s.leaves(where) && !slices.ContainsFunc(where, func(c survey.Condition) bool { return !s.Knows(c.Dimension) })
}

// leaves reports whether a question is for those who read one by one: what there
// is of statements that are too weak to count, columns do not say.
func (s *Survey) leaves(where []survey.Condition) bool {
	return s.weak && slices.ContainsFunc(where, func(c survey.Condition) bool {
		return slices.ContainsFunc(c.Values, func(v survey.Value) bool { return v.Text == string(ascribe.StateInadequate) })
	})
}
