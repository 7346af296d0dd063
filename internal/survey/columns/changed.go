package columns

import "github.com/ascribe-project/ascribe"

// A Changed is an incident that has another cell on a second day.
type Changed struct {
	Record   int64
	Incident string
	Old, New string // "": nothing is known
}

// Changed are the incidents that are counted on two days and have another cell of
// a variable on the second, in the order of the ledger; base is how many are
// counted on both. It is asked only for variables that it knows.
func (s *Survey) Changed(variable string, from, to ascribe.Day) (list []Changed, base int, err error) {
	c, err := s.variable(variable)
	if err != nil {
		return nil, 0, err
	}
	before, after := s.cellsAfter(c, s.on(s.cells, from)), s.cellsAfter(c, s.on(s.cells, to))
	was, is := s.listing(from), s.listing(to)
	for i := range was {
		if was[i]&is[i]&rowLists == 0 {
			continue
		}
		if base++; before.now[i] != after.now[i] {
			list = append(list, Changed{s.table.records[i], s.table.ids[i], before.of(i), after.of(i)})
		}
	}
	return list, base, nil
}
