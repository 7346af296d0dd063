package timeline

import (
	"cmp"
	"context"
	"slices"
	"sort"

	"github.com/ascribe-project/ascribe/internal/survey"
)

// An order compares incidents by a number of each, or by a text, and then by
// their ids.
type order struct {
	x          *Index
	descending bool
	number     []int64  // by incident; nil: by text
	text       []string // by incident; nil: by id alone
	after      int64    // the number of the place after which the page begins
	place      func(i int32) Place
	begin      *Place
}

// numberOf turns a rank into a number that ascends in the order.
func numberOf(rank int, descending bool) int64 {
	if rank == survey.Last {
		return int64(survey.Last)
	}
	if descending {
		rank = -rank
	}
	return int64(rank)
}

func newOrder(ctx context.Context, x *Index, p *reading, s *dayTable, by *Sort) (*order, error) {
	o := &order{x: x, descending: by.Descending, begin: by.After}
	place := func(i int32, k Key) Place { return Place{Key: k, Incident: x.incidents[i].id} }
	switch {
	case by.Rank != nil:
		c, err := s.column(ctx, x, p, by.By)
		if err != nil {
			return nil, err
		}
		if err := o.byDimension(ctx, s, c, by, place); err != nil {
			return nil, err
		}
	case by.By == survey.ByText:
		o.byText(by.Texts, place)
	case by.By == survey.ByIncident:
		o.place = func(i int32) Place { return place(i, Key{}) }
		if by.Descending {
			o.text = make([]string, len(x.incidents))
			for i := range x.incidents {
				o.text[i] = x.incidents[i].id
			}
			o.place = func(i int32) Place { return place(i, Key{Text: x.incidents[i].id}) }
		}
	default:
		ranks, err := s.ranks(ctx, x, p, by.By)
		if err != nil {
			return nil, err
		}
		o.number = make([]int64, len(ranks))
		for i, r := range ranks {
			o.number[i] = numberOf(r, by.Descending)
		}
		if by.After != nil {
			o.after = numberOf(by.After.Rank, by.Descending)
		}
		o.place = func(i int32) Place { return place(i, Key{Rank: ranks[i]}) }
	}
	return o, nil
}

// A setOrder is the sets of a column in an order, by their keys.
type setOrder struct {
	descending bool
	keys       []Key // by set
	sorted     []Key
	numbers    []int64 // by set
}

// setOrder is made once for each direction.
func (s *dayTable) setOrder(ctx context.Context, c *column, by *Sort) (*setOrder, error) {
	if err := s.enter(ctx); err != nil {
		return nil, err
	}
	defer s.leave()
	o := c.orders[by.Descending]
	if o == nil {
		o = &setOrder{descending: by.Descending, keys: make([]Key, len(c.sets)), numbers: make([]int64, len(c.sets))}
		for n, set := range c.sets {
			o.keys[n] = Key{Rank: by.Rank(set.values[0]), Text: set.values[0]}
		}
		o.sorted = slices.Clone(o.keys)
		slices.SortFunc(o.sorted, o.compare)
		o.sorted = slices.Compact(o.sorted)
		for n, k := range o.keys {
			o.numbers[n] = o.number(k)
		}
		if c.orders == nil {
			c.orders = map[bool]*setOrder{}
		}
		c.orders[by.Descending] = o
	}
	return o, nil
}

func (o *setOrder) compare(a, b Key) int {
	return Place{Key: a}.Compare(Place{Key: b}, o.descending)
}

// number ascends in the order. One that is not among the keys lies between.
func (o *setOrder) number(k Key) int64 {
	n, found := slices.BinarySearchFunc(o.sorted, k, o.compare)
	if !found {
		return 2*int64(n) - 1
	}
	return 2 * int64(n)
}

// byDimension numbers the incidents by their sets.
func (o *order) byDimension(ctx context.Context, s *dayTable, c *column, by *Sort, place func(int32, Key) Place) error {
	sets, err := s.setOrder(ctx, c, by)
	if err != nil {
		return err
	}
	o.number = make([]int64, len(c.of))
	for i, set := range c.of {
		o.number[i] = sets.numbers[set]
	}
	if by.After != nil {
		o.after = sets.number(by.After.Key)
	}
	o.place = func(i int32) Place { return place(i, sets.keys[c.of[i]]) }
	return nil
}

// byText gives each incident its text; both are in the order of records.
func (o *order) byText(texts []Text, place func(int32, Key) Place) {
	o.text = make([]string, len(o.x.incidents))
	n := 0
	for i := range o.x.incidents {
		record := o.x.incidents[i].record
		if n < len(texts) && texts[n].Record < record {
			n += sort.Search(len(texts)-n, func(k int) bool { return texts[n+k].Record >= record })
		}
		if n < len(texts) && texts[n].Record == record {
			o.text[i] = texts[n].Text
		}
	}
	o.place = func(i int32) Place { return place(i, Key{Text: o.text[i]}) }
}

func (o *order) compare(a, b int32) int {
	switch {
	case o.number != nil:
		if c := cmp.Compare(o.number[a], o.number[b]); c != 0 {
			return c
		}
	case o.text != nil:
		if c := cmp.Compare(o.text[a], o.text[b]); c != 0 {
			if o.descending {
				return -c
			}
			return c
		}
	}
	return cmp.Compare(o.x.incidents[a].id, o.x.incidents[b].id)
}

// isAfter reports whether an incident comes after the place at which the page
// begins.
func (o *order) isAfter(i int32) bool {
	if o.number != nil {
		return cmp.Or(cmp.Compare(o.number[i], o.after), cmp.Compare(o.x.incidents[i].id, o.begin.Incident)) > 0
	}
	return o.place(i).Compare(*o.begin, o.descending) > 0
}
