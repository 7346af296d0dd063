package timeline

import (
	"cmp"
	"slices"
	"sort"
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

// numberOf turns a rank into a number that ascends in the order: twice, so that
// there is room between.
func numberOf(rank int, descending bool) int64 {
	if rank == Last {
		return int64(Last)
	}
	if descending {
		rank = -rank
	}
	return 2 * int64(rank)
}

func newOrder(x *Index, p *picture, s *sheet, by *Sort) *order {
	o := &order{x: x, descending: by.Descending, begin: by.After}
	place := func(i int32, k Key) Place { return Place{k, x.incidents[i].id} }
	switch {
	case by.Rank != nil:
		o.byDimension(s.column(x, p, by.By), by, place)
	case by.By == ByText:
		o.byText(by.Texts, place)
	case by.By == ByIncident:
		o.place = func(i int32) Place { return place(i, Key{}) }
		if by.Descending {
			o.text = make([]string, len(x.incidents))
			for i := range x.incidents {
				o.text[i] = x.incidents[i].id
			}
			o.place = func(i int32) Place { return place(i, Key{Text: x.incidents[i].id}) }
		}
	default:
		ranks := s.ranks(x, p, by.By)
		o.number = make([]int64, len(ranks))
		for i, r := range ranks {
			o.number[i] = numberOf(r, by.Descending)
		}
		if by.After != nil {
			o.after = numberOf(by.After.Rank, by.Descending)
		}
		o.place = func(i int32) Place { return place(i, Key{Rank: ranks[i]}) }
	}
	return o
}

// byDimension numbers the values that there are by their keys.
func (o *order) byDimension(c *column, by *Sort, place func(int32, Key) Place) {
	keys := make([]Key, len(c.sets))
	for n, set := range c.sets {
		keys[n] = Key{by.Rank(set[0]), set[0]}
	}
	compare := func(a, b Key) int { return Place{Key: a}.Compare(Place{Key: b}, by.Descending) }
	sorted := slices.Clone(keys)
	slices.SortFunc(sorted, compare)
	sorted = slices.CompactFunc(sorted, func(a, b Key) bool { return a == b })
	at := func(k Key) int64 {
		n, found := slices.BinarySearchFunc(sorted, k, compare)
		if !found {
			return 2*int64(n) - 1
		}
		return 2 * int64(n)
	}
	numbers := make([]int64, len(keys))
	for n := range keys {
		numbers[n] = at(keys[n])
	}
	o.number = make([]int64, len(c.of))
	for i, set := range c.of {
		o.number[i] = numbers[set]
	}
	if by.After != nil {
		o.after = at(by.After.Key)
	}
	o.place = func(i int32) Place { return place(i, keys[c.of[i]]) }
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
