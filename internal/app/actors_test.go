package app_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

func public(q *point.Question) *point.Question {
	q.Viewer = point.Public
	return q
}

func rowOf(t *testing.T, rows []ask.ActorRow, name string) *ask.ActorRow {
	t.Helper()
	i := slices.IndexFunc(rows, func(r ask.ActorRow) bool { return r.Name == name || r.Actor == name })
	if i < 0 {
		t.Fatalf("%s is not among the actors %+v", name, rows)
	}
	return &rows[i]
}

func TestActors(t *testing.T) {
	a := loaded(t)
	all, err := apptest.At(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Actors)
	if err != nil {
		t.Fatal(err)
	}
	if len(all.Rows) != 17 {
		t.Errorf("%d actors, want 17", len(all.Rows))
	}
	if first := all.Rows[0]; first.Actor != "islamic-state" || first.Incidents != 9 || first.Roles[0] != (ask.RoleCount{Role: "claimant", Incidents: 7}) {
		t.Errorf("first is %+v", first)
	}
	kassim := rowOf(t, all.Rows, "rachid-kassim")
	if kassim.Name != "Rachid Kassim" || !kassim.Named || kassim.Incidents != 4 || kassim.Statements != 1 {
		t.Errorf("kassim is %+v", kassim)
	}
	// Before the first of them was attacked, nobody is linked to anything.
	early, err := apptest.At(t.Context(), a, on(t, "2000-01-01"), ask.Actors)
	if err != nil || len(early.Rows) != 0 {
		t.Errorf("early: %+v, %v", early.Rows, err)
	}
}

func TestPersonsAppearByRole(t *testing.T) {
	a := loaded(t)
	all, err := apptest.At(t.Context(), a, public(&point.Question{AsOf: ascribe.Now, Viewer: point.Team}), ask.Actors)
	if err != nil {
		t.Fatal(err)
	}
	if kassim := rowOf(t, all.Rows, "rachid-kassim"); kassim.Name != "Rachid Kassim" {
		t.Errorf("kassim is dead, and shown as %+v", kassim)
	}
	// He was not known to be dead a month before.
	before, err := apptest.At(t.Context(), a, public(on(t, "2017-01-01")), ask.Actors)
	if err != nil {
		t.Fatal(err)
	}
	kassim := rowOf(t, before.Rows, "a handler, a recruiter")
	if kassim.Named || kassim.Incidents != 2 {
		t.Errorf("kassim is %+v", kassim)
	}
	for _, q := range []*point.Question{public(on(t, "2017-01-01")), public(&point.Question{AsOf: ascribe.Now, Viewer: point.Team})} {
		one, err := apptest.At1(t.Context(), a, q, ask.Actor, kassim.Actor)
		if err != nil {
			t.Fatal(err)
		}
		links := 2 // of the others nothing had been said yet
		if q.AsOf.Known == ascribe.Forever {
			links = 4
		}
		if want := q.AsOf.Known == ascribe.Forever; one.Named != want || strings.Contains(one.Name, "Kassim") != want || len(one.Links) != links {
			t.Errorf("%s on %s is %+v", kassim.Actor, q.AsOf.Known, one.Reference)
		}
	}
	if one, err := apptest.At1(t.Context(), a, public(on(t, "2017-01-01")), ask.Actor, "rachid-kassim"); err != nil || one.Actor != kassim.Actor {
		t.Errorf("by an id that may be known today: %+v, %v", one, err)
	}
	if _, err := apptest.At1(t.Context(), a, public(&point.Question{AsOf: ascribe.Now, Viewer: point.Team}), ask.Actor, "ansbach-handler"); ascribe.KindOf(err) != ascribe.ErrNotFound {
		t.Errorf("the id of a person who may not be named is found: %v", err)
	}
}

