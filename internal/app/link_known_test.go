package app_test

import (
	"cmp"
	"slices"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// A tie is a link as each of the answers has it.
type tie struct {
	Incident, Actor, Role string
	Dated                 bool
}

func sorted(ties []tie) []tie {
	slices.SortFunc(ties, func(x, y tie) int {
		return cmp.Or(cmp.Compare(x.Incident, y.Incident), cmp.Compare(x.Actor, y.Actor), cmp.Compare(x.Role, y.Role))
	})
	return ties
}

// ties is the links that the pages of the incidents have, after holding that
// those of the actors and the graph have the same.
func ties(t *testing.T, a *point.App, q *point.Question, incidents, actors []string) []tie {
	t.Helper()
	var shown, theirs, drawn []tie
	for _, id := range incidents {
		show, err := apptest.At1(t.Context(), a, q, ask.Show, id)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range show.Links {
			shown = append(shown, tie{id, l.Actor, l.Role, l.Dated})
		}
	}
	counts := map[string]int{}
	for _, id := range actors {
		actor, err := apptest.At1(t.Context(), a, q, ask.Actor, id)
		if err != nil {
			t.Fatal(err)
		}
		in := map[string]bool{}
		for _, l := range actor.Links {
			theirs = append(theirs, tie{l.Incident, l.Actor, l.Role, l.Dated})
			in[l.Incident] = true
			if l.Label == "" {
				t.Errorf("%s as known on %s: the incident %s has no answer", id, q.AsOf.Known, l.Incident)
			}
		}
		counts[id] = len(in)
	}
	graph, err := apptest.At(t.Context(), a, q, ask.Graph)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range graph.Edges {
		drawn = append(drawn, tie{e.Incident, e.Actor, e.Role, e.Dated})
	}
	all, err := apptest.At(t.Context(), a, q, ask.Actors)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all.Rows {
		if r.Incidents != counts[r.Actor] {
			t.Errorf("as known on %s: %s has %d incidents in the list and %d on its page", q.AsOf.Known, r.Actor, r.Incidents, counts[r.Actor])
		}
	}
	for what, list := range map[string][]tie{"actors": theirs, "graph": drawn} {
		if diff := gocmp.Diff(sorted(shown), sorted(list)); diff != "" {
			t.Errorf("as known on %s: incidents and %s differ (-incidents +%s):\n%s", q.AsOf.Known, what, what, diff)
		}
	}
	return shown
}

// TestLinksAreKnownFromTheirStatements: a link shows from the first statement
// about it, as long as one stands, and not before its incident.
func TestLinksAreKnownFromTheirStatements(t *testing.T) {
	a := newApp(t)
	source := func(id, day string) *ascribe.Source {
		d, err := ascribe.ParseDate(day)
		if err != nil {
			t.Fatal(err)
		}
		return &ascribe.Source{ID: id, Title: id, Published: d, Reliability: "F"} // of any grade
	}
	said := func(id, subject, variable, value, source string) *ascribe.Statement {
		return &ascribe.Statement{ID: id, Subject: subject, Variable: variable, Value: value, Stance: ascribe.Raises, Source: source}
	}
	link := func(id, incident string) *ascribe.Link {
		return &ascribe.Link{ID: id, Incident: incident, Actor: "org", Role: id}
	}
	write(t, a, []ascribe.Noun{
		source("first", "2016-07-20"), source("september", "2016-09"), source("late", "2018-01-01"),
		&ascribe.Incident{ID: "early", Title: "Early"}, &ascribe.Incident{ID: "later", Title: "Later"}, &ascribe.Incident{ID: "unsaid", Title: "Unsaid"},
		&ascribe.Actor{ID: "org", Kind: ascribe.Organisation, Name: "Org"},
		link("plain", "early"), link("undated", "early"), link("struck", "early"), link("corrected", "early"),
		link("before", "later"), link("nowhere", "unsaid"),
		said("i1", "early", "country", "DE", "first"), said("i2", "later", "country", "FR", "late"),
		said("s1", "plain", "contact", "member", "september"),
		said("s2", "struck", "contact", "member", "first"),
		said("s3", "corrected", "contact", "member", "first"),
		said("s4", "before", "contact", "member", "first"),
		said("s5", "nowhere", "contact", "member", "first"),
	})
	recorded, err := a.Store.Last(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	write(t, a, []ascribe.Noun{
		&ascribe.Withdrawal{ID: "w1", Statement: "s2", Kind: ascribe.Strike, Reason: "misread"},
		&ascribe.Withdrawal{ID: "w2", Statement: "s3", Kind: ascribe.Correction, Source: "late"},
	})
	for _, tt := range []struct {
		day  string // empty: no limit
		want map[string]bool
	}{
		{"2016-07-19", nil},
		{"2016-07-20", map[string]bool{"corrected": true}},
		{"2016-09-29", map[string]bool{"corrected": true}},
		{"2016-09-30", map[string]bool{"corrected": true, "plain": true}}, // a month counts from its last day
		{"2018-01-01", map[string]bool{"plain": true, "before": true}},
		{"", map[string]bool{"plain": true, "before": true, "undated": false, "struck": false, "corrected": false}},
	} {
		q := &point.Question{AsOf: ascribe.Now, Viewer: point.Team}
		if tt.day != "" {
			q = on(t, tt.day)
		}
		got := map[string]bool{}
		for _, l := range ties(t, a, q, []string{"early", "later", "unsaid"}, []string{"org"}) {
			got[l.Role] = l.Dated
		}
		if len(got) != len(tt.want) {
			t.Errorf("on %q: %v, want %v", tt.day, got, tt.want)
		}
		for role, dated := range tt.want {
			if is, ok := got[role]; !ok || is != dated {
				t.Errorf("on %q: %v, want %v", tt.day, got, tt.want)
			}
		}
	}
	// As recorded before the strike, the link was known.
	q := on(t, "2016-07-20")
	q.AsOf.Recorded = recorded
	if got := ties(t, a, q, []string{"early"}, []string{"org"}); len(got) != 2 {
		t.Errorf("before the strike: %v", got)
	}
}

// TestNoLinkIsKnownBeforeItsDay holds the sample, on each day on which anything
// came out, to the statements about its links.
func TestNoLinkIsKnownBeforeItsDay(t *testing.T) {
	a := loaded(t)
	all, err := apptest.At(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Graph)
	if err != nil {
		t.Fatal(err)
	}
	var incidents, actors []string
	since := map[tie]ascribe.Day{}
	for _, i := range all.Incidents {
		incidents = append(incidents, i.Incident)
		links, err := a.Store.Links(t.Context(), i.Incident)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range links {
			dossier, err := a.Store.Dossier(t.Context(), ascribe.Main, l.Noun.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range dossier.Statements {
				day, l := dossier.Sources[s.Noun.Source].Said(s.Noun.Said).Last(), tie{l.Noun.Incident, l.Noun.Actor, l.Noun.Role, true}
				if first, ok := since[l]; !ok || day < first {
					since[l] = day
				}
			}
		}
	}
	for _, x := range all.Actors {
		actors = append(actors, x.Actor)
	}
	if len(since) != 31 {
		t.Errorf("%d links of the sample are dated, want all 31", len(since))
	}
	if now := ties(t, a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, incidents, actors); len(now) != 31 {
		t.Errorf("%d links, want all 31", len(now))
	}
	days := map[ascribe.Day]bool{}
	for _, day := range since {
		days[day-1], days[day] = true, true
	}
	for day := range days {
		q := &point.Question{AsOf: ascribe.AsOf{Known: day, Recorded: ascribe.Latest}, Viewer: point.Team}
		var want []tie
		for l, from := range since {
			if from <= day {
				want = append(want, l)
			}
		}
		if diff := gocmp.Diff(sorted(want), sorted(ties(t, a, q, incidents, actors))); diff != "" {
			t.Errorf("on %s (-want +got):\n%s", day, diff)
		}
	}
}
