package app_test

import (
	"context"
	"slices"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
)

// TestArticle holds the four cases that the project started from to what could
// be known of them on the day.
func TestArticle(t *testing.T) {
	a := loaded(t)
	for _, tt := range []struct {
		incident, known string
		want            ascribe.Outcome
		settled         bool
		anySettled      bool   // settled or not is not the point
		could           string // a label that it could become
		open            string // a variable among the open questions
	}{
		{incident: "wuerzburg-train-2016", known: "2016-07-20", want: ascribe.Outcome{Label: "inspired"}, could: "remote_controlled"},
		{incident: "wuerzburg-train-2016", known: "2016-08-15", want: ascribe.Outcome{Label: "undetermined"}, could: "remote_controlled", open: "contact"},
		{incident: "wuerzburg-train-2016", known: "2016-10-15", want: ascribe.Outcome{Label: "remote_controlled", Level: "unspecified"}, anySettled: true},
		{incident: "westminster-2017", known: "2017-03-24", want: ascribe.Outcome{Label: "undetermined"}, open: "contact"},
		{incident: "hyderabad-cell-2016", known: "2017-03-31", want: ascribe.Outcome{Label: "remote_controlled", Level: "full_control"}, anySettled: true},
		{incident: "paris-november-2015", known: "2017-03-31", want: ascribe.Outcome{Label: "directed"}, settled: true},
	} {
		t.Run(tt.incident+" "+tt.known, func(t *testing.T) {
			show, err := apptest.At1(context.Background(), a, on(t, tt.known), ask.Show, tt.incident)
			if err != nil {
				fatal(t, err)
			}
			if show.Outcome != tt.want {
				t.Errorf("it is %v, want %v", show.Outcome, tt.want)
			}
			if !tt.anySettled && show.Settled != tt.settled {
				t.Errorf("settled is %t, want %t", show.Settled, tt.settled)
			}
			if tt.could != "" && !slices.ContainsFunc(show.CouldBecome, func(p ascribe.Possibility) bool { return p.Label == tt.could }) {
				t.Errorf("it could become %v, want %s among them", show.CouldBecome, tt.could)
			}
			if tt.open != "" && !slices.ContainsFunc(show.OpenQuestions, func(q ascribe.OpenQuestion) bool { return q.Variable == tt.open }) {
				t.Errorf("open questions are %v, want %s among them", show.OpenQuestions, tt.open)
			}
		})
	}
}

// TestUnidentifiedContact: in August 2016 two-way contact was known, and who
// was at the other end was not.
func TestUnidentifiedContact(t *testing.T) {
	show, err := apptest.At1(context.Background(), loaded(t), on(t, "2016-08-15"), ask.Show, "wuerzburg-train-2016")
	if err != nil {
		fatal(t, err)
	}
	i := slices.IndexFunc(show.Variables, func(f ascribe.Finding) bool { return f.Variable == "contact" })
	if i < 0 || !slices.Equal(show.Variables[i].Values, []string{"unidentified"}) {
		t.Fatalf("contact is %+v", show.Variables[i])
	}
}

// TestClaimMovesNothing: the day after Westminster a claim was all there was.
func TestClaimMovesNothing(t *testing.T) {
	show, err := apptest.At1(context.Background(), loaded(t), on(t, "2017-03-24"), ask.Show, "westminster-2017")
	if err != nil {
		fatal(t, err)
	}
	if !slices.ContainsFunc(show.Evidence, func(e disclose.Evidence) bool { return e.Variable == "claim" && e.Value == "made" }) {
		t.Error("the claim is not on record")
	}
	if show.Grade != 0 || len(show.Reasons) != 1 || len(show.Reasons[0].Variables) != 0 {
		t.Errorf("the label rests on %+v", show.Reasons)
	}
}
