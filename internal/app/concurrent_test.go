package app_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// TestRaceReadersAndWriter puts the questions about all incidents from several
// goroutines while one writes. It is for the race detector; each answer adds
// up by itself.
func TestRaceReadersAndWriter(t *testing.T) {
	a, ctx := loaded(t), context.Background()
	a.Cache = t.TempDir()
	then := days(t, "2016-07-20")[0]
	questions := []func(q *point.Question) error{
		func(q *point.Question) error {
			p, err := apptest.At1(ctx, a, q, ask.Incidents, &ask.IncidentsPage{Sort: "-changed"})
			if err == nil && p.Total != p.Base {
				err = fmt.Errorf("%d of %d incidents", p.Total, p.Base)
			}
			return err
		},
		func(q *point.Question) error {
			_, err := apptest.At1(ctx, a, q, ask.Incidents, &ask.IncidentsPage{Sort: "title", Search: "train", Where: []ask.Condition{ask.Is("settled", "no")}})
			return err
		},
		func(q *point.Question) error { _, err := apptest.At(ctx, a, q, ask.Days); return err },
		func(q *point.Question) error {
			w, err := apptest.At2(ctx, a, q, ask.Awaiting, nil, 3)
			if err == nil && w.Unsettled > w.Base {
				err = fmt.Errorf("%d of %d incidents are not settled", w.Unsettled, w.Base)
			}
			return err
		},
		func(q *point.Question) error {
			r, err := apptest.At3(ctx, a, q, ask.Relabelled, then, nil, &ask.Paging{})
			if err == nil && r.Base-r.Appeared != r.BaseThen-r.Gone {
				err = fmt.Errorf("%d incidents, %d of them new; %d then, %d of them gone", r.Base, r.Appeared, r.BaseThen, r.Gone)
			}
			return err
		},
		func(q *point.Question) error {
			p, err := apptest.At1(ctx, a, q, ask.Places, nil)
			if err == nil && len(p.Rows)+p.Without != p.Base {
				err = fmt.Errorf("%d places and %d without, of %d", len(p.Rows), p.Without, p.Base)
			}
			return err
		},
		func(q *point.Question) error {
			_, err := apptest.At2(ctx, a, q, ask.Count, []string{"label", "contact"}, nil)
			return err
		},
		func(q *point.Question) error {
			_, err := apptest.At1(ctx, a, q, ask.Show, "wuerzburg-train-2016")
			return err
		},
	}
	writes := 25
	if testing.Short() {
		writes = 8
	}
	done := make(chan struct{})
	var readers sync.WaitGroup
	for i := range 4 {
		readers.Go(func() {
			for n := i; ; n++ {
				q := []*point.Question{{AsOf: ascribe.Now, Viewer: point.Team}, on(t, "2016-12-31"), {AsOf: ascribe.AsOf{Known: ascribe.Forever, Recorded: 2}, Viewer: point.Team}}[n%3]
				if err := questions[n%len(questions)](q); err != nil {
					t.Error(n%len(questions), err)
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for n := range writes {
		id := fmt.Sprintf("written-%d", n)
		for _, noun := range []ascribe.Noun{
			&ascribe.Incident{ID: id, Title: id},
			&ascribe.Statement{Subject: id, Variable: "contact", Value: "member_remotely", Source: "cbc-day6-2017", Credibility: "2"},
		} {
			if _, err := acts.Add(ctx, a, anna, noun); err != nil {
				t.Error(err)
			}
		}
	}
	close(done)
	readers.Wait()
}
