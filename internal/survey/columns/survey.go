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
	days   []ascribe.Day  // of each moment
	rows   []int32        // the moments whose rows count, in the order of days and then of entries
	cells  []int32        // those whose cells do: their grade is adequate
	weak   bool           // whether there are others
}

// Sources are the sources of a dataset, by their ids.
type Sources map[string]*ascribe.Provenance

// SourceIDs are the sources that a survey asks for.
func (t *Table) SourceIDs() (ids []string) {
	for i := range t.moments {
		ids = append(ids, t.moments[i].source)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Survey is that of the table as recorded at an entry, with the sources as they
// stand there, and without what some entries wrote, which was taken back; false where
// the columns cannot answer: under a codebook that gives labels, where a source is not
// there, and where rows of one day were graded otherwise, so that it is not the last
// that counts. Of which variables it has the values is for Knows to say; what it does
// not have is asked of the survey that it is put Over.
func (t *Table) Survey(book *codebook.Book, recorded int64, without map[int64]bool, sources Sources) (*Survey, bool) {
	if len(book.Rows) > 0 || t.tangled {
		return nil, false
	}
	s := &Survey{
		table: t, book: book, belief: classify.Read(book, &ascribe.Dossier{}, recorded).Belief(ascribe.Forever),
		days: make([]ascribe.Day, len(t.moments)),
	}
	for i := range t.moments {
		m := &t.moments[i]
		if m.entry > recorded || without[m.entry] {
			continue
		}
		source := sources[m.source]
		if source == nil {
			return nil, false
		}
		if s.days[i] = m.day; !m.said { // which may have been amended
			s.days[i] = source.Said(ascribe.Date{}).Last()
		}
		s.rows = append(s.rows, int32(i))
	}
	slices.SortStableFunc(s.rows, func(a, b int32) int { return cmp.Compare(s.days[a], s.days[b]) })
	if n := slices.Index(s.rows, 0); n > 0 {
		return nil, false // the columns begin with it
	}
	return s, s.weigh(recorded, sources)
}

// Over is the survey over one of the same answers, which is asked what it has not itself.
func (s *Survey) Over(other survey.Survey) *Survey {
	over := *s
	over.Survey = other
	return &over
}

// weigh finds the moments whose cells count; false where grades decide between
// those of a day.
func (s *Survey) weigh(recorded int64, sources Sources) bool {
	before, grade := int32(-1), ascribe.Grade(0)
	for _, i := range s.rows {
		m := &s.table.moments[i]
		if !m.filled {
			continue
		}
		g := ascribe.NewGrade(cmp.Or(m.reliability, sources[m.source].Reliability(recorded)), m.credibility)
		if before >= 0 && s.days[before] == s.days[i] && g != grade {
			return false
		}
		if before, grade = i, g; s.book.Adequate(g) {
			s.cells = append(s.cells, i)
		} else {
			s.weak = true
		}
	}
	return true
}

// on are the moments of a list up to a day.
func (s *Survey) on(moments []int32, known ascribe.Day) []int32 {
	n, _ := slices.BinarySearchFunc(moments, known, func(m int32, known ascribe.Day) int {
		if s.days[m] <= known {
			return -1
		}
		return 1
	})
	return moments[:n]
}

// listing is what the rows up to a day say of each incident.
func (s *Survey) listing(known ascribe.Day) []uint32 {
	return s.listingAfter(s.on(s.rows, known))
}

// listingAfter is the listing after some moments, to be read alone.
func (s *Survey) listingAfter(moments []int32) []uint32 {
	if s.table.listing == nil {
		return nil
	}
	return s.table.states.get(s.table.listing, moments, len(s.table.records), s.table.listing.fill)
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
