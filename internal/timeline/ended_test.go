package timeline

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync/atomic"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// impatient is a context that ends once it has been asked so many times.
type impatient struct {
	context.Context
	patience int64
	asked    atomic.Int64
}

func (c *impatient) Err() error {
	if c.asked.Add(1) > c.patience {
		return context.Canceled
	}
	return nil
}

// many is an index of so many incidents, of each of which one thing is said.
func many(t testing.TB, incidents int) *Builder {
	t.Helper()
	b := NewBuilder()
	source := b.Source(1, "A")
	contact := b.Slot("contact")
	values := []uint32{b.Value(contact, "yes"), b.Value(contact, "no")}
	for i := range incidents {
		b.Add(Statement{
			Incident: b.Incident(int64(10+i), fmt.Sprintf("incident-%07d", i)), Record: int64(100_000 + i), Source: source, Slot: contact,
			Value: values[i%2], Day: firstDay + ascribe.Day(i%9), Stance: ascribe.Asserts, Credibility: "1",
		})
	}
	return b
}

// The sweep looks at no more than the batches in which its context ended.
func TestAnEndedSweepStops(t *testing.T) {
	const incidents = 40 * batch
	x, err := many(t, incidents).Build(ctx, direction(t), 1, 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	for _, enough := range []int64{1, 3 * batch, 10*batch + 5} {
		ctx, end := context.WithCancel(t.Context())
		looked := atomic.Int64{}
		_, err := x.newReading(ctx, x.readings[0].prepared, func(i int32) []claim {
			if looked.Add(1) == enough {
				end()
			}
			return x.claims.of(i)
		}, nil, nil)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("a sweep ended after %d incidents: %v", enough, err)
		}
		if n, most := looked.Load(), enough+int64(workersFor(incidents)*batch); n > most {
			t.Errorf("a sweep ended after %d incidents looked at %d; %d at the most", enough, n, most)
		}
	}
}

