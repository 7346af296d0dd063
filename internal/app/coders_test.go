package app_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app"
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
		q := &app.Question{AsOf: ascribe.Now}
		for _, a.WithoutIndex = range []bool{false, true} {
			list, err := a.List(t.Context(), q, &app.Selection{Where: []app.Condition{{Dimension: "coders", Value: "differ"}}})
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
	page, err := a.Incidents(t.Context(), &app.Question{AsOf: ascribe.Now}, &app.IncidentsPage{Facets: []string{"coders", "outcome"}})
	if err != nil {
		fatal(t, err)
	}
	want := "[{coders [{agree 1} {alone 1} {differ 1}]} {outcome [{foiled 2} {unknown 1}]}]"
	if d := cmp.Diff(want, fmt.Sprint(page.Facets)); d != "" {
		t.Error(d)
	}
}
