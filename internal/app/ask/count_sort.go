package ask

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/near"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// Sort puts the rows in the order of a column: a dimension, "n", "n_against",
// "sum" or "sum_against", with "-" before it the other way round. The unknown of
// a dimension comes last, and equals stay as they were.
func (c *CountAnswer) Sort(p *point.Point, by string) error {
	name, descending := strings.CutPrefix(by, "-")
	compare := c.comparing(p, name)
	if compare == nil {
		columns, _ := c.Table()
		columns = slices.DeleteFunc(columns, func(column string) bool { return c.comparing(p, column) == nil })
		return ascribe.Errorf(ascribe.ErrUsage, "the rows have no column %q to be sorted by%s", name, near.DidYouMean(name, columns)).
			WithHint("there are %s; -%s is the other way round", strings.Join(columns, ", "), columns[len(columns)-1])
	}
	unknown := func(r CountRow) bool {
		i := slices.Index(c.By, name)
		return i >= 0 && r.Values[i] == survey.Unknown
	}
	slices.SortStableFunc(c.Rows, func(a, b CountRow) int {
		order := compare(a, b)
		if descending && !unknown(a) && !unknown(b) {
			return -order
		}
		return order
	})
	return nil
}

// comparing orders rows by a column; nil: they have none of that name that has an
// order.
func (c *CountAnswer) comparing(p *point.Point, name string) func(a, b CountRow) int {
	if i := slices.Index(c.By, name); i >= 0 {
		return func(a, b CountRow) int { return compareValues(p.Book, name, a.Values[i], b.Values[i]) }
	}
	switch {
	case name == "n":
		return func(a, b CountRow) int { return cmp.Compare(a.N, b.N) }
	case name == "n_against" && c.Against != nil:
		return func(a, b CountRow) int { return cmp.Compare(a.Then.N, b.Then.N) }
	case (name == "sum" || name == c.Sum) && c.Sum != "":
		return func(a, b CountRow) int { return cmp.Compare(a.Sum.Float(), b.Sum.Float()) }
	case name == "sum_against" && c.Sum != "" && c.Against != nil:
		return func(a, b CountRow) int { return cmp.Compare(a.Then.Sum.Float(), b.Then.Sum.Float()) }
	}
	return nil
}
