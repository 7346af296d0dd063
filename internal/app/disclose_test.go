package app_test

import (
	"fmt"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// suspected is a codebook whose table compares persons, by an id in so many
// words.
const suspected = `format: 2
codebook: suspects
version: "%d"
variables:
  %s: {type: id, of: [incident]%s}
  likely: {type: id, of: [incident]}
  named: {role: may_be_named, of: [actor], values: {"yes": {}, "no": {}}}
labels:
  theirs: {}
  same: {}
  others: {}
rows:
  - {id: one, label: theirs, when: %[2]s == "quiet-one"}
  - {id: two, label: same, when: %[2]s == likely}
  - {id: three, label: others}
`

// A label that hangs on who somebody is is the same for the public on an
// incident's page and in every count, list and history; and told to the team.
func TestLabelsThatReadPersons(t *testing.T) {
	a := newApp(t)
	adopt := func(version int, variable, was string) {
		t.Helper()
		text := fmt.Appendf(nil, suspected, version, variable, was)
		if _, err := acts.Adopt(t.Context(), a, anna, point.File{Name: "suspects.yaml", Text: text}); err != nil {
			fatal(t, err)
		}
	}
	adopt(1, "suspect", "")
	said := func(id, incident, variable, value string) *ascribe.Statement {
		return &ascribe.Statement{ID: id, Subject: incident, Variable: variable, Value: value, Stance: ascribe.Asserts, Source: "press", Credibility: "2"}
	}
	write(t, a, []ascribe.Noun{
		&ascribe.Source{ID: "press", Title: "Press", Published: ascribe.OnDay(on(t, "2020-02-03").AsOf.Known), Reliability: "B"},
		&ascribe.Actor{ID: "quiet-one", Kind: ascribe.Person, Name: "Somebody"}, &ascribe.Actor{ID: "known-one", Kind: ascribe.Person, Name: "Somebody else"},
		said("s0", "known-one", "named", "yes"),
		&ascribe.Incident{ID: "a", Title: "A"}, &ascribe.Incident{ID: "b", Title: "B"}, &ascribe.Incident{ID: "c", Title: "C"},
		said("s1", "a", "suspect", "quiet-one"), said("s2", "a", "likely", "quiet-one"),
		said("s3", "b", "suspect", "known-one"), said("s4", "b", "likely", "known-one"),
		said("s5", "c", "suspect", "quiet-one"), said("s6", "c", "likely", "known-one"),
	})
	check := func(q *point.Question, want map[string]string) {
		t.Helper()
		counted := map[string]int{}
		for incident, label := range want {
			counted[label]++
			page, err := apptest.At1(t.Context(), a, q, ask.Show, incident)
			if err != nil {
				fatal(t, err)
			}
			if page.Label != label {
				t.Errorf("public %t, the page of %s: %s, want %s", q.Viewer == point.Public, incident, page.Label, label)
			}
		}
		list, err := apptest.At1(t.Context(), a, q, ask.List, &ask.Selection{})
		if err != nil {
			fatal(t, err)
		}
		for _, row := range list.Rows {
			if row.Label != want[row.Incident] {
				t.Errorf("public %t, the list: %s is %s, want %s", q.Viewer == point.Public, row.Incident, row.Label, want[row.Incident])
			}
		}
		pages, err := apptest.At1(t.Context(), a, q, ask.Incidents, &ask.IncidentsPage{})
		if err != nil {
			fatal(t, err)
		}
		for _, row := range pages.Rows {
			if row.Label != want[row.Incident] {
				t.Errorf("public %t, the page of all: %s is %s, want %s", q.Viewer == point.Public, row.Incident, row.Label, want[row.Incident])
			}
		}
		count, err := apptest.At2(t.Context(), a, q, ask.Count, []string{"label"}, nil)
		if err != nil {
			fatal(t, err)
		}
		for _, row := range count.Rows {
			if row.N != counted[row.Values[0]] {
				t.Errorf("public %t: %d are counted as %s, want %d", q.Viewer == point.Public, row.N, row.Values[0], counted[row.Values[0]])
			}
		}
	}
	now := func() *point.Question { return &point.Question{AsOf: ascribe.Now, Viewer: point.Team} }
	both := func() {
		t.Helper()
		for _, a.WithoutIndex = range []bool{true, false} {
			check(now(), map[string]string{"a": "theirs", "b": "same", "c": "theirs"})
			check(public(now()), map[string]string{"a": "same", "b": "same", "c": "others"})
		}
	}
	both()
	adopt(2, "the_suspect", ", was: [suspect]") // what was coded has the old name
	both()
	d, err := apptest.At4(t.Context(), a, public(now()), ask.DiffVersions, "1", "2", "", 9)
	if err != nil {
		fatal(t, err)
	}
	if d.Total != 0 || d.Base != 3 {
		t.Errorf("between two versions that say the same, %d of %d labels differ", d.Total, d.Base)
	}
}
