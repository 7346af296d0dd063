package survey

import (
	"cmp"
	"math"

	"github.com/ascribe-project/ascribe"
)

// A PageQuery asks for some of the incidents in an order, and for how many
// there are of each kind among all that pass.
type PageQuery struct {
	// Its first day is the one on which all is known. By are dimensions to be
	// given of each incident.
	Query
	// Among are the records of incidents, sorted, of which one must be; nil:
	// any.
	Among  []int64
	Facets []string // dimensions
	Sort   Sort
	Limit  int
}

// A Sort is an order of incidents; those with equal keys are in the order of
// their ids.
type Sort struct {
	By         string // one of the orders below, or a dimension
	Descending bool
	// Rank is that of a dimension's value, [Last] where it has none.
	Rank func(value string) int
	// Texts are what ByText sorts by, in the order of their records.
	Texts []Text
	// After is the place of the incident after which the page begins.
	After *Place
}

// The orders that are no dimensions.
const (
	ByIncident  = "incident"  // the id alone
	ByText      = "title"     // a text that the question brings
	ByRevisions = "revisions" // how many times the label has changed
	ByChanged   = "changed"   // when label, level or settled last changed
	ByFirst     = "first"     // when anything was first said
)

// Text is one of an incident.
type Text struct {
	Record int64
	Text   string
}

// A Key is what an incident is sorted by: by rank, then by text.
type Key struct {
	Rank int
	Text string
}

// Last is the rank of a key that comes after all others, whichever the
// direction.
const Last = math.MaxInt

// A Place is that of an incident in an order.
type Place struct {
	Key
	Incident string
}

// Compare orders two places.
func (a Place) Compare(b Place, descending bool) int {
	order := cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.Text, b.Text))
	if descending && a.Rank != Last && b.Rank != Last {
		order = -order
	}
	return cmp.Or(order, cmp.Compare(a.Incident, b.Incident))
}

// A Page is what a [PageQuery] gives.
type Page struct {
	Base  int // the incidents that are counted on the day
	Total int // of these, those that pass
	Rows  []PageRow
	// Facets have, for each value, how many incidents pass all conditions but
	// those on the facet's own dimension.
	Facets []map[string]int
	More   bool // whether there are incidents after the last of Rows
}

// A PageRow is one incident, as far as it is known on the day.
type PageRow struct {
	Place
	Record int64
	Values [][]string // of each dimension of Query.By; nil where nothing is known
	Spans  []ascribe.Span
	// Ticks are the days on which something came out: a statement of any grade,
	// or a correction of one.
	Ticks []ascribe.Day
}

// Revisions is how many times the label changes in a history.
func Revisions(spans []ascribe.Span) (n int) {
	for i := 1; i < len(spans); i++ {
		if spans[i].Label != spans[i-1].Label {
			n++
		}
	}
	return n
}
