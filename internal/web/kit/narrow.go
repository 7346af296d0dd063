package kit

import (
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe/internal/app/ask"
)

// A Narrowing is what a page about many incidents is narrowed by, and could be. The
// part narrow shows it.
type Narrowing struct {
	*Frame
	Words  bool   // whether it can be narrowed by words
	Q      string // these
	Where  []string
	Facets []ask.Facet
	Kept   []ask.KeptFilter
	// Editions are those of an imported dataset.
	Editions []ask.EditionFacet
}

// inSight is how many facets stand open.
const inSight = 6

// InSight reports whether a facet stands open, by its place: one of the first, or one
// by which the page is narrowed.
func (n *Narrowing) InSight(place int) bool {
	return place < inSight || slices.ContainsFunc(n.Facets[place].Values, func(v ask.FacetValue) bool { return n.Wanted(n.Facets[place].Dimension, v.Value) })
}

// FacetTitle is what a facet is called: that of a column of an imported dataset as in
// its files.
func (n *Narrowing) FacetTitle(dimension string) string {
	if n.Dataset() != "" {
		return n.Glossary.ColumnName(dimension)
	}
	return SentenceCase(n.Glossary.VariableTitle(dimension))
}

// Edition reports whether the page is as known at the edition of a day; without a day,
// at the last one.
func (n *Narrowing) Edition(e ask.EditionFacet) bool {
	day := n.Day()
	for _, other := range n.Editions {
		if other.Known > e.Known && (day == nil || other.Known <= *day) {
			return false
		}
	}
	return day == nil || e.Known <= *day
}

// Any reports whether it is narrowed at all.
func (n *Narrowing) Any() bool { return n.Q != "" || len(n.Where) > 0 }

// Condition is how a value of a facet is asked for.
func (*Narrowing) Condition(dimension, value string) string {
	return ask.Is(dimension, value).String()
}

// Asks reports whether a condition is asked for.
func (n *Narrowing) Asks(condition string) bool { return slices.Contains(n.Where, condition) }

// Wanted reports whether a value of a facet is asked for.
func (n *Narrowing) Wanted(dimension, value string) bool {
	return n.Asks(n.Condition(dimension, value))
}

// Conditions are those asked for that are no value of a facet, and no filter by
// its name.
func (n *Narrowing) Conditions() (list []string) {
	for _, text := range n.Where {
		of := func(facet ask.Facet) bool {
			return slices.ContainsFunc(facet.Values, func(v ask.FacetValue) bool { return n.Condition(facet.Dimension, v.Value) == text })
		}
		if text != "" && !strings.HasPrefix(text, "@") && text != "coders=differ" && !slices.ContainsFunc(n.Facets, of) {
			list = append(list, text)
		}
	}
	return list
}

// ToWithin is the list of the incidents behind one row of a count that was narrowed;
// empty, where it cannot be asked for.
func (f *Frame) ToWithin(q string, where []string, dimension, value string) string {
	conditions, err := ask.ParseConditions(where)
	if err != nil {
		return ""
	}
	all, ok := ask.Within(f.At.Book, conditions, dimension, value)
	if !ok {
		return ""
	}
	pairs := []string{"q", q}
	for _, c := range all {
		pairs = append(pairs, "where", c.String())
	}
	return f.To("/", pairs...)
}

// Pairs are what it asks for, as names and values of an address.
func (n *Narrowing) Pairs() []string {
	pairs := []string{"q", n.Q}
	for _, text := range n.Where {
		pairs = append(pairs, "where", text)
	}
	return pairs
}
