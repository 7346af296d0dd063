package app_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

var standingNow = &point.Question{AsOf: ascribe.Now, Viewer: point.Team}

// TestChangesOfTheSample is what a reader of the sample counts by hand: between
// July 2016 and June 2017 the labels of eight incidents were revised, eleven
// times in all; that of Würzburg, of which nothing was known on the first day,
// three times, beside its level.
func TestChangesOfTheSample(t *testing.T) {
	c, err := apptest.At1(t.Context(), loaded(t), standingNow, ask.Changes, &ask.ChangesInput{From: "2016-07-01", To: "2017-06-30"})
	if err != nil {
		fatal(t, err)
	}
	if c.Revised != 8 || c.Revisions != 11 {
		t.Errorf("%d revised, %d times", c.Revised, c.Revisions)
	}
	i := slices.IndexFunc(c.Rows, func(r ask.ChangeRow) bool { return r.Incident == "wuerzburg-train-2016" })
	if i < 0 {
		t.Fatalf("Würzburg is not among %+v", c.Rows)
	}
	if r := c.Rows[i]; r.Presence != ask.Began || r.Steps != 5 || r.New.Label != "remote_controlled" || r.Source != "cbc-day6-2017" || r.Cause != "evidence" {
		t.Errorf("%+v", r)
	}
}

// TestChangesAgree holds the changes that the index finds to those found incident
// by incident.
func TestChangesAgree(t *testing.T) {
	a, ctx := loaded(t), context.Background()
	for _, noun := range []ascribe.Noun{
		&ascribe.Incident{ID: "later-2020", Title: "Later"},
		&ascribe.Statement{Subject: "later-2020", Variable: "contact", Value: "member_remotely", Source: "cbc-day6-2017", Credibility: "2", ID: "x1"},
		&ascribe.Statement{Subject: "wuerzburg-train-2016", Variable: "contact", Value: "member", Stance: ascribe.Denies, Source: "cbc-day6-2017", Credibility: "2", ID: "x2"},
		&ascribe.Withdrawal{Statement: "x2", Kind: ascribe.Strike, Reason: "misread"},
		&ascribe.Withdrawal{Statement: "x1", Kind: ascribe.Correction, Said: ascribe.OnDay(on(t, "2018-01-01").AsOf.Known), Reason: "taken back"},
		&ascribe.Regrade{Source: "cbc-day6-2017", Reliability: "E"},
	} {
		if _, err := acts.Add(ctx, a, anna, noun); err != nil {
			t.Fatalf("%T: %v", noun, err)
		}
	}
	slow := &point.App{Store: a.Store, WithoutIndex: true}
	r := rand.New(rand.NewPCG(1, 13))
	first := on(t, "2014-06-01").AsOf.Known
	for range 60 {
		from := first.Add(r.IntN(1800))
		to := from.Add(r.IntN(900))
		in := &ask.ChangesInput{From: from.String(), To: to.String(), Steps: r.IntN(2) == 0, Values: r.IntN(8) == 0}
		if n := 2 + r.IntN(7); r.IntN(2) == 0 {
			in.From, in.To = fmt.Sprintf("%s@%d", in.From, n), fmt.Sprintf("%s@%d", in.To, min(n+r.IntN(2)*r.IntN(4), 8))
		}
		q := &point.Question{AsOf: ascribe.Now, Viewer: []point.Viewer{point.Public, point.Team}[r.IntN(2)]}
		compare(t, func(a *point.App) (any, error) { return apptest.At1(ctx, a, q, ask.Changes, in) }, a, slow)
	}
}

// TestChangesByEntries tells each act of a record by its cause.
func TestChangesByEntries(t *testing.T) {
	a, ctx := loaded(t), context.Background()
	for _, noun := range []ascribe.Noun{
		&ascribe.Incident{ID: "later-2020", Title: "Later"},
		&ascribe.Statement{Subject: "later-2020", Variable: "propaganda", Value: "yes", Source: "cbc-day6-2017", Credibility: "2", ID: "x1"},
		&ascribe.Withdrawal{ID: "w1", Statement: "x1", Kind: ascribe.Strike, Reason: "misread"},
		&ascribe.Withdrawal{ID: "w2", Statement: "w1", Kind: ascribe.Strike, Reason: "it was right"},
		&ascribe.Withdrawal{ID: "w3", Statement: "x1", Kind: ascribe.Correction, Source: "cbc-day6-2017", Reason: "taken back"},
	} {
		if _, err := acts.Add(ctx, a, anna, noun); err != nil {
			t.Fatalf("%T: %v", noun, err)
		}
	}
	last := apptest.Standing(t, a, standingNow).Last
	in := &ask.ChangesInput{From: fmt.Sprint(last - 5), To: fmt.Sprint(last), Steps: true}
	c, err := apptest.At1(ctx, a, standingNow, ask.Changes, in)
	if err != nil {
		fatal(t, err)
	}
	var got []string
	for _, r := range c.Rows {
		got = append(got, fmt.Sprintf("%s +%d %s %s %s %s>%s %s", r.Incident, *r.Entry-last+5, r.Presence, r.Cause, r.Statement, r.Old.Label, r.New.Label, r.Source))
	}
	want := []string{
		"later-2020 +2 began evidence x1 >inspired cbc-day6-2017",
		"later-2020 +3 ceased reading x1 inspired> cbc-day6-2017",
		"later-2020 +4 began reading x1 >inspired cbc-day6-2017",
		"later-2020 +5  correction x1 inspired>undetermined cbc-day6-2017",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	in.Steps = false
	if c, err = apptest.At1(ctx, a, standingNow, ask.Changes, in); err != nil {
		fatal(t, err)
	}
	if len(c.Rows) != 1 || c.Rows[0].Steps != 4 || c.Rows[0].Presence != ask.Began || c.Rows[0].Cause != "correction" || c.Steps != 4 || c.Revised != 1 {
		t.Errorf("%+v", c)
	}
}