// Every question asks in each batch whether anybody still waits. One that was
// ended leaves nothing half done behind: who asks next gets the whole answer.
func TestAnEndedQuestionStops(t *testing.T) {
	const incidents = 8 * batch
	days := []ascribe.Day{firstDay + 4, firstDay + 20}
	past := int64(100_000 + incidents/2)
	questions := map[string]func(context.Context, *Index, int64) (any, error){
		"Count": func(ctx context.Context, x *Index, record int64) (any, error) {
			return x.Count(ctx, Query{By: []string{"contact"}, Days: days, Record: record})
		},
		"Afresh": func(ctx context.Context, x *Index, _ int64) (any, error) {
			return x.Afresh(ctx, Query{By: []string{"label"}, Days: days[:1]})
		},
		"List": func(ctx context.Context, x *Index, record int64) (any, error) {
			list, total, err := x.List(ctx, Query{Days: days, Record: record}, 0)
			return []any{list, total}, err
		},
		"Page": func(ctx context.Context, x *Index, record int64) (any, error) {
			return x.Page(ctx, PageQuery{
				Query: Query{By: []string{"label"}, Where: []Where{survey.Is("settled", "no")}, Days: days, Record: record}, Facets: []string{"contact"},
				Sort: Sort{By: survey.ByChanged}, Limit: 5,
			})
		},
		"Cited": func(ctx context.Context, x *Index, record int64) (any, error) {
			return x.Cited(ctx, Query{Days: days, Record: record})
		},
		"Changes": func(ctx context.Context, x *Index, record int64) (any, error) {
			return x.Changes(ctx, Query{Record: record})
		},
		"Relabelled": func(ctx context.Context, x *Index, record int64) (any, error) {
			return x.Relabelled(ctx, Query{Days: days, Record: record}, "", 5)
		},
		"Courses": func(ctx context.Context, x *Index, record int64) (any, error) {
			n := 0
			err := x.Courses(ctx, Query{Days: days, Record: record}, "contact", func(c *Course) { n += len(c.Said) })
			return n, err
		},
		"Selected": func(ctx context.Context, x *Index, record int64) (any, error) {
			var n []int64
			err := x.Selected(ctx, Query{By: []string{"contact"}, Days: days, Record: record},
				func(base, total int) { n = []int64{int64(base), int64(total)} }, func(l Listed, _ [][]string) { n = append(n, l.Record) })
			return n, err
		},
		"Uses": func(ctx context.Context, x *Index, record int64) (any, error) {
			return x.Uses(ctx, Query{Days: days, Record: record})
		},
		"Lacking": func(ctx context.Context, x *Index, record int64) (any, error) {
			return x.Lacking(ctx, Query{Days: days, Record: record})
		},
		"Awaiting": func(ctx context.Context, x *Index, record int64) (any, error) {
			a, err := x.Awaiting(ctx, Query{Days: days, Record: record}, 3)
			if a == nil {
				return nil, err
			}
			return []any{a.Base, a.Unsettled, len(a.Questions)}, err
		},
		"Waiting": func(ctx context.Context, x *Index, record int64) (any, error) {
			rows, more, err := x.Waiting(ctx, Query{Days: days, Record: record}, x.Book().Var("guidance").Index, WaitingPlace{}, 3)
			return []any{len(rows), more}, err
		},
		"Use": func(ctx context.Context, x *Index, _ int64) (any, error) {
			return nil, x.Use(ctx, x.Book())
		},
	}
	for _, name := range interruptible() {
		ask := questions[name]
		if ask == nil {
			t.Errorf("there is no question by %s", name)
			continue
		}
		t.Run(name, func(t *testing.T) {
			fresh := func() *Index {
				x, err := many(t, incidents).Build(ctx, direction(t), 1, 1_000_000)
				if err != nil {
					t.Fatal(err)
				}
				return x
			}
			for _, record := range []int64{0, past} {
				counting := &impatient{Context: ctx, patience: 1 << 40}
				want, err := ask(counting, fresh(), record)
				if err != nil {
					t.Fatal(err)
				}
				if n := counting.asked.Load(); n < incidents/batch {
					t.Errorf("recorded %d: it asks %d times in %d batches", record, n, incidents/batch)
				}
				x := fresh()
				for _, patience := range []int64{0, 1, counting.asked.Load() - 1} {
					brief := &impatient{Context: ctx, patience: patience}
					if _, err := ask(brief, x, record); !errors.Is(err, context.Canceled) {
						t.Errorf("recorded %d, patience for %d: %v", record, patience, err)
					}
					if n, most := brief.asked.Load(), patience+int64(2*workersFor(incidents))+1; n > most {
						t.Errorf("recorded %d, patience for %d: it goes on for %d", record, patience, n-patience)
					}
					if name == "Use" {
						return // the index is not to be used any more
					}
					if got, err := ask(ctx, x, record); err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
						t.Errorf("recorded %d, after patience for %d: another answer than without (%v)", record, patience, err)
					}
					x = fresh()
				}
			}
		})
	}
}

// interruptible are the methods of an index that take a context.
func interruptible() (names []string) {
	x := reflect.TypeFor[*Index]()
	for i := range x.NumMethod() {
		if m := x.Method(i); m.Type.NumIn() > 1 && m.Type.In(1) == reflect.TypeFor[context.Context]() {
			names = append(names, m.Name)
		}
	}
	slices.Sort(names)
	return names
}

func TestAnEndedBuildStops(t *testing.T) {
	b := many(t, 20*batch)
	brief := &impatient{Context: ctx, patience: 2}
	if x, err := b.Build(brief, direction(t), 1, 1_000_000); x != nil || !errors.Is(err, context.Canceled) {
		t.Error(x, err)
	}
}

// Nobody waits for what another works out for longer than they want to.
func TestAGateIsLeftByWhoeverHasEnough(t *testing.T) {
	g := newGate()
	if err := g.enter(ctx); err != nil {
		t.Fatal(err)
	}
	over, end := context.WithCancel(t.Context())
	end()
	if err := g.enter(over); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	g.leave()
	if err := g.enter(ctx); err != nil {
		t.Error(err)
	}
}
