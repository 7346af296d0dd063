package columns

import (
	"cmp"
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// A paging is the incidents on a day, with what of them fails.
type paging struct {
	survey *Survey
	known  ascribe.Day
	by     []*cells
	base   int
	// failing is, for each incident, on how many dimensions the conditions do not
	// hold; or notIn.
	failing []uint8
	sieves  []sieve
}

// notIn marks an incident that is not counted, or not among those asked for. No
// question has so many conditions.
const notIn = 255

func (s *Survey) paging(q *survey.PageQuery) (*paging, error) {
	p := &paging{survey: s, known: q.Days[0]}
	counting := s.on(s.cells, p.known)
	for _, name := range q.By {
		c, err := s.variable(name)
		if err != nil {
			return nil, err
		}
		p.by = append(p.by, s.cellsAfter(c, counting))
	}
	filter, err := survey.NewFilter(s.book, q.Where)
	if err != nil {
		return nil, err
	}
	for i := range filter {
		f, err := s.sieve(&filter[i])
		if err != nil {
			return nil, err
		}
		f.put(s.table, counting)
		p.sieves = append(p.sieves, f)
	}
	p.fail(q.Among)
	return p, nil
}

// trackOn is a dimension as it stands after some moments.
func (s *Survey) trackOn(name string, cells []int32) (*track, error) {
	d, err := s.dimension(name)
	if err != nil {
		return nil, err
	}
	t := &track{dimension: d}
	t.put(s.table, cells)
	return t, nil
}

// fail works out what fails of each incident.
func (p *paging) fail(among []int64) {
	listing := p.survey.listing(p.known)
	p.failing = make([]uint8, len(listing))
	at := 0
	for i, bits := range listing {
		if bits&rowLists == 0 {
			p.failing[i] = notIn
			continue
		}
		p.base++
		if among == nil {
			continue
		}
		record := p.survey.table.records[i]
		for at < len(among) && among[at] < record {
			at++
		}
		if at == len(among) || among[at] != record {
			p.failing[i] = notIn
		}
	}
	for _, f := range p.sieves {
		for i, value := range f.now {
			if p.failing[i] != notIn {
				p.failing[i] += 1 - f.pass[value]
			}
		}
	}
}

// valuesOf are those of the variables of a query; nil where nothing is known.
func (p *paging) valuesOf(incident int, to [][]string) [][]string {
	for i, c := range p.by {
		to[i] = nil
		if value := codebook.Compared(c.of(incident)); value != "" {
			to[i] = []string{value}
		}
	}
	return to
}

// Page implements [survey.Survey].
func (s *Survey) Page(ctx context.Context, q survey.PageQuery) (page survey.Page, err error) {
	if s.leaves(q.Where) {
		return s.Survey.Page(ctx, q)
	}
	p, err := s.paging(&q)
	if err != nil {
		return survey.Page{}, err
	}
	page.Base = p.base
	for _, name := range q.Facets {
		counts, err := p.facet(name)
		if err != nil {
			return survey.Page{}, err
		}
		page.Facets = append(page.Facets, counts)
	}
	keys, err := p.keys(&q.Sort)
	if err != nil {
		return survey.Page{}, err
	}
	var list []placed
	for i, failing := range p.failing {
		if failing != 0 {
			continue
		}
		page.Total++
		at := placed{survey.Place{Key: keys(i), Incident: s.table.ids[i]}, i}
		if q.Sort.After == nil || at.Compare(*q.Sort.After, q.Sort.Descending) > 0 {
			list = append(list, at)
		}
	}
	list, page.More = firstOf(list, q.Limit, q.Sort.Descending)
	days := s.daysOf(list, p.known)
	for n, at := range list {
		row := survey.PageRow{Place: at.Place, Record: s.table.records[at.incident], Ticks: days[n]}
		row.Values = p.valuesOf(at.incident, make([][]string, len(p.by)))
		row.Spans = s.spans(days[n], p.known)
		page.Rows = append(page.Rows, row)
	}
	return page, nil
}

// placed is an incident with its place in an order.
type placed struct {
	survey.Place
	incident int
}

// firstOf are the first of a list in an order, up to a limit, and whether there
// are more. Only those are sorted.
func firstOf(list []placed, limit int, descending bool) (first []placed, more bool) {
	compare := func(a, b placed) int { return a.Compare(b.Place, descending) }
	more = len(list) > limit
	if more && limit < len(list)/8 {
		first = make([]placed, 0, 2*limit+1)
		for _, x := range list {
			if len(first) < limit || limit > 0 && compare(x, first[limit-1]) < 0 {
				if first = append(first, x); len(first) > 2*limit || len(first) == limit {
					slices.SortFunc(first, compare)
					first = first[:min(len(first), limit)]
				}
			}
		}
		list = first
	}
	slices.SortFunc(list, compare)
	return list[:min(len(list), limit)], more
}

// facet is how many incidents have each value of a dimension, of those that pass
// all conditions but those on it.
func (p *paging) facet(name string) (map[string]int, error) {
	t, err := p.survey.trackOn(name, p.survey.on(p.survey.cells, p.known))
	if err != nil {
		return nil, err
	}
	counts := make([]int, len(t.values))
	i := slices.IndexFunc(p.sieves, func(f sieve) bool { return f.name == name })
	for incident, failing := range p.failing {
		if failing == 0 || failing == 1 && i >= 0 && p.sieves[i].pass[p.sieves[i].now[incident]] == 0 {
			counts[t.now[incident]]++
		}
	}
	of := map[string]int{}
	for value, n := range counts {
		if n > 0 {
			of[t.values[value]] = n
		}
	}
	return of, nil
}

// keys gives what each incident is sorted by.
func (p *paging) keys(order *survey.Sort) (func(incident int) survey.Key, error) {
	s := p.survey
	if order.Rank != nil {
		t, err := s.trackOn(order.By, s.on(s.cells, p.known))
		if err != nil {
			return nil, err
		}
		ranks := make([]int, len(t.values))
		for i, value := range t.values {
			ranks[i] = order.Rank(value)
		}
		return func(i int) survey.Key { return survey.Key{Rank: ranks[t.now[i]], Text: t.values[t.now[i]]} }, nil
	}
	switch order.By {
	case survey.ByText:
		return func(i int) survey.Key {
			at, found := slices.BinarySearchFunc(order.Texts, s.table.records[i], func(t survey.Text, record int64) int { return cmp.Compare(t.Record, record) })
			if !found {
				return survey.Key{}
			}
			return survey.Key{Text: order.Texts[at].Text}
		}, nil
	case survey.ByRevisions:
		return func(int) survey.Key { return survey.Key{} }, nil // there is no label that could change
	case survey.ByChanged, survey.ByFirst:
		first := s.firsts(p.known)
		return func(i int) survey.Key { return survey.Key{Rank: int(first[i])} }, nil
	}
	if order.Descending {
		return func(i int) survey.Key { return survey.Key{Text: s.table.ids[i]} }, nil
	}
	return func(int) survey.Key { return survey.Key{} }, nil
}
