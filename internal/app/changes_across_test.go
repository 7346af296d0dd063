package app_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/apptest"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// putRight is acts that put something right, one an entry, after those that wrote it:
// the last of these is its first entry.
func putRight(t *testing.T, a *point.App) (first int64) {
	t.Helper()
	add(t, a,
		&ascribe.Incident{ID: "quayside", Title: "Attack at the quayside"},
		&ascribe.Incident{ID: "tower", Title: "Attack at a tower"},
		&ascribe.Source{ID: "paper", Title: "A paper", Published: dated(t, "2020-01-02"), Reliability: "B"},
		&ascribe.Source{ID: "gazette", Title: "A gazette", Published: dated(t, "2020-01-03"), Reliability: "B"},
		&ascribe.Statement{ID: "s1", Subject: "quayside", Variable: "propaganda", Value: "yes", Source: "paper", Credibility: "2"},
		&ascribe.Statement{ID: "s2", Subject: "quayside", Variable: "outcome", Value: "completed", Source: "gazette", Credibility: "2"},
		&ascribe.Statement{ID: "s3", Subject: "tower", Variable: "outcome", Value: "completed", Source: "gazette", Credibility: "2"},
	)
	first = lastEntry(t, a)
	strike := func(id string, of ascribe.RecordKind, target string) *ascribe.Withdrawal {
		return &ascribe.Withdrawal{ID: id, Of: of, Target: target, Kind: ascribe.Strike}
	}
	by := anna
	by.Although = true
	for _, noun := range []ascribe.Noun{
		strike("w1", ascribe.RecordSource, "paper"),                                                                      // +1
		&ascribe.Withdrawal{ID: "w2", Statement: "w1", Kind: ascribe.Strike},                                             // +2
		&ascribe.Amendment{ID: "a1", Of: ascribe.RecordSource, Target: "paper", Field: "published", Value: "2020-03-01"}, // +3
		&ascribe.Withdrawal{ID: "w3", Statement: "a1", Kind: ascribe.Strike},                                             // +4
		strike("w4", ascribe.RecordIncident, "quayside"),                                                                 // +5
		&ascribe.Withdrawal{ID: "w5", Statement: "w4", Kind: ascribe.Strike},                                             // +6
		&ascribe.Withdrawal{ID: "w6", Statement: "s1", Kind: ascribe.Strike},                                             // +7
		strike("w7", ascribe.RecordSource, "gazette"),                                                                    // +8
	} {
		if _, err := acts.Add(context.Background(), a, by, noun); err != nil {
			fatal(t, err)
		}
	}
	return first
}

func lastEntry(t *testing.T, a *point.App) int64 {
	t.Helper()
	n, err := a.Store.Last(context.Background())
	if err != nil {
		fatal(t, err)
	}
	return n
}

