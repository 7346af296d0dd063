package app_test

import (
	"context"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// TestRelabelledAgrees holds then and now from the index to the same worked out
// incident by incident, and the pages to the counts.
func TestRelabelledAgrees(t *testing.T) {
	a, ctx := loaded(t), context.Background()
	slow := &point.App{Store: a.Store, WithoutIndex: true}
	narrowed := [][]ask.Condition{nil, {ask.Is("country", "DE"), ask.Is("country", "FR")}, {ask.Is("label", "inspired")}}
	for i, then := range days(t, "2016-07-20", "2017-01-01", "2001-01-01", "2030-01-01", "2016-07-20", "2016-07-20") {
		where := narrowed[i%len(narrowed)]
		for _, q := range []*point.Question{{AsOf: ascribe.Now, Viewer: point.Team}, on(t, "2016-12-31"), {AsOf: ascribe.AsOf{Known: ascribe.Forever, Recorded: 1}, Viewer: point.Team}} {
			page := ask.Paging{Limit: 4}
			seen := 0
			for first := true; first || page.After != ""; first = false {
				compare(t, func(a *point.App) (any, error) { return apptest.At3(ctx, a, q, ask.Relabelled, then, where, &page) }, a, slow)
				r, err := apptest.At3(ctx, a, q, ask.Relabelled, then, where, &page)
				if err != nil {
					fatal(t, err)
				}
				both := 0
				for _, p := range r.Pairs {
					both += p.N
				}
				if both+r.Appeared != r.Base || both+r.Gone != r.BaseThen {
					t.Fatalf("%d on both days, %d appeared, %d gone: bases %d and %d", both, r.Appeared, r.Gone, r.Base, r.BaseThen)
				}
				for _, row := range r.Rows {
					if row.Then == row.Now || row.Title == "" {
						t.Errorf("%+v", row)
					}
				}
				if seen += len(r.Rows); r.Next == "" && seen != r.Total {
					t.Errorf("%d rows of %d", seen, r.Total)
				}
				page.After = r.Next
			}
		}
	}
	if _, err := apptest.At3(ctx, a, on(t, "2017-01-01"), ask.Relabelled, 0, nil, &ask.Paging{After: "?"}); ascribe.KindOf(err) != ascribe.ErrUsage {
		t.Errorf("a malformed cursor: %v", err)
	}
}

// TestRelabelled finds Würzburg, which was not guided for its first readers.
func TestRelabelled(t *testing.T) {
	a := loaded(t)
	then, now := on(t, "2016-07-20"), on(t, "2016-10-15")
	r, err := apptest.At3(context.Background(), a, now, ask.Relabelled, then.AsOf.Known, nil, &ask.Paging{})
	if err != nil {
		fatal(t, err)
	}
	for _, row := range r.Rows {
		if row.Incident == "wuerzburg-train-2016" {
			if row.Then.Label == row.Now.Label || row.Now.Label != "remote_controlled" {
				t.Errorf("%+v", row)
			}
			return
		}
	}
	t.Errorf("Würzburg is not among %+v", r.Rows)
}

// TestRelabelledNarrowed lists what left the label that is asked for, and what came
// to it, and of two countries the sum of each.
func TestRelabelledNarrowed(t *testing.T) {
	a, ctx := loaded(t), context.Background()
	then, now := on(t, "2016-07-20").AsOf.Known, on(t, "2016-10-15")
	relabelled := func(where ...ask.Condition) *ask.RelabelledAnswer {
		t.Helper()
		r, err := apptest.At3(ctx, a, now, ask.Relabelled, then, where, &ask.Paging{})
		if err != nil {
			fatal(t, err)
		}
		return r
	}
	all := relabelled()
	for _, row := range relabelled(ask.Is("label", "inspired")).Rows {
		if row.Then.Label != "inspired" && row.Now.Label != "inspired" {
			t.Errorf("%+v was never inspired", row)
		}
	}
	want := 0
	for _, row := range all.Rows {
		if row.Then.Label == "inspired" || row.Now.Label == "inspired" {
			want++
		}
	}
	if got := relabelled(ask.Is("label", "inspired")); want == 0 || got.Total != want {
		t.Errorf("%d that were inspired differ, want %d", got.Total, want)
	}
	de, fr, both := relabelled(ask.Is("country", "DE")), relabelled(ask.Is("country", "FR")), relabelled(ask.Is("country", "DE"), ask.Is("country", "FR"))
	if de.Base == 0 || fr.Base == 0 || both.Base != de.Base+fr.Base || both.Total != de.Total+fr.Total || both.Base >= all.Base {
		t.Errorf("%d and %d come to %d, of %d", de.Base, fr.Base, both.Base, all.Base)
	}
}
