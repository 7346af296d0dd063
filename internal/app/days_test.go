package app_test

import (
	"context"
	"slices"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// TestDays holds the days of all incidents to those of each, and both to the
// histories.
func TestDays(t *testing.T) {
	a, ctx := loaded(t), context.Background()
	slow := &point.App{Store: a.Store, WithoutIndex: true}
	for _, q := range []*point.Question{{AsOf: ascribe.Now, Viewer: point.Team}, on(t, "2016-08-15"), {AsOf: ascribe.AsOf{Known: ascribe.Forever, Recorded: 1}, Viewer: point.Team}} {
		compare(t, func(a *point.App) (any, error) { return apptest.At(ctx, a, q, ask.Days) }, a, slow)
	}
	all, err := apptest.At(ctx, a, on(t, "2016-08-15"), ask.Days)
	if err != nil {
		fatal(t, err)
	}
	list, err := apptest.At1(ctx, a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.List, &selectAll)
	if err != nil {
		fatal(t, err)
	}
	n := map[ascribe.Day]int{}
	for _, row := range list.Rows {
		of, err := apptest.At1(ctx, a, on(t, "2016-08-15"), ask.IncidentDays, row.Incident)
		if err != nil {
			fatal(t, err)
		}
		h, err := apptest.At1(ctx, a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.History, row.Incident)
		if err != nil {
			fatal(t, err)
		}
		var began []ascribe.Day
		for _, s := range h.Spans {
			began = append(began, s.From)
		}
		var changed []ascribe.Day
		for _, d := range of.Rows {
			if d.N == 0 {
				t.Errorf("%s: nothing came out on %s", row.Incident, d.Day)
			}
			if d.Changed {
				changed = append(changed, d.Day)
				n[d.Day]++
			}
		}
		if !slices.Equal(changed, began) || *of.First != of.Rows[0].Day || *of.Last != of.Rows[len(of.Rows)-1].Day {
			t.Errorf("%s changed on %v, its spans began on %v", row.Incident, changed, began)
		}
	}
	if len(all.Rows) != len(n) || *all.First != all.Rows[0].Day {
		t.Errorf("%d days, %d by incident", len(all.Rows), len(n))
	}
	for _, d := range all.Rows {
		if n[d.Day] != d.N {
			t.Errorf("%s: %d changed, %d by incident", d.Day, d.N, n[d.Day])
		}
	}
	if _, err := apptest.At1(ctx, a, on(t, "2016-08-15"), ask.IncidentDays, "nowhere-1900"); ascribe.KindOf(err) != ascribe.ErrNotFound {
		t.Errorf("of an incident that is not there: %v", err)
	}
}

// TestDaysFollow holds that what is written changes the days.
func TestDaysFollow(t *testing.T) {
	a, ctx := newApp(t), context.Background()
	q := &point.Question{AsOf: ascribe.Now, Viewer: point.Team}
	none, err := apptest.At(ctx, a, q, ask.Days)
	if err != nil || none.First != nil || len(none.Rows) != 0 {
		t.Fatal(err, none)
	}
	for _, n := range []ascribe.Noun{
		&ascribe.Source{ID: "paper", Title: "A paper", Kind: "press", Published: ascribe.OnDay(days(t, "2020-02-03")[0]), Reliability: "B"},
		&ascribe.Incident{ID: "one-2020", Title: "One"},
		&ascribe.Statement{Subject: "one-2020", Variable: "propaganda", Value: "yes", Source: "paper", Credibility: "2"},
	} {
		if _, err := acts.Add(ctx, a, anna, n); err != nil {
			fatal(t, err)
		}
	}
	some, err := apptest.At(ctx, a, q, ask.Days)
	if err != nil || len(some.Rows) != 1 || some.Rows[0].Day != days(t, "2020-02-03")[0] || some.Rows[0].N != 1 {
		t.Fatal(err, some)
	}
}

// TestDaysImported goes over the days on which a dataset changed.
func TestDaysImported(t *testing.T) {
	a, _ := withUkraine(t)
	d, err := apptest.At(context.Background(), a, ofUkraine(), ask.Days)
	if err != nil {
		fatal(t, err)
	}
	if len(d.Rows) < 2 || d.Rows[0].N == 0 {
		t.Errorf("%+v", d.Rows)
	}
}
