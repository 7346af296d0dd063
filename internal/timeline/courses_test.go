package timeline

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// TestCoursesAgree holds the courses of all incidents to package classify: built
// at once, taken in bit by bit, and as recorded half-way.
func TestCoursesAgree(t *testing.T) {
	for name, book := range books(t) {
		t.Run(name, func(t *testing.T) {
			said := book.Vars[0].Name
			known := ascribe.Day(firstDay + daySpan*3/4)
			for seed := range uint64(rounds(40)) {
				r := rand.New(rand.NewPCG(seed, 4))
				w := random(t, r, book, 25)
				x := w.index(t, w.records/2)
				courses(x, Query{Days: []ascribe.Day{known}}, said) // so that there is something to keep up
				for at := w.records / 2; at < w.records; {
					next := min(at+int64(1+r.IntN(9)), w.records)
					if err := x.Update(next, next, func(u *Update) error { w.feedUpdate(u, at, next); return nil }); err != nil {
						t.Fatal(err)
					}
					at = next
				}
				for _, day := range []ascribe.Day{known, ascribe.Forever} {
					now := Query{Days: []ascribe.Day{day}}
					halfway := Query{Days: now.Days, Record: w.records * 2 / 3}
					for what, diff := range map[string]string{
						"built":     cmp.Diff(w.courses(day, said, w.records), courses(w.index(t, w.records), now, said)),
						"kept up":   cmp.Diff(w.courses(day, said, w.records), courses(x, now, said)),
						"half-way":  cmp.Diff(w.courses(day, said, halfway.Record), courses(x, halfway, said)),
						"without":   cmp.Diff([]Said(nil), saidOf(courses(x, now, ""))),
						"never met": cmp.Diff([]Said(nil), saidOf(courses(x, now, "no such variable"))),
					} {
						if diff != "" {
							t.Fatalf("seed %d, day %d, %s (-want +got):\n%s", seed, day, what, diff)
						}
					}
				}
			}
		})
	}
}

func courses(x *Index, q Query, said string) (list []Course) {
	x.Courses(ctx, q, said, func(c *Course) {
		list = append(list, Course{
			Event: c.Event, Spans: append([]ascribe.Span(nil), c.Spans...), Causes: append([]Cause(nil), c.Causes...), Said: append([]Said(nil), c.Said...),
		})
	})
	return list
}

func saidOf(list []Course) (said []Said) {
	for _, c := range list {
		said = append(said, c.Said...)
	}
	return said
}

// courses reads the incidents one by one.
func (w *world) courses(known ascribe.Day, said string, recorded int64) (list []Course) {
	for _, d := range w.dossiers {
		r := classify.Read(w.book, d, recorded)
		if !r.Present(known) {
			continue
		}
		c := Course{Event: r.Value("date", known).Value}
		before := ""
		for i, s := range r.History() {
			if s.From > known {
				break
			}
			if n := len(c.Spans); n > 0 {
				c.Spans[n-1].To = s.From
			}
			c.Spans = append(c.Spans, ascribe.Span{From: s.From, To: ascribe.Forever, Belief: s.Belief})
			if i > 0 && s.Label != before {
				c.Causes = append(c.Causes, causeOf(w.book, r, d, s))
			}
			before = s.Label
		}
		for _, e := range r.Evidence() {
			if e.Statement.Variable == said && e.Statement.Stance == ascribe.Asserts && e.Day <= known {
				c.Said = append(c.Said, Said{d.Sources[e.Statement.Source].Record, e.Statement.Value})
			}
		}
		list = append(list, c)
	}
	return list
}

// causeOf is the statement that a span names, where some row reads it, and else
// the last adequate one of its day that some row reads.
func causeOf(book *codebook.Book, r *classify.Reading, d *ascribe.Dossier, span ascribe.Span) Cause {
	var found *ascribe.Statement
	for _, e := range r.Evidence() {
		named := e.Statement.ID == span.Because.Statement
		if (named || e.Day == span.From && e.Adequate) && book.Reads(e.Statement.Variable) {
			found = e.Statement
			if named {
				break
			}
		}
	}
	if found == nil {
		return Cause{}
	}
	return Cause{Source: d.Sources[found.Source].Record, Basis: found.Basis, Variable: found.Variable}
}
