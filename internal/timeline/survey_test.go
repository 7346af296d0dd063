package timeline

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	diff "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/survey"
	"github.com/ascribe-project/ascribe/internal/survey/plain"
)

// TestSurveysAgree holds every question to the incidents read one by one, under
// the codebook of the record and under another: of an index built at once, of
// one that took half of the record in bit by bit, and as recorded before its
// end.
func TestSurveysAgree(t *testing.T) {
	all := books(t)
	names := slices.Sorted(func(yield func(string) bool) {
		for name := range all {
			if !yield(name) {
				return
			}
		}
	})
	for n, name := range names {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(rounds(20)) {
				r := rand.New(rand.NewPCG(seed, 21))
				w := random(t, r, all[name], 30)
				built, keptUp := w.index(t, w.records), w.keptUp(t, r)
				under := []*codebook.Book{all[name], all[names[(n+1)%len(names)]]}
				if name == "policies" {
					under = append(under, renamed(t))
				}
				for _, book := range under {
					for _, ask := range questions(r, book) {
						for what, in := range map[string]struct {
							index    *Index
							recorded int64
						}{"built": {built, w.records}, "kept up": {keptUp, w.records}, "before": {keptUp, w.records * 2 / 3}} {
							got := ask.of(in.index.Survey(book, in.recorded))
							want := ask.of(plain.Of(book, w.incidents(book, in.recorded)))
							if d := diff.Diff(want, got, cmpopts.EquateEmpty(), diff.Comparer(sameSum)); d != "" {
								t.Fatalf("seed %d, under %s, %s, %s (-one by one +index):\n%s", seed, book.ID, what, ask.name, d)
							}
						}
					}
				}
			}
		})
	}
}

func sameSum(a, b survey.Sum) bool { return a.String() == b.String() && a.Without == b.Without }

// incidents are those of the world, read.
func (w *world) incidents(book *codebook.Book, recorded int64) plain.Incidents {
	return func(yield func(plain.Incident, error) bool) {
		for _, d := range w.dossiers {
			if !yield(plain.Incident{Reading: classify.Read(book, d, recorded), Dossier: d}, nil) {
				return
			}
		}
	}
}

// keptUp is an index that was built of half of the record, has been asked, and
// took in the rest bit by bit.
func (w *world) keptUp(t *testing.T, r *rand.Rand) *Index {
	x := w.index(t, w.records/2)
	for _, ask := range questions(r, w.book) {
		ask.of(x.Survey(w.book, w.records/2))
	}
	for at := w.records / 2; at < w.records; {
		next := min(at+int64(1+r.IntN(9)), w.records)
		if err := x.Update(next, next, func(u *Update) error { w.feedUpdate(u, at, next); return nil }); err != nil {
			t.Fatal(err)
		}
		at = next
	}
	return x
}

// A surveyQuestion is a method of a survey with random input.
type surveyQuestion struct {
	name string
	of   func(survey.Survey) any
}

