package columns

import (
	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// A Beside is what the rows up to two days say of each incident, whatever their
// grade.
type Beside struct {
	survey   *Survey
	was, is  []uint32 // listings
	old, now []*cells // of each column
}

// Beside sets the cells of some columns as they stand on two days side by side.
// It holds those, and nothing else of the columns.
func (s *Survey) Beside(names []string, then, now ascribe.Day) (*Beside, error) {
	b := &Beside{survey: s, was: s.listing(then), is: s.listing(now)}
	for _, name := range names {
		c := nothing
		if h := s.table.columns[name]; h != nil {
			var err error
			if c, err = h.get(false); err != nil {
				return nil, err
			}
		}
		b.old = append(b.old, s.cellsAfter(c, s.on(s.rows, then)))
		b.now = append(b.now, s.cellsAfter(c, s.on(s.rows, now)))
	}
	return b, nil
}

// Incidents is how many there are, listed or not; each is asked for by its place.
func (b *Beside) Incidents() int { return len(b.was) }

// ID is that of an incident.
func (b *Beside) ID(incident int) string { return b.survey.table.ids[incident] }

// Cells are those of an incident on both days, nil where it is not listed. They
// are written into two lists.
func (b *Beside) Cells(incident int, old, now []string) (was, is []string) {
	if b.was[incident]&rowLists != 0 {
		was = cellsOf(b.old, incident, old)
	}
	if b.is[incident]&rowLists != 0 {
		is = cellsOf(b.now, incident, now)
	}
	return was, is
}

func cellsOf(columns []*cells, incident int, to []string) []string {
	for i, c := range columns {
		to[i] = c.of(incident)
	}
	return to
}

// Passing says of each incident whether it is counted on a day and passes.
func (s *Survey) Passing(where []survey.Condition, known ascribe.Day) ([]bool, error) {
	p, err := s.paging(&survey.PageQuery{Query: survey.Query{Where: where, Days: []ascribe.Day{known}}})
	if err != nil {
		return nil, err
	}
	pass := make([]bool, len(p.failing))
	for i, failing := range p.failing {
		pass[i] = failing == 0
	}
	return pass, nil
}
