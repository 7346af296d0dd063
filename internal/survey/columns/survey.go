package columns

import (
	"cmp"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// A Survey answers from a table, as recorded at an entry and under a codebook.
// What it has not itself, which is nothing that is asked of an imported
// dataset, another survey of the same answers.
type Survey struct {
	survey.Survey
	table  *Table
	book   *codebook.Book
	belief ascribe.Belief // of every incident, as there are no labels
	rows   []int32        // the moments whose rows count, in the order of days and then of entries
	cells  []int32        // those whose cells do: their grade is adequate
	weak   bool           // whether there are others
}

// Sources are the sources of a dataset, by their ids.
type Sources map[string]*ascribe.Provenance

// SourceIDs are the sources that a survey asks for.
func (t *Table) SourceIDs() (ids []string) {
	for i := range t.moments {
		if source := t.moments[i].source; source != "" {
			ids = append(ids, source)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Survey is that of the table as recorded at an entry; false where another one
// is to answer: under a codebook that gives labels, and where rows of one day
// were graded otherwise, so that it is not the last that counts. Of which
// variables it has the values is for Knows to say.
func (t *Table) Survey(book *codebook.Book, recorded int64, sources Sources, other survey.Survey) (*Survey, bool) {
	if len(book.Rows) > 0 || t.tangled {
		return nil, false
	}
	s := &Survey{Survey: other, table: t, book: book, belief: classify.Read(book, &ascribe.Dossier{}, recorded).Belief(ascribe.Forever)}
	for i := range t.moments {
		if t.moments[i].entry <= recorded {
			s.rows = append(s.rows, int32(i))
		}
	}
	slices.SortStableFunc(s.rows, func(a, b int32) int { return cmp.Compare(t.moments[a].day, t.moments[b].day) })
	if n := slices.Index(s.rows, 0); n > 0 {
		return nil, false // the columns begin with it
	}
	var before *moment
	var grade ascribe.Grade
	for _, i := range s.rows {
		m := &t.moments[i]
		if m.source == "" {
			continue
		}
		source := sources[m.source]
		if source == nil {
			return nil, false
		}
		g := ascribe.NewGrade(cmp.Or(m.reliability, source.Reliability(recorded)), m.credibility)
		if before != nil && before.day == m.day && g != grade {
			return nil, false
		}
		if before, grade = m, g; book.Adequate(g) {
			s.cells = append(s.cells, i)
		} else {
			s.weak = true
		}
	}
	return s, true
}

// on are the moments of a list up to a day.
func (s *Survey) on(moments []int32, known ascribe.Day) []int32 {
	n, _ := slices.BinarySearchFunc(moments, known, func(m int32, known ascribe.Day) int {
		if s.table.moments[m].day <= known {
			return -1
		}
		return 1
	})
	return moments[:n]
}

// listing is what the rows up to a day say of each incident.
func (s *Survey) listing(known ascribe.Day) []uint32 {
	bits := make([]uint32, len(s.table.records))
	if s.table.listing != nil {
		s.table.listing.fill(bits, s.on(s.rows, known))
	}
	return bits
}

// listed is an incident with its answer.
func (s *Survey) listed(incident int) survey.Listed {
	return survey.Listed{Record: s.table.records[incident], Incident: s.table.ids[incident], Belief: s.belief}
}

// Knows reports whether the table has the values of a dimension as the codebook
// has them.
func (s *Survey) Knows(name string) bool {
	_, err := s.dimension(name)
	return err == nil
}
