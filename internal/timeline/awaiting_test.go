package timeline

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	diff "github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
)

// TestAwaitingAgrees holds what incidents wait for to what each of them does.
func TestAwaitingAgrees(t *testing.T) {
	for name, book := range books(t) {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(rounds(20)) {
				w := random(t, rand.New(rand.NewPCG(seed, 11)), book, 60)
				x := w.index(t, w.records)
				for _, q := range []Query{
					{Days: []ascribe.Day{firstDay + 30}},
					{Days: []ascribe.Day{firstDay + daySpan}},
					{Days: []ascribe.Day{firstDay + daySpan}, Record: w.records / 2},
				} {
					got, want := sure(x.Awaiting(ctx, q, 3)), w.awaiting(q, 3)
					if d := diff.Diff(want, got); d != "" {
						t.Fatalf("seed %d, %v:\n%s", seed, q, d)
					}
				}
			}
		})
	}
}

// awaiting asks the incidents one by one.
func (w *world) awaiting(q Query, limit int) *Awaiting {
	recorded := q.Record
	if recorded == 0 {
		recorded = w.records
	}
	a := &Awaiting{}
	asked := make([]Asked, len(w.book.Vars))
	alone := map[string]bool{}
	for _, d := range w.dossiers {
		r := classify.Read(w.book, d, recorded)
		if !r.Present(q.Days[0]) {
			continue
		}
		a.Base++
		o := r.Open(q.Days[0])
		if o.Settled {
			continue
		}
		a.Unsettled++
		for _, question := range o.Questions {
			v := &asked[question.Variable]
			v.Open++
			if question.Alone {
				v.Alone++
				alone[w.book.Vars[question.Variable].Name+d.Subject] = true
			}
			v.Incidents = append(v.Incidents, Waiting{d.Subject, &o})
		}
	}
	for i, v := range asked {
		v.Variable = i
		if v.Open == 0 {
			continue
		}
		last := func(x Waiting) int {
			if alone[w.book.Vars[i].Name+x.Incident] {
				return 0
			}
			return 1
		}
		slices.SortFunc(v.Incidents, func(a, b Waiting) int {
			return cmp.Or(cmp.Compare(last(a), last(b)), cmp.Compare(a.Incident, b.Incident))
		})
		v.Incidents = v.Incidents[:min(len(v.Incidents), limit)]
		a.Questions = append(a.Questions, v)
	}
	a.Sort()
	return a
}