// secret is a store with a person who may not be named, whose ids tell the name.
func secret(t *testing.T) *point.App {
	t.Helper()
	a := newApp(t)
	date := func(s string) ascribe.Date {
		d, err := ascribe.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	statement := func(id, subject, variable, value string) *ascribe.Statement {
		return &ascribe.Statement{
			ID: id, Subject: subject, Variable: variable, Value: value, Stance: ascribe.Asserts, Source: "court", Credibility: "2",
			Note: "Doe said so", Locator: "Doe, ¶ 4",
		}
	}
	write(t, a, []ascribe.Noun{
		&ascribe.Source{ID: "court", Title: "A judgment", Published: date("2016-07-20"), Reliability: "B"},
		&ascribe.Source{ID: "later", Title: "A retraction", Published: date("2018-01-01"), Reliability: "B"},
		&ascribe.Incident{ID: "station-2016", Title: "Station"},
		&ascribe.Actor{ID: "john-doe", Kind: ascribe.Person, Name: "John Doe"},
		&ascribe.Actor{ID: "doe-alias", Kind: ascribe.Persona, Name: "@screen"},
		&ascribe.Link{ID: "l-doe", Incident: "station-2016", Actor: "john-doe", Role: "handler"},
		&ascribe.Link{ID: "l-screen", Incident: "station-2016", Actor: "doe-alias", Role: "recruiter"},
		statement("i1", "station-2016", "country", "DE"),
		statement("doe-name", "john-doe", "name", "John Doe"),
		statement("doe-alias-1", "john-doe", "alias", "Johnny Doe"),
		statement("doe-same", "doe-alias", "same_as", "john-doe"),
		statement("doe-contact", "l-doe", "contact", "member_remotely"),
	})
	return a
}

// Nothing in what readers get tells the name: neither names nor ids, notes,
// aliases, or the value of a statement that somebody is the same.
func TestNoAnswerTellsTheName(t *testing.T) {
	a := secret(t)
	q := public(&point.Question{AsOf: ascribe.Now, Viewer: point.Team})
	actors, err := apptest.At(t.Context(), a, q, ask.Actors)
	if err != nil {
		t.Fatal(err)
	}
	one, err := apptest.At1(t.Context(), a, q, ask.Actor, "person-6")
	if err != nil {
		t.Fatal(err)
	}
	graph, err := apptest.At(t.Context(), a, q, ask.Graph)
	if err != nil {
		t.Fatal(err)
	}
	show, err := apptest.At1(t.Context(), a, q, ask.Show, "station-2016")
	if err != nil {
		t.Fatal(err)
	}
	for _, answer := range []any{actors, one.Evidence, one.Findings, one.Links, one.Aliases, one.SameAs, graph, show.Links} {
		text, err := json.Marshal(answer)
		if err != nil {
			t.Fatal(err)
		}
		// The persona is public by its name and id.
		for _, tell := range []string{"John", "Johnny", "john-doe", "l-doe", "Doe"} {
			if strings.Contains(string(text), tell) {
				t.Errorf("%T tells %q: %s", answer, tell, text)
			}
		}
	}
	if len(show.Links) != 2 || show.Links[0].Name != "a handler" || len(show.Links[0].Known) == 0 {
		t.Errorf("links %+v", show.Links)
	}
	team, err := apptest.At1(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Actor, "john-doe")
	if err != nil || team.Name != "John Doe" || len(team.Aliases) != 1 || team.Aliases[0].Value != "Johnny Doe" || team.Aliases[0].Source != "court" {
		t.Errorf("to the team: %+v, %v", team, err)
	}
}

func TestSameAsJoinsAndItsWithdrawalSplits(t *testing.T) {
	a := secret(t)
	before, err := a.Store.Last(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	now := func() *ask.ActorsAnswer {
		all, err := apptest.At(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Actors)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	if rows := now().Rows; len(rows) != 1 || len(rows[0].Same) != 2 || rows[0].Incidents != 1 || len(rows[0].Roles) != 2 {
		t.Fatalf("they are one: %+v", rows)
	}
	if all, err := apptest.At(t.Context(), a, on(t, "2016-07-19"), ask.Actors); err != nil || len(all.Rows) != 0 {
		t.Errorf("nothing was said before: %+v, %v", all.Rows, err)
	}
	write(t, a, []ascribe.Noun{&ascribe.Withdrawal{ID: "w", Statement: "doe-same", Kind: ascribe.Correction, Source: "later"}})
	if rows := now().Rows; len(rows) != 2 || len(rows[0].Same) != 0 {
		t.Errorf("they are two again: %+v", rows)
	}
	if one, err := apptest.At1(t.Context(), a, on(t, "2017-12-31"), ask.Actor, "john-doe"); err != nil || len(one.Same) != 2 || len(one.SameAs) != 1 {
		t.Errorf("they were one until the correction: %+v, %v", one, err)
	}
	if one, err := apptest.At1(t.Context(), a, &point.Question{AsOf: ascribe.AsOf{Known: ascribe.Forever, Recorded: before}, Viewer: point.Team}, ask.Actor, "john-doe"); err != nil || len(one.Same) != 2 {
		t.Errorf("they were one in the record: %+v, %v", one, err)
	}
}

// TestSameAsIsDeniedFromEitherSide has a later source deny it of the other one.
func TestSameAsIsDeniedFromEitherSide(t *testing.T) {
	a := secret(t)
	write(t, a, []ascribe.Noun{&ascribe.Statement{
		ID: "doe-other", Subject: "john-doe", Variable: "same_as", Value: "doe-alias", Stance: ascribe.Denies, Source: "later", Credibility: "2",
	}})
	for day, want := range map[string]int{"2017-12-31": 2, "2018-01-01": 0} {
		one, err := apptest.At1(t.Context(), a, on(t, day), ask.Actor, "john-doe")
		if err != nil || len(one.Same) != want {
			t.Errorf("on %s: %+v, %v", day, one.Same, err)
		}
	}
}

func TestGraph(t *testing.T) {
	a := loaded(t)
	g, err := apptest.At(t.Context(), a, public(&point.Question{AsOf: ascribe.Now, Viewer: point.Team}), ask.Graph)
	if err != nil {
		t.Fatal(err)
	}
	if len(g.Edges) != 31 || len(g.Actors) != 17 || len(g.Incidents) != 26 {
		t.Errorf("%d edges, %d actors, %d incidents", len(g.Edges), len(g.Actors), len(g.Incidents))
	}
	for _, e := range g.Edges {
		if !slices.ContainsFunc(g.Actors, func(n ask.GraphNode) bool { return n.Actor == e.Actor }) ||
			!slices.ContainsFunc(g.Incidents, func(n disclose.Linked) bool { return n.Incident == e.Incident && n.Title != "" && n.Label != "" }) {
			t.Errorf("the edge %+v has no ends", e)
		}
	}
}
