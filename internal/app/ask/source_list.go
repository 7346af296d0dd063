package ask

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/follow"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/near"
)

// SourcePageAnswer is a page of the bibliography as of a point.
type SourcePageAnswer struct {
	point.Asked
	Sort  string      `json:"sort"`
	Base  int         `json:"base"`  // all sources that count
	Total int         `json:"total"` // those that pass
	Kinds []KindCount `json:"kinds"` // of all, the most frequent first
	Rows  []SourceRow `json:"rows"`
	Next  string      `json:"next"` // the source to ask for those after; empty: none
}

// KindCount is how many sources are of a kind.
type KindCount struct {
	Kind    string `json:"kind"`
	Sources int    `json:"sources"`
}

// SourceSelection says which page of the bibliography is asked for.
type SourceSelection struct {
	Kind  string // empty: all
	Words string // only those in whose title, publisher or id each of these is
	Sort  string // one of SourceSorts, reversed by a dash before it; empty: the order of the ledger
	After string // the id of the last source of the page before; empty: from the first
	Limit int    // 0: DefaultPage
}

// SourceSorts are the orders that a bibliography can have.
var SourceSorts = []string{"title", "publisher", "kind", "published", "reliability", "statements", "incidents", "carries"}

// SourcePage answers on what the record stands, as Sources does, by pages.
func SourcePage(ctx context.Context, p *point.Point, sel *SourceSelection) (*SourcePageAnswer, error) {
	order, err := sourceOrder(sel.Sort)
	if err != nil {
		return nil, err
	}
	all, err := sourceRows(ctx, p)
	if err != nil {
		return nil, err
	}
	page := &SourcePageAnswer{Asked: p.Asked, Sort: sel.Sort, Base: len(all), Kinds: kindCounts(all), Rows: []SourceRow{}}
	rows := all
	words := strings.Fields(follow.Fold(sel.Words))
	if sel.Kind != "" || len(words) > 0 {
		rows = slices.DeleteFunc(all, func(r *sortable) bool { return sel.Kind != "" && r.Kind != sel.Kind || !r.has(words) })
	}
	page.Total = len(rows)
	if order != nil {
		slices.SortFunc(rows, func(a, b *sortable) int { return cmp.Or(order(a, b), cmp.Compare(a.record, b.record)) })
	}
	from := 0
	if sel.After != "" {
		at := slices.IndexFunc(rows, func(r *sortable) bool { return r.Source == sel.After })
		if at < 0 {
			return nil, ascribe.Errorf(ascribe.ErrUsage, "the source %q is not in this list, so nothing is after it", sel.After).
				WithHint("begin again with the first page")
		}
		from = at + 1
	}
	to := min(from+pageSize(sel.Limit), len(rows))
	for _, r := range rows[from:to] {
		page.Rows = append(page.Rows, r.SourceRow)
	}
	if to < len(rows) {
		page.Next = rows[to-1].Source
	}
	return page, nil
}

// A sortable is a row with the texts by which it is sorted, folded.
type sortable struct {
	SourceRow
	record           int64
	title, publisher string
}

// has reports whether each of some folded words is in the source's title,
// publisher or id.
func (r *sortable) has(words []string) bool {
	for _, word := range words {
		if !strings.Contains(r.title, word) && !strings.Contains(r.publisher, word) && !strings.Contains(strings.ToLower(r.Source), word) {
			return false
		}
	}
	return true
}

// weight is how much a source carries, for an order.
func (r *sortable) weight() int {
	if r.Carries == nil {
		return 0
	}
	return *r.Carries
}

func sourceOrder(name string) (func(a, b *sortable) int, error) {
	by, reversed := strings.CutPrefix(name, "-")
	var order func(a, b *sortable) int
	switch by {
	case "":
		return nil, nil
	case "title":
		order = func(a, b *sortable) int { return cmp.Compare(a.title, b.title) }
	case "publisher":
		order = func(a, b *sortable) int { return cmp.Compare(a.publisher, b.publisher) }
	case "kind":
		order = func(a, b *sortable) int { return cmp.Compare(a.Kind, b.Kind) }
	case "published":
		order = func(a, b *sortable) int { return a.Published.Compare(b.Published) }
	case "reliability":
		order = func(a, b *sortable) int { return cmp.Compare(a.Reliability.Number(), b.Reliability.Number()) }
	case "statements":
		order = func(a, b *sortable) int { return cmp.Compare(a.Statements, b.Statements) }
	case "incidents":
		order = func(a, b *sortable) int { return cmp.Compare(a.Incidents, b.Incidents) }
	case "carries":
		order = func(a, b *sortable) int { return cmp.Compare(a.weight(), b.weight()) }
	default:
		return nil, ascribe.Errorf(ascribe.ErrUsage, "sources cannot be sorted by %q%s", by, near.DidYouMean(by, SourceSorts)).
			WithHint("by one of: %s", strings.Join(SourceSorts, ", "))
	}
	if reversed {
		return func(a, b *sortable) int { return order(b, a) }, nil
	}
	return order, nil
}

func kindCounts(rows []*sortable) []KindCount {
	n := map[string]int{}
	for i := range rows {
		n[rows[i].Kind]++
	}
	list := []KindCount{}
	for kind, count := range n {
		list = append(list, KindCount{kind, count})
	}
	slices.SortFunc(list, func(a, b KindCount) int {
		return cmp.Or(cmp.Compare(b.Sources, a.Sources), cmp.Compare(a.Kind, b.Kind))
	})
	return list
}

// sourceRows is all rows of the bibliography in the order of the ledger: a new
// list, whose rows share what they refer to.
func sourceRows(ctx context.Context, p *point.Point) ([]*sortable, error) {
	cited, err := citations(ctx, p)
	if err != nil {
		return nil, err
	}
	carried, err := carried(ctx, p)
	if err != nil {
		return nil, err
	}
	sources, err := bibliography(ctx, p)
	if err != nil {
		return nil, err
	}
	rows := make([]*sortable, 0, len(sources))
	for _, s := range sources {
		if row, ok := sourceRow(p, s.Provenance, cited[s.Record]); ok {
			row.Carries = carries(carried, row.Source)
			rows = append(rows, &sortable{row, s.Record, s.title, s.publisher})
		}
	}
	return rows, nil
}

// A listedSource is a source with the texts by which it is sorted, folded.
type listedSource struct {
	*ascribe.Provenance
	title, publisher string
}

// bibliography is all sources that were written down by an entry.
func bibliography(ctx context.Context, p *point.Point) ([]listedSource, error) {
	if found := point.Recently[int64, []listedSource](p).Get(p.AsOf.Recorded); found != nil {
		return *found, nil
	}
	var list []listedSource
	for s, err := range p.View.Sources(ctx) {
		if err != nil {
			return nil, err
		}
		if s.Entry <= p.AsOf.Recorded {
			list = append(list, listedSource{s, follow.Fold(s.Noun.Title), follow.Fold(s.Noun.Publisher)})
		}
	}
	point.Recently[int64, []listedSource](p).Put(p.AsOf.Recorded, &list)
	return list, nil
}
