package app_test

import (
	"fmt"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// What coders make of one utterance is listed and counted alike by the index and
// incident by incident, also after more was written.
func TestCodersInStore(t *testing.T) {
	a := newApp(t)
	said := func(id, incident, value, coder string) *ascribe.Statement {
		return &ascribe.Statement{
			ID: id, Subject: incident, Variable: "outcome", Value: value, Stance: ascribe.Asserts, Source: "press", Credibility: "2", Coder: coder,
		}
	}
	day, err := ascribe.ParseDate("2020-02-03")
	if err != nil {
		t.Fatal(err)
	}
	write(t, a, []ascribe.Noun{
		&ascribe.Source{ID: "press", Title: "Press", Published: day, Reliability: "B"},
		&ascribe.Incident{ID: "differ", Title: "Two who differ"}, &ascribe.Incident{ID: "agree", Title: "Two who agree"},
		&ascribe.Incident{ID: "alone", Title: "One alone"},
		said("s1", "differ", "completed", "anna"), said("s2", "differ", "foiled", "ben"),
		said("s3", "agree", "foiled", "anna"), said("s4", "agree", "foiled", "ben"),
		said("s5", "alone", "foiled", "anna"), said("s6", "alone", "failed", "anna"),
	})
	check := func(differ string) {
		t.Helper()
		q := &point.Question{AsOf: ascribe.Now, Viewer: point.Team}
		for _, a.WithoutIndex = range []bool{false, true} {
			list, err := apptest.At1(t.Context(), a, q, ask.List, &ask.Selection{Where: []ask.Condition{ask.Is("coders", "differ")}})
			if err != nil {
				fatal(t, err)
			}
			got := ""
			for _, r := range list.Rows {
				got += r.Incident + " "
			}
			if got != differ {
				t.Errorf("without index %t: %q differ, want %q", a.WithoutIndex, got, differ)
			}
		}
		a.WithoutIndex = false
	}
	check("differ ")
	write(t, a, []ascribe.Noun{said("s7", "alone", "foiled", "cleo")})
	check("differ alone ")
	write(t, a, []ascribe.Noun{&ascribe.Withdrawal{ID: "w1", Statement: "s1", Kind: ascribe.Correction, Said: day}})
	check("alone ")
	page, err := apptest.At1(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Incidents, &ask.IncidentsPage{Facets: []string{"coders", "outcome"}})
	if err != nil {
		fatal(t, err)
	}
	want := "[{coders [{agree 1} {alone 1} {differ 1}]} {outcome [{foiled 2} {unknown 1}]}]"
	if d := cmp.Diff(want, fmt.Sprint(page.Facets)); d != "" {
		t.Error(d)
	}
}

// Where coders differ over what was said of an actor or a link is told as of
// incidents; a reader learns of a person who may not be named no id by it.
func TestCodersOfActorsAndLinks(t *testing.T) {
	a := newApp(t)
	said := func(id, subject, variable, value, coder string) *ascribe.Statement {
		return &ascribe.Statement{ID: id, Subject: subject, Variable: variable, Value: value, Stance: ascribe.Asserts, Source: "press", Credibility: "2", Coder: coder}
	}
	denied := said("l2", "l", "contact", "member", "ben")
	denied.Stance = ascribe.Denies
	write(t, a, []ascribe.Noun{
		&ascribe.Source{ID: "press", Title: "Press", Published: dateOf(t, "2020-02-03"), Reliability: "B"},
		&ascribe.Incident{ID: "x", Title: "An attack"},
		&ascribe.Actor{ID: "handler", Kind: ascribe.Person, Name: "A handler"},
		&ascribe.Link{ID: "l", Incident: "x", Actor: "handler", Role: "handler"},
		said("i1", "x", "country", "DE", "anna"),
		said("a1", "handler", "name", "One", "anna"), said("a2", "handler", "name", "Two", "ben"),
		said("l1", "l", "contact", "member", "anna"), denied,
	})
	for _, c := range []struct {
		q           *point.Question
		actor, link string
	}{
		{&point.Question{AsOf: ascribe.Now, Viewer: point.Team}, "[{name press [a1 a2]}]", "[{contact press [l1 l2]}]"},
		{&point.Question{AsOf: ascribe.Now, Viewer: point.Public}, "[{name press [statement-8 statement-9]}]", "[{contact press [statement-10 statement-11]}]"},
		{on(t, "2020-02-02"), "[]", "none"},
	} {
		id := "handler"
		if c.q.Viewer == point.Public {
			id = "person-5"
		}
		one, err := apptest.At1(t.Context(), a, c.q, ask.Actor, id)
		if err != nil {
			fatal(t, err)
		}
		link := "none"
		if len(one.Links) > 0 {
			link = fmt.Sprint(one.Links[0].CodersDiffer)
		}
		if got := fmt.Sprint(one.CodersDiffer); got != c.actor || link != c.link {
			t.Errorf("public %t: of the actor %s, of the link %s, want %s and %s", c.q.Viewer == point.Public, got, link, c.actor, c.link)
		}
		show, err := apptest.At1(t.Context(), a, c.q, ask.Show, "x")
		if err != nil {
			fatal(t, err)
		}
		part := "none"
		if len(show.Links) > 0 {
			part = fmt.Sprint(show.Links[0].CodersDiffer)
		}
		want := "none"
		if c.link != "none" {
			want = c.link[:len(c.link)-1] + " " + c.actor[1:]
		}
		if part != want {
			t.Errorf("public %t: beside the incident %s, want %s", c.q.Viewer == point.Public, part, want)
		}
	}
}

// A variable of the codebook that has the name goes before how far coders
// agree, in the index and incident by incident.
func TestVariableNamedCoders(t *testing.T) {
	a := newApp(t)
	book := adopting(t, "9.0.0", "\nvariables:\n", "\nvariables:\n  coders: {title: Coders, of: [incident], type: code, definition: Who of them attacked., values: {one: {definition: One coder.}, two: {definition: Two coders.}}}\n")
	if _, err := acts.Adopt(t.Context(), a, anna, book); err != nil {
		fatal(t, err)
	}
	write(t, a, []ascribe.Noun{
		&ascribe.Source{ID: "press", Title: "Press", Published: dateOf(t, "2020-02-03"), Reliability: "B"},
		&ascribe.Incident{ID: "x", Title: "An attack"}, &ascribe.Incident{ID: "y", Title: "Another"},
		&ascribe.Statement{ID: "s1", Subject: "x", Variable: "coders", Value: "two", Stance: ascribe.Asserts, Source: "press", Credibility: "2", Coder: "anna"},
		&ascribe.Statement{ID: "s2", Subject: "y", Variable: "country", Value: "DE", Stance: ascribe.Asserts, Source: "press", Credibility: "2", Coder: "anna"},
		&ascribe.Statement{ID: "s3", Subject: "y", Variable: "country", Value: "FR", Stance: ascribe.Asserts, Source: "press", Credibility: "2", Coder: "ben"},
	})
	for _, a.WithoutIndex = range []bool{false, true} {
		count, err := apptest.At2(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Count, []string{"coders"}, nil)
		if err != nil {
			fatal(t, err)
		}
		got := ""
		for _, r := range count.Rows {
			got += fmt.Sprint(r.Values, r.N)
		}
		if got != "[two] 1[unknown] 1" {
			t.Errorf("without index %t: %s", a.WithoutIndex, got)
		}
		list, err := apptest.At1(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.List, &ask.Selection{Where: []ask.Condition{ask.Is("coders", "two")}})
		if err != nil || list.Total != 1 || list.Rows[0].Incident != "x" {
			t.Errorf("without index %t: %+v, %v", a.WithoutIndex, list, err)
		}
	}
}