// TestChangesAcrossWhatWasPutRight tells each strike of a noun and each moved day by
// what it did, and the net of them; and the log of an incident has the same.
func TestChangesAcrossWhatWasPutRight(t *testing.T) {
	ctx := context.Background()
	a := newApp(t)
	first := putRight(t, a)
	rows := func(in ask.ChangesInput, since int64) (list []string) {
		t.Helper()
		c, err := apptest.At1(ctx, a, standingNow, ask.Changes, &in)
		if err != nil {
			fatal(t, err)
		}
		for _, r := range c.Rows {
			var when string
			if r.Entry != nil {
				when = fmt.Sprintf("+%d", *r.Entry-since)
			} else {
				when = r.Day.String()
			}
			list = append(list, fmt.Sprintf("%s %s %s %s %s>%s by %s of %s (%d)", r.Incident, when, r.Presence, r.Cause, r.Old.Label, r.New.Label, r.Statement, r.Source, r.Steps))
		}
		return list
	}
	at := func(day string, n int64) string { return fmt.Sprintf("%s@%d", day, first+n) }
	for _, tt := range []struct {
		in   ask.ChangesInput
		want []string
	}{
		{ask.ChangesInput{From: at("2020-02-01", 0), To: at("2020-02-01", 8), Steps: true}, []string{
			"quayside +1  reading inspired>undetermined by s1 of paper (1)",
			"quayside +2  reading undetermined>inspired by s1 of paper (1)",
			"quayside +3  reading inspired>undetermined by s1 of paper (1)",
			"quayside +4  reading undetermined>inspired by s1 of paper (1)",
			"quayside +5 ceased reading inspired> by s1 of paper (1)",
			"quayside +6 began reading >inspired by s1 of paper (1)",
			"quayside +7  reading inspired>undetermined by s1 of paper (1)",
			"quayside +8 ceased reading undetermined> by s2 of gazette (1)",
			"tower +8 ceased reading undetermined> by s3 of gazette (1)",
		}},
		{ask.ChangesInput{From: at("2020-02-01", 0), To: at("2020-02-01", 8)}, []string{
			"quayside +8 ceased reading inspired> by s2 of gazette (8)",
			"tower +8 ceased reading undetermined> by s3 of gazette (1)",
		}},
		{ask.ChangesInput{From: at("2020-02-01", 0), To: at("2020-02-01", 6)}, nil},
		{ask.ChangesInput{From: at("2020-02-01", 1), To: at("2020-04-01", 3), Steps: true}, []string{
			"quayside +2  reading undetermined>inspired by s1 of paper (1)",
			"quayside +3  reading inspired>undetermined by s1 of paper (1)",
			"quayside 2020-03-01  evidence undetermined>inspired by s1 of paper (1)",
		}},
		{ask.ChangesInput{From: at("2020-01-02", 4), To: at("2020-01-03", 5), Incident: "quayside"}, []string{
			"quayside +5 ceased reading inspired> by s1 of paper (1)",
		}},
	} {
		if diff := cmp.Diff(tt.want, rows(tt.in, first)); diff != "" {
			t.Errorf("from %s to %s:\n%s", tt.in.From, tt.in.To, diff)
		}
	}
	q := point.Question{AsOf: ascribe.AsOf{Known: ascribe.Forever, Recorded: first + 6}, Viewer: point.Team}
	l, err := apptest.At4(ctx, a, &q, ask.Log, ascribe.RecordIncident, "quayside", int64(0), 0)
	if err != nil {
		fatal(t, err)
	}
	var told []string
	for _, r := range l.Rows {
		if r.Entry > first && r.Cause != "" {
			told = append(told, fmt.Sprintf("+%d %s %v %v", r.Entry-first, r.Cause, r.Old != nil, r.New != nil))
		}
	}
	if want := []string{"+1 reading true true", "+2 reading true true", "+5 reading true false", "+6 reading false true"}; !slices.Equal(told, want) {
		t.Errorf("the log has %q, want %q", told, want)
	}
}

// TestNetChangesAreTheEnds holds the net of changes, across whatever was put right, to
// what is held of each incident at both ends.
func TestNetChangesAreTheEnds(t *testing.T) {
	ctx := context.Background()
	a := newApp(t)
	first := putRight(t, a)
	r := rand.New(rand.NewPCG(3, 13))
	days := days(t, "2020-01-01", "2020-01-02", "2020-01-03", "2020-02-01", "2020-03-01", "2020-04-01")
	held := func(day ascribe.Day, entry int64) map[string]string {
		t.Helper()
		q := point.Question{AsOf: ascribe.AsOf{Known: day, Recorded: entry}, Viewer: point.Team}
		l, err := apptest.At1(ctx, a, &q, ask.List, &ask.Selection{})
		if err != nil {
			fatal(t, err)
		}
		labels := map[string]string{}
		for _, x := range l.Rows {
			labels[x.Incident] = fmt.Sprint(x.Label, x.Settled)
		}
		return labels
	}
	for range 60 {
		from, to := r.IntN(len(days)), r.IntN(len(days))
		m, n := first-r.Int64N(3), first+r.Int64N(9)
		from, to = min(from, to), max(from, to)
		in := ask.ChangesInput{From: fmt.Sprintf("%s@%d", days[from], m), To: fmt.Sprintf("%s@%d", days[to], n)}
		c, err := apptest.At1(ctx, a, standingNow, ask.Changes, &in)
		if err != nil {
			fatal(t, err)
		}
		was, is := held(days[from], m), held(days[to], n)
		want := map[string][2]string{}
		for _, id := range []string{"quayside", "tower"} {
			if was[id] != is[id] {
				want[id] = [2]string{was[id], is[id]}
			}
		}
		got := map[string][2]string{}
		for _, row := range c.Rows {
			sides := [2]string{fmt.Sprint(row.Old.Label, row.Old.Settled), fmt.Sprint(row.New.Label, row.New.Settled)}
			if row.Presence == ask.Began {
				sides[0] = ""
			}
			if row.Presence == ask.Ceased {
				sides[1] = ""
			}
			got[row.Incident] = sides
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("from %s to %s:\n%s", in.From, in.To, diff)
		}
	}
}