// questions are of every method of a survey.
func questions(r *rand.Rand, book *codebook.Book) (list []surveyQuestion) {
	ask := func(of func(survey.Survey) any, format string, args ...any) {
		list = append(list, surveyQuestion{fmt.Sprintf(format, args...), of})
	}
	day := func() ascribe.Day { return firstDay - 1 + ascribe.Day(r.IntN(daySpan+10)) }
	known := []ascribe.Day{day(), ascribe.Forever}[r.IntN(2)]
	for range 6 {
		q := randomQuery(r, book)
		ask(func(s survey.Survey) any { return sure(s.Count(ctx, q)) }, "count %+v", q)
		limit := r.IntN(9)
		ask(func(s survey.Survey) any {
			list, total, err := s.List(ctx, q, limit)
			return sure([]any{list, total}, err)
		}, "list %d %+v", limit, q)
		ask(func(s survey.Survey) any { return selected(s, variables(q, book)) }, "selected %+v", q)
		page := randomPage(r, variables(q, book), book)
		ask(func(s survey.Survey) any {
			first := sure(s.Page(ctx, page))
			if !first.More {
				return first
			}
			next := page
			next.Sort.After = &first.Rows[len(first.Rows)-1].Place
			return []survey.Page{first, sure(s.Page(ctx, next))}
		}, "page %+v", page)
	}
	ask(func(s survey.Survey) any { return sure(s.Changes(ctx)) }, "changes")
	limit := 1 + r.IntN(9)
	between := randomQuery(r, book)
	between.Days = []ascribe.Day{day(), known}
	ask(func(s survey.Survey) any {
		first := sure(s.Relabelled(ctx, between, "", limit))
		if !first.More {
			return first
		}
		return []survey.Relabelling{first, sure(s.Relabelled(ctx, between, first.Rows[len(first.Rows)-1].Incident, limit))}
	}, "relabelled %d %+v", limit, between)
	for _, said := range []string{book.Vars[0].Name, "no such variable", ""} {
		ask(func(s survey.Survey) any { return courses(s, known, said) }, "courses %d %q", known, said)
	}
	ask(func(s survey.Survey) any { return sure(s.Awaiting(ctx, known, limit)) }, "awaiting %d %d", known, limit)
	variable := r.IntN(len(book.Vars))
	ask(func(s survey.Survey) any { return waiting(s, known, variable, limit) }, "waiting %d %d %d", known, variable, limit)
	ask(func(s survey.Survey) any {
		return citations(sure(s.Cited(ctx, known)))
	}, "cited %d", known)
	ask(func(s survey.Survey) any { return sure(s.Uses(ctx, known)) }, "uses %d", known)
	ask(func(s survey.Survey) any { return sure(s.Lacking(ctx, known)) }, "lacking %d", known)
	return list
}

func randomQuery(r *rand.Rand, book *codebook.Book) (q survey.Query) {
	dimensions := []string{survey.ByLabel, survey.ByLevel, survey.BySettled, survey.ByYear, survey.ByCoders}
	for i := range book.Vars {
		dimensions = append(dimensions, book.Vars[i].Name)
	}
	some := func(n int) (list []string) {
		for _, i := range r.Perm(len(dimensions))[:r.IntN(n)] {
			list = append(list, dimensions[i])
		}
		return list
	}
	q.By = some(4)
	for range r.IntN(4) {
		c := randomCondition(r, book, dimensions[r.IntN(len(dimensions))])
		if n := len(q.Where); n > 0 && r.IntN(2) == 0 {
			c = randomCondition(r, book, q.Where[n-1].Dimension)
		}
		if r.IntN(4) == 0 {
			c.Kept = "kept"
		}
		if _, err := survey.NewFilter(book, append(slices.Clone(q.Where), c)); err == nil {
			q.Where = append(q.Where, c)
		}
	}
	for range 1 + r.IntN(3) {
		q.Days = append(q.Days, firstDay-1+ascribe.Day(r.IntN(daySpan+50)))
	}
	slices.Sort(q.Days)
	q.Days = slices.Compact(q.Days)
	for i := range book.Vars {
		if book.Vars[i].Type == ascribe.TypeNumber && r.IntN(2) == 0 {
			q.Sum = book.Vars[i].Name
		}
	}
	return q
}

// randomCondition is one on a dimension, which may be none that can hold.
func randomCondition(r *rand.Rand, book *codebook.Book, by string) survey.Condition {
	op := []survey.Op{survey.Equal, survey.Equal, survey.NotEqual, survey.Less, survey.AtMost, survey.Greater, survey.AtLeast, survey.In, survey.Words}[r.IntN(9)]
	some := func() survey.Value { return survey.Value{Text: valueOf(r, book, by), Quoted: r.IntN(4) == 0} }
	c := survey.Condition{Dimension: by, Op: op, Values: []survey.Value{some()}}
	switch {
	case op == survey.In:
		c.Values = append(c.Values, some())
	case op == survey.Equal && r.IntN(2) == 0:
		c.Values[0].Text += ".." + valueOf(r, book, by)
	case r.IntN(8) == 0:
		c.Values[0].Text = string(ascribe.StateInadequate)
	}
	return c
}

