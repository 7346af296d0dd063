package columns

import "github.com/ascribe-project/ascribe"

// A Changed is an incident that has another value on a second day.
type Changed struct {
	Record   int64
	Incident string
	Old, New string // as rows have it, "" where nothing is known; of a year, as answers do
}

// Changed are the incidents that are counted on two days and have another value
// of a dimension on the second, in the order of the ledger; base is how many are
// counted on both. It is asked only for dimensions that it knows.
func (s *Survey) Changed(dimension string, from, to ascribe.Day) (list []Changed, base int, err error) {
	d, err := s.dimension(dimension)
	if err != nil {
		return nil, 0, err
	}
	if s.book.Var(dimension) != nil {
		d = d.column.own()
	}
	before, after := &track{dimension: d}, &track{dimension: d}
	before.put(s.table, s.on(s.cells, from))
	after.put(s.table, s.on(s.cells, to))
	was, is := s.listing(from), s.listing(to)
	for i := range was {
		if was[i]&is[i]&rowLists == 0 {
			continue
		}
		if base++; before.now[i] != after.now[i] {
			list = append(list, Changed{s.table.records[i], s.table.ids[i], d.values[before.now[i]], d.values[after.now[i]]})
		}
	}
	return list, base, nil
}
