package app_test

import (
	"context"
	"slices"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// TestAwaiting holds the questions to those that each incident shows.
func TestAwaiting(t *testing.T) {
	a, ctx := loaded(t), context.Background()
	slow := &point.App{Store: a.Store, WithoutIndex: true}
	for _, q := range []*point.Question{{AsOf: ascribe.Now, Viewer: point.Team}, on(t, "2016-08-15"), {AsOf: ascribe.AsOf{Known: ascribe.Forever, Recorded: 1}, Viewer: point.Team}} {
		compare(t, func(a *point.App) (any, error) { return apptest.At2(ctx, a, q, ask.Awaiting, nil, 3) }, a, slow)
	}
	q := on(t, "2016-08-15")
	answer, err := apptest.At2(ctx, a, q, ask.Awaiting, nil, 100)
	if err != nil {
		fatal(t, err)
	}
	list, err := apptest.At1(ctx, a, q, ask.List, &selectAll)
	if err != nil {
		fatal(t, err)
	}
	open := map[string]int{}
	unsettled := 0
	for _, row := range list.Rows {
		show, err := apptest.At1(ctx, a, q, ask.Show, row.Incident)
		if err != nil {
			fatal(t, err)
		}
		if !show.Settled {
			unsettled++
		}
		for _, question := range show.OpenQuestions {
			open[question.Variable]++
		}
		for _, asked := range answer.Questions {
			i := slices.IndexFunc(asked.Incidents, func(x ask.AwaitingIncident) bool { return x.Incident == row.Incident })
			asks := slices.ContainsFunc(show.OpenQuestions, func(o ascribe.OpenQuestion) bool { return o.Variable == asked.Variable })
			if asks != (i >= 0) {
				t.Errorf("%s asks for %s: %t, and is listed: %t", row.Incident, asked.Variable, asks, i >= 0)
			}
			if i >= 0 && (!slices.Equal(asked.Incidents[i].CouldBecome, show.CouldBecome) || asked.Incidents[i].Title != row.Title) {
				t.Errorf("%+v, shown %+v", asked.Incidents[i], show.CouldBecome)
			}
		}
	}
	if answer.Unsettled != unsettled || answer.Base != list.Total || len(answer.Questions) != len(open) {
		t.Errorf("%d of %d, %d questions; one by one %d of %d, %d", answer.Unsettled, answer.Base, len(answer.Questions), unsettled, list.Total, len(open))
	}
	for i, asked := range answer.Questions {
		if open[asked.Variable] != asked.Open || asked.Alone > asked.Open || asked.Title == "" {
			t.Errorf("%+v, one by one %d", asked, open[asked.Variable])
		}
		if i > 0 && answer.Questions[i-1].Alone < asked.Alone {
			t.Errorf("%s comes before %s", answer.Questions[i-1].Variable, asked.Variable)
		}
	}
	if _, err := apptest.At2(ctx, a, q, ask.Awaiting, nil, -1); ascribe.KindOf(err) != ascribe.ErrUsage {
		t.Errorf("a negative limit: %v", err)
	}
}

// TestAwaitingOf reads one question page by page, and holds the pages to the
// whole.
func TestAwaitingOf(t *testing.T) {
	a, ctx := loaded(t), context.Background()
	slow := &point.App{Store: a.Store, WithoutIndex: true}
	q := on(t, "2016-08-15")
	whole, err := apptest.At2(ctx, a, q, ask.Awaiting, nil, 100)
	if err != nil {
		fatal(t, err)
	}
	for n, asked := range whole.Questions {
		var rows []ask.AwaitingIncident
		after := ""
		for {
			compare(t, func(a *point.App) (any, error) {
				return apptest.At4(ctx, a, q, ask.AwaitingOf, nil, asked.Variable, after, 2)
			}, a, slow)
			page, err := apptest.At4(ctx, a, q, ask.AwaitingOf, nil, asked.Variable, after, 2)
			if err != nil {
				fatal(t, err)
			}
			rows = append(rows, page.Questions[n].Incidents...)
			if after = page.Next; after == "" {
				break
			}
		}
		if d := cmp.Diff(asked.Incidents, rows); d != "" {
			t.Errorf("%s:\n%s", asked.Variable, d)
		}
	}
	for _, wrong := range []struct {
		variable, after string
		kind            ascribe.ErrorKind
	}{
		{"weather", "", ascribe.ErrNotFound}, {"contact", "nonsense", ascribe.ErrUsage},
	} {
		if _, err := apptest.At4(ctx, a, q, ask.AwaitingOf, nil, wrong.variable, wrong.after, 2); ascribe.KindOf(err) != wrong.kind {
			t.Errorf("%+v: %v", wrong, err)
		}
	}
}
