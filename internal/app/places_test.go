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

// TestPlacesAgree holds places from the index to those worked out incident by
// incident.
func TestPlacesAgree(t *testing.T) {
	a, ctx := loaded(t), context.Background()
	slow := &point.App{Store: a.Store, WithoutIndex: true}
	for _, q := range []*point.Question{{AsOf: ascribe.Now, Viewer: point.Team}, on(t, "2016-08-15"), on(t, "1999-01-01"), {AsOf: ascribe.AsOf{Known: ascribe.Forever, Recorded: 1}, Viewer: point.Team}} {
		for _, where := range [][]ask.Condition{
			nil, {ask.Is("country", "DE"), ask.Is("country", "FR")}, {ask.Is("settled", "no"), ask.Is("country", "DE")},
		} {
			compare(t, func(a *point.App) (any, error) { return apptest.At1(ctx, a, q, ask.Places, where) }, a, slow)
		}
	}
	all, err := apptest.At1(ctx, a, on(t, "2020-01-01"), ask.Places, nil)
	if err != nil {
		fatal(t, err)
	}
	if all.Total != all.Base || all.Total != len(all.Rows)+all.Without || all.Variable != "location" {
		t.Errorf("%d rows and %d without, of %d", len(all.Rows), all.Without, all.Total)
	}
	if _, err := apptest.At1(ctx, a, on(t, "2020-01-01"), ask.Places, []ask.Condition{ask.Is("nothing", "x")}); ascribe.KindOf(err) != ascribe.ErrInvalid {
		t.Errorf("of a dimension that is not there: %v", err)
	}
}

// TestPlaces finds a point with its precision, and counts what has none.
func TestPlaces(t *testing.T) {
	a, ctx := newApp(t), context.Background()
	for _, n := range []ascribe.Noun{
		&ascribe.Source{ID: "paper", Title: "A paper", Kind: "press", Published: ascribe.OnDay(days(t, "2020-02-03")[0]), Reliability: "B"},
		&ascribe.Incident{ID: "one-2020", Title: "One"}, &ascribe.Incident{ID: "two-2020", Title: "Two"}, &ascribe.Incident{ID: "three-2020", Title: "Three"},
		&ascribe.Statement{Subject: "one-2020", Variable: "location", Value: "-49.74 9.96 town", Source: "paper", Credibility: "2"},
		&ascribe.Statement{Subject: "two-2020", Variable: "location", Value: "0 -179.5", Source: "paper", Credibility: "2"},
		&ascribe.Statement{Subject: "three-2020", Variable: "location", Value: ascribe.NotExamined, Source: "paper", Credibility: "2"},
		&ascribe.Statement{Subject: "three-2020", Variable: "country", Value: "DE", Source: "paper", Credibility: "2"},
		&ascribe.Statement{Subject: "two-2020", Variable: "country", Value: "FJ", Source: "paper", Credibility: "2"},
	} {
		if _, err := acts.Add(ctx, a, anna, n); err != nil {
			fatal(t, err)
		}
	}
	p, err := apptest.At1(ctx, a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Places, nil)
	if err != nil {
		fatal(t, err)
	}
	if len(p.Rows) != 2 || p.Without != 1 {
		t.Fatalf("%+v", p)
	}
	if want := []ask.SpotCount{{Country: "DE", Label: "undetermined", N: 1}}; !slices.Equal(p.Countries, want) {
		t.Errorf("by country %+v, want %+v", p.Countries, want)
	}
	one, two := p.Rows[0], p.Rows[1]
	if one.Title != "One" || one.Lat != -49.74 || one.Lon != 9.96 || one.Precision != "town" || two.Lat != 0 || two.Lon != -179.5 || two.Precision != "" {
		t.Errorf("%+v", p.Rows)
	}
}
