package timeline

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/survey"
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

// Page answers a query.
func (x *Index) Page(ctx context.Context, q PageQuery) (page Page, err error) {
	where := q.Where
	wanted := slices.Concat(q.By, q.Facets)
	q.Query.By = slices.Clone(wanted)
	if q.Sort.Rank != nil {
		q.Query.By = append(q.Query.By, q.Sort.By)
	}
	err = x.readClaims(ctx, q.Query, func(p *reading, h *heard) error {
		f, err := newFinder(ctx, x, p, &q, where, wanted[len(wanted)-len(q.Facets):])
		if err != nil {
			return err
		}
		parts := make([]*found, workersFor(len(x.incidents)))
		if err := parallel(ctx, len(x.incidents), func(worker, from, to int) { parts[worker] = f.find(ctx, from, to) }); err != nil {
			return err
		}
		all := parts[0]
		for _, part := range parts[1:] {
			all.merge(part)
		}
		all.best.trim()
		page = f.page(all)
		columns, err := f.table.all(ctx, x, p, wanted[:len(wanted)-len(q.Facets)])
		if err != nil {
			return err
		}
		for _, i := range all.best.first() {
			row := PageRow{Place: f.order.place(i), Record: x.incidents[i].record}
			for _, c := range columns {
				row.Values = append(row.Values, c.known(i))
			}
			row.Spans = p.prepared.history(p.spans.of(i), f.table.day, nil)
			row.Ticks = p.ticks(h, i, f.table.day)
			page.Rows = append(page.Rows, row)
		}
		return nil
	})
	return page, err
}

// ticks are the days on which something came out, up to one: a statement, or a
// correction of one. That it is settled is none.
func (f fate) ticks(claims []claim, t twins, last int32) []ascribe.Day {
	var days []int32
	var corrected []int32
	if f.touches(claims) {
		corrected = f.corrected(claims, t)
	}
	for i := range claims {
		c := &claims[i]
		if c.flags&struck != 0 {
			continue
		}
		until := never
		if corrected != nil {
			until = corrected[i]
		}
		for _, day := range []int32{c.day, until} {
			if day <= last && day >= c.day && day != never {
				days = append(days, day)
			}
		}
	}
	out := []ascribe.Day{}
	for _, day := range sortedDays(days) {
		out = append(out, ascribe.Day(day))
	}
	return out
}

// A finder goes through all incidents for a page.
type finder struct {
	x      *Index
	table  *dayTable
	order  *order
	limit  int
	among  []int64
	all    bool
	groups []group
	facets []facet
	after  *Place
}

// A group is the conditions on one dimension.
type group struct {
	by   string // whose facet leaves it out
	of   []uint32
	pass []bool // by set
}

func newGroups(ctx context.Context, x *Index, p *reading, s *dayTable, where []Where) (groups []group, err error) {
	filter, err := survey.NewFilter(p.prepared.book, where)
	if err != nil {
		return nil, err
	}
	for i := range filter {
		c, err := s.column(ctx, x, p, filter[i].Dimension)
		if err != nil {
			return nil, err
		}
		groups = append(groups, group{filter[i].Facet(), c.of, passing(&filter[i], c.sets)})
	}
	return groups, nil
}

// passing is which of the values of a dimension pass: each is tested once, for
// all incidents that have them.
func passing(t *survey.Tests, sets []valueSet) []bool {
	pass := make([]bool, len(sets))
	for i := range sets {
		pass[i] = t.Pass(sets[i].state, sets[i].values)
	}
	return pass
}

func (g *group) passes(incident int) bool { return g.pass[g.of[incident]] }

type facet struct {
	*column
	group int // that of its own dimension; -1: none
}

func newFinder(ctx context.Context, x *Index, p *reading, q *PageQuery, where []Where, facets []string) (*finder, error) {
	f := &finder{x: x, limit: q.Limit, among: q.Among, all: q.Among == nil, after: q.Sort.After}
	var err error
	if f.table, err = p.dayTables.of(ctx, x, p, int32(q.Days[0])); err != nil {
		return nil, err
	}
	if f.groups, err = newGroups(ctx, x, p, f.table, where); err != nil {
		return nil, err
	}
	columns, err := f.table.all(ctx, x, p, facets)
	if err != nil {
		return nil, err
	}
	for i, by := range facets {
		own := slices.IndexFunc(f.groups, func(g group) bool { return g.by == by })
		f.facets = append(f.facets, facet{columns[i], own})
	}
	f.order, err = newOrder(ctx, x, p, f.table, &q.Sort)
	return f, err
}

// found is what one worker has found: the first incidents in the order, and how
// many there are.
type found struct {
	base, total int
	best        leading
	counts      [][]int // of each facet, by set
}

func (f *finder) find(ctx context.Context, from, to int) *found {
	r := &found{counts: make([][]int, len(f.facets)), best: leading{limit: f.limit, compare: f.order.compare}}
	for i := range f.facets {
		r.counts[i] = make([]int, len(f.facets[i].sets))
	}
	among := f.among
	if !f.all && from < to {
		n, _ := slices.BinarySearch(among, f.x.incidents[from].record)
		among = among[n:]
	}
	for i := from; i < to && !ended(ctx, i); i++ {
		if f.table.spans[i].from == never {
			continue
		}
		r.base++
		if !f.all {
			record := f.x.incidents[i].record
			for len(among) > 0 && among[0] < record {
				among = among[1:]
			}
			if len(among) == 0 || among[0] != record {
				continue
			}
		}
		failed, failures := -1, 0
		for g := range f.groups {
			if !f.groups[g].passes(i) {
				failed = g
				if failures++; failures > 1 {
					break
				}
			}
		}
		if failures > 1 {
			continue
		}
		for n := range f.facets {
			if failures == 0 || f.facets[n].group == failed {
				r.counts[n][f.facets[n].of[i]]++
			}
		}
		if failures == 0 {
			r.total++
			if f.after == nil || f.order.isAfter(int32(i)) {
				r.best.offer(int32(i))
			}
		}
	}
	return r
}

func (r *found) merge(o *found) {
	r.base += o.base
	r.total += o.total
	for i := range r.counts {
		sumInto(r.counts[i], o.counts[i])
	}
	r.best.merge(&o.best)
}

// page is the numbers of a page.
func (f *finder) page(r *found) Page {
	page := Page{Base: r.base, Total: r.total, More: r.best.more()}
	for i := range f.facets {
		values := map[string]int{}
		for n, count := range r.counts[i] {
			if count == 0 {
				continue
			}
			for _, v := range f.facets[i].sets[n].values {
				values[v] += count
			}
		}
		page.Facets = append(page.Facets, values)
	}
	return page
}
