package app_test

import (
	"context"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// TestMeantToWhom holds that the public is not told, by what was probably meant, of
// persons who may not be named, and that such an id stands in the way of no other.
func TestMeantToWhom(t *testing.T) {
	a := newApp(t)
	said := func(id, subject, variable, value string) *ascribe.Statement {
		return &ascribe.Statement{ID: id, Subject: subject, Variable: variable, Value: value, Stance: ascribe.Asserts, Source: "press", Credibility: "2"}
	}
	write(t, a, []ascribe.Noun{
		&ascribe.Source{ID: "press", Title: "Press", Published: ascribe.OnDay(on(t, "2020-02-03").AsOf.Known), Reliability: "B"},
		&ascribe.Actor{ID: "quiet-one", Kind: ascribe.Person, Name: "Somebody"},
		&ascribe.Actor{ID: "quiet-ones", Kind: ascribe.Organisation, Name: "A band"},
		&ascribe.Incident{ID: "quiet-2020", Title: "Quiet"},
		said("about-quiet-one", "quiet-one", "alias", "Nobody"),
		said("about-quiet-2020", "quiet-2020", "place", "Somewhere"),
	})
	source := func(ctx context.Context, p *point.Point, id string) (*ask.SourceAnswer, error) {
		return ask.Source(ctx, p, id, 0, 10)
	}
	for _, c := range []struct {
		viewer    point.Viewer
		ask       func(context.Context, *point.Point) error
		has, lack string
	}{
		{point.Team, asks(ask.Actor, "quiet-on"), `; did you mean "quiet-one"?`, ""},
		{point.Public, asks(ask.Actor, "quiet-on"), `; did you mean "quiet-ones"?`, `"quiet-one"`},
		{point.Public, asks(ask.Actor, "quiet"), `; did you mean "quiet-ones"?`, `"quiet-one"`},
		{point.Public, asks(ask.Show, "quiet"), `; did you mean "quiet-2020"?`, `"quiet-one"`},
		{point.Team, asks(ask.Show, "quiet-one-2020"), `; did you mean "quiet-2020"?`, ""},
		{point.Team, asks(ask.Statement, "about-quiet-on"), `; did you mean "about-quiet-one"?`, ""},
		{point.Public, asks(ask.Statement, "about-quiet-on"), `; did you mean "about-quiet-2020"?`, `-one"`},
		{point.Public, asks(source, "pres"), `; did you mean "press"?`, ""},
		{point.Public, asks(source, "blog"), `there is no source "blog"`, "mean"},
	} {
		err := a.At(t.Context(), &point.Question{AsOf: ascribe.Now, Viewer: c.viewer}, func(p *point.Point) error {
			return disclose.Meant(t.Context(), p, c.ask(t.Context(), p))
		})
		if err == nil || !strings.HasSuffix(err.Error(), c.has) || c.lack != "" && strings.Contains(err.Error(), c.lack) {
			t.Errorf("public %t: %v; want %s", c.viewer == point.Public, err, c.has)
		}
	}
}

// asks is a question about one id, of whose answer only the error is looked at.
func asks[A any](question func(context.Context, *point.Point, string) (A, error), id string) func(context.Context, *point.Point) error {
	return func(ctx context.Context, p *point.Point) error {
		_, err := question(ctx, p, id)
		return err
	}
}
