package columns

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/survey"
	"github.com/ascribe-project/ascribe/internal/survey/plain"
)

var ctx = context.Background()

// TestColumnsAgree holds every question to the incidents read one by one, over
// random editions and logs of cells: of a table made at once, of one that took
// the editions in one after another and was kept in between, and as recorded before the last entry.
func TestColumnsAgree(t *testing.T) {
	answered := 0
	for seed := range uint64(100) {
		w := newWorld(t, seed)
		atOnce, bitByBit := w.table(t, false), w.table(t, true)
		for range 3 {
			recorded := w.entries - w.r.Int64N(min(3, w.entries))
			reference := plain.Of(w.book, w.incidents(w.book, recorded))
			for name, table := range map[string]*Table{"made at once": atOnce, "bit by bit": bitByBit} {
				s, ok := table.Survey(w.book, recorded, nil, w.sources)
				if !ok {
					continue
				}
				answered++
				s = s.Over(reference)
				for _, q := range w.questions() {
					want, got := q.of(reference), q.of(s)
					if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmp.Comparer(sameSum)); diff != "" {
						t.Fatalf("seed %d, %s, recorded %d, %s (-one by one +columns):\n%s", seed, name, recorded, q.name, diff)
					}
				}
			}
		}
	}
	if answered < 300 {
		t.Errorf("only %d surveys were answered from columns", answered)
	}
}

func sameSum(a, b survey.Sum) bool { return a.String() == b.String() && a.Without == b.Without }

// A question is a method of a survey with random input.
type question struct {
	name string
	of   func(survey.Survey) any
}

func (w *world) questions() (list []question) {
	ask := func(of func(survey.Survey) any, format string, args ...any) {
		list = append(list, question{fmt.Sprintf(format, args...), of})
	}
	for range 4 {
		q := w.query()
		ask(func(s survey.Survey) any { return sure(s.Count(ctx, q)) }, "count %+v", q)
		limit := w.r.IntN(4)
		ask(func(s survey.Survey) any {
			list, total, err := s.List(ctx, q, limit)
			return sure([]any{list, total}, err)
		}, "list %d %+v", limit, q)
		of := q
		of.Sum, of.By = "", slices.DeleteFunc(slices.Clone(q.By), func(by string) bool { return by == survey.ByYear })
		ask(func(s survey.Survey) any {
			var all []any
			err := s.Selected(ctx, of, func(base, total int) { all = append(all, base, total) }, func(l survey.Listed, values [][]string) {
				all = append(all, l, slices.Clone(values))
			})
			return sure(all, err)
		}, "selected %+v", of)
		page := w.page(of)
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
	for range 2 {
		between := survey.Query{Where: w.query().Where, Days: []ascribe.Day{w.known(), w.known()}}
		ask(func(s survey.Survey) any { return sure(s.Relabelled(ctx, between, "", 5)) }, "relabelled %+v", between)
	}
	return list
}

func (w *world) known() ascribe.Day {
	if w.r.IntN(5) == 0 {
		return ascribe.Forever
	}
	return firstDay - 1 + ascribe.Day(w.r.IntN(int(w.day-firstDay)+4))
}

// some are dimensions, each once.
func (w *world) some(n int) (list []string) {
	names := []string{survey.ByYear}
	for _, v := range variables {
		names = append(names, v.Name)
	}
	for _, i := range w.r.Perm(len(names))[:w.r.IntN(n)] {
		list = append(list, names[i])
	}
	return list
}

func (w *world) query() (q survey.Query) {
	q.By = w.some(5)
	for _, by := range w.some(3) {
		for range 1 + w.r.IntN(2) {
			c := survey.Condition{Dimension: by, Op: w.op(), Values: []survey.Value{{Text: w.valueOf(by), Quoted: w.r.IntN(6) == 0}}}
			if w.r.IntN(4) == 0 {
				c.Kept = "kept"
			}
			if _, err := survey.NewFilter(w.book, append(q.Where, c)); err == nil { // else nobody can ask so
				q.Where = append(q.Where, c)
			}
		}
	}
	for range 1 + w.r.IntN(5) {
		q.Days = append(q.Days, w.known())
	}
	slices.Sort(q.Days)
	q.Days = slices.Compact(q.Days)
	if w.r.IntN(2) == 0 {
		q.Sum = "deaths"
	}
	return q
}

// op is one that a condition may have.
func (w *world) op() survey.Op {
	return []survey.Op{survey.Equal, survey.Equal, survey.Equal, survey.NotEqual, survey.Less, survey.AtLeast, survey.Words, survey.In}[w.r.IntN(8)]
}

func (w *world) valueOf(by string) string {
	if by == survey.ByYear {
		return []string{"2015", "2016", "2017", "2015..2016", survey.Unknown}[w.r.IntN(5)]
	}
	list := append(values[by], survey.Unknown, "inadequate", "not_examined", "1..20", "of no incident")
	return codebook.Compared(list[w.r.IntN(len(list))])
}

func (w *world) page(q survey.Query) survey.PageQuery {
	p := survey.PageQuery{Query: q, Limit: 1 + w.r.IntN(6), Facets: w.some(4)}
	p.Sort.Descending = w.r.IntN(2) == 0
	by := []string{survey.ByIncident, survey.ByText, survey.ByRevisions, survey.ByChanged, survey.ByFirst}
	if n := w.r.IntN(len(by) + 3); n < len(by) {
		p.Sort.By = by[n]
	} else {
		p.Sort.By = append(w.some(3), survey.ByYear)[0]
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
	for record := range w.record {
		if w.r.IntN(3) > 0 {
			p.Sort.Texts = append(p.Sort.Texts, survey.Text{Record: record, Text: fmt.Sprint(record * 7 % 5)})
		}
	}
	if w.r.IntN(3) == 0 {
		p.Among = []int64{}
		for record := range w.record {
			if w.r.IntN(2) == 0 {
				p.Among = append(p.Among, record)
			}
		}
	}
	return p
}

func sure[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}
