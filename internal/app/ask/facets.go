package ask

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// Facet is how many incidents there are of each value of a dimension, in the
// order of the codebook. An incident counts for each value that it has.
type Facet struct {
	Dimension string       `json:"dimension"`
	Values    []FacetValue `json:"values"`
}

// FacetValue is one value of a facet.
type FacetValue struct {
	Value string `json:"value"`
	N     int    `json:"n"`
}

// EditionFacet is how many incidents an edition lists that pass all conditions. It is
// asked for by its day.
type EditionFacet struct {
	Edition string      `json:"edition"`
	Known   ascribe.Day `json:"known"`
	N       int         `json:"n"`
}

// facetsOf are the dimensions by which incidents can best be narrowed: those of a
// codebook that gives labels, and of the roles that it gives.
func facetsOf(book *codebook.Book) []string {
	names := []string{}
	if len(book.Rows) > 0 {
		names = append(names, "label", "settled")
	}
	add := func(role ascribe.Role) {
		if name := withRole(book, role); name != "" {
			names = append(names, name)
		}
	}
	add(ascribe.RoleCountry)
	if _, err := newDimension(book, "year"); err == nil && book.Var("year") == nil {
		names = append(names, "year")
	}
	add(ascribe.RoleOutcome)
	add(ascribe.RoleDiscoveredBy)
	return names
}

// newFacet sorts the counts of a dimension. What is asked for is listed even
// where there is none of it.
func newFacet(book *codebook.Book, name string, counts map[string]int, where []Condition) Facet {
	f := Facet{name, []FacetValue{}}
	for value, n := range counts {
		f.Values = append(f.Values, FacetValue{value, n})
	}
	for _, c := range where {
		if len(c.Values) != 1 || c.Dimension != name {
			continue
		}
		if value := c.Values[0].Text; c.String() == Is(name, value).String() && !slices.ContainsFunc(f.Values, func(v FacetValue) bool { return v.Value == value }) {
			f.Values = append(f.Values, FacetValue{value, 0})
		}
	}
	slices.SortFunc(f.Values, func(a, b FacetValue) int { return compareValues(book, name, a.Value, b.Value) })
	return f
}

// editionFacets are the editions of an imported dataset; none of the team's record.
func editionFacets(ctx context.Context, p *point.Point, where []Condition) (list []EditionFacet, err error) {
	if p.About() == ascribe.Main {
		return nil, nil
	}
	all, err := editions(ctx, p)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	var days []ascribe.Day
	for i := range all {
		days = append(days, all[i].day)
	}
	days = slices.Compact(days) // they are in the order of their days
	answer, err := countOf(ctx, p, queryOf(nil, where, days...))
	if err != nil {
		return nil, err
	}
	for i := range all {
		n, _ := slices.BinarySearch(days, all[i].day)
		list = append(list, EditionFacet{all[i].Edition, all[i].day, answer.Base[n]})
	}
	return list, nil
}