// valueOf is some value that a dimension may have.
func valueOf(r *rand.Rand, book *codebook.Book, by string) string {
	values := []string{survey.Unknown}
	if v := book.Var(by); v != nil {
		values = append(values, randomValue(r, &v.Variable))
	}
	switch by {
	case survey.ByLabel:
		for _, l := range book.Labels {
			values = append(values, l.Name)
		}
	case survey.ByLevel:
		values = append(values, "")
	case survey.BySettled:
		values = []string{"yes", "no"}
	case survey.ByYear:
		values = append(values, "2015", "2016")
	case survey.ByCoders:
		for _, c := range ascribe.Concords {
			values = append(values, c.String())
		}
	}
	return values[r.IntN(len(values))]
}

// variables is a query whose values are those of variables.
func variables(q survey.Query, book *codebook.Book) survey.Query {
	q.By = slices.DeleteFunc(slices.Clone(q.By), func(by string) bool { return book.Var(by) == nil })
	q.Sum = ""
	return q
}

func randomPage(r *rand.Rand, q survey.Query, book *codebook.Book) survey.PageQuery {
	p := survey.PageQuery{Query: q, Limit: 1 + r.IntN(9), Facets: randomQuery(r, book).By}
	p.Sort.Descending = r.IntN(2) == 0
	by := []string{survey.ByIncident, survey.ByText, survey.ByRevisions, survey.ByChanged, survey.ByFirst}
	switch n := r.IntN(len(by) + 3); {
	case n < len(by):
		p.Sort.By = by[n]
	default:
		p.Sort.By = append(randomQuery(r, book).By, survey.ByYear)[0]
		p.Sort.Rank = func(value string) int {
			if n, err := strconv.Atoi(value); err == nil {
				return n
			}
			if value == survey.Unknown {
				return survey.Last
			}
			return len(value)
		}
	}
	for i := range int64(30) {
		p.Sort.Texts = append(p.Sort.Texts, survey.Text{Record: firstIncident + i, Text: fmt.Sprint(i * 7 % 5)})
	}
	if r.IntN(3) == 0 {
		p.Among = []int64{}
		for i := range int64(30) {
			if r.IntN(2) == 0 {
				p.Among = append(p.Among, firstIncident+i)
			}
		}
	}
	return p
}

// citations are those of something. The index of a world may have met the
// sources in any order.
func citations(list []survey.Citation) []survey.Citation {
	list = slices.DeleteFunc(slices.Clone(list), func(c survey.Citation) bool { return c.Statements == 0 })
	slices.SortFunc(list, func(a, b survey.Citation) int { return cmp.Compare(a.Source, b.Source) })
	return list
}

func selected(s survey.Survey, q survey.Query) (all []any) {
	err := s.Selected(ctx, q, func(base, total int) { all = append(all, base, total) }, func(l survey.Listed, values [][]string) {
		all = append(all, l, slices.Clone(values))
	})
	return sure(all, err)
}

func courses(s survey.Survey, known ascribe.Day, said string) (list []survey.Course) {
	err := s.Courses(ctx, known, said, func(c *survey.Course) {
		list = append(list, survey.Course{Event: c.Event, Spans: slices.Clone(c.Spans), Causes: slices.Clone(c.Causes), Said: slices.Clone(c.Said)})
	})
	return sure(list, err)
}

// waiting is page after page of what a variable is open in.
func waiting(s survey.Survey, known ascribe.Day, variable, limit int) (pages [][]survey.Waiting) {
	for after := (survey.WaitingPlace{}); ; {
		rows, more, err := s.Waiting(ctx, known, variable, after, limit)
		pages = append(pages, sure(rows, err))
		if !more {
			return pages
		}
		after = rows[len(rows)-1].Place(variable)
	}
}
