package classify

import (
	"maps"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// A Standing is what is held of an incident at a point of its times, as far as
// changes are told of it. The zero one is that of an incident which is not
// counted.
type Standing struct {
	Counted bool
	ascribe.Belief
	// Values are the picked values by variable, sorted, where they are asked for;
	// an unknown variable has none.
	Values map[string][]string
}

// standing is what is held on the day; nothing, where there is no codebook.
func (m *Move) standing(r *Reading, known ascribe.Day) Standing {
	if r == nil || !r.Present(known) {
		return Standing{}
	}
	s := Standing{Counted: true, Belief: r.Belief(known)}
	if m.Compared == nil {
		return s
	}
	s.Values = map[string][]string{}
	for i := range r.book.Vars {
		e := r.weigh(i, known)
		var values []string
		for _, value := range e.Values() {
			if value = m.Compared(e.v.Name, value); value != "" {
				values = append(values, value)
			}
		}
		if len(values) > 0 {
			slices.Sort(values)
			s.Values[e.v.Name] = values
		}
	}
	return s
}

// Under is the standing in the words of a later version of the codebook, which
// may call variables and values otherwise.
func (s Standing) Under(book *codebook.Book) Standing {
	if book == nil || len(s.Values) == 0 {
		return s
	}
	values := map[string][]string{}
	for name, list := range s.Values {
		if v := book.Var(name); v != nil {
			name = v.Name
			list = slices.Clone(list)
			for i := range list {
				list[i] = v.Today(list[i])
			}
			slices.Sort(list)
		}
		values[name] = list
	}
	s.Values = values
	return s
}

// Same reports whether nothing differs that a change is told of.
func (s Standing) Same(other Standing) bool {
	return s.Counted == other.Counted && s.Belief == other.Belief && len(s.Differ(other)) == 0
}

// Differ are the variables that have another value, sorted.
func (s Standing) Differ(other Standing) []string {
	names := map[string]bool{}
	for name, values := range s.Values {
		names[name] = !slices.Equal(values, other.Values[name])
	}
	for name := range other.Values {
		names[name] = names[name] || s.Values[name] == nil
	}
	maps.DeleteFunc(names, func(_ string, differs bool) bool { return !differs })
	return slices.Sorted(maps.Keys(names))
}
