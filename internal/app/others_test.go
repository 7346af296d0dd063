package app_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/apptest"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Of the incidents of UCDP's files, one whose dead were revised in the last edition,
// and one that it no longer lists.
const (
	revisedEvent  = "154654"
	droppedEvent  = "155086"
	sameIncident  = "zelenopillya-2014"
	teamConcluded = "2020-01-15"
)

// withOthers is a record with an incident that was said, on a day after the first
// edition, to be the same as three of the dataset, in grades of which the last does
// not count. The statements are those that say so, in their order.
func withOthers(t *testing.T) (a *point.App, statements []string) {
	t.Helper()
	a, _ = withUkraine(t)
	day, err := ascribe.ParseDate(teamConcluded)
	if err != nil {
		t.Fatal(err)
	}
	add(
		t, a,
		&ascribe.Incident{ID: sameIncident, Title: "Rockets at Zelenopillya"},
		&ascribe.Source{ID: "team", Title: "What the team concluded", Published: day, Reliability: "B"},
		&ascribe.Statement{Subject: sameIncident, Variable: "killed", Value: "30", Stance: ascribe.Asserts, Source: "team", Credibility: "2"},
	)
	for _, same := range []struct{ id, credibility string }{{revisedEvent, "2"}, {droppedEvent, "2"}, {"204791", "5"}} {
		said := ascribe.Statement{Source: "team", Credibility: ascribe.Credibility(same.credibility)}
		done, err := acts.Decide(t.Context(), a, anna, &acts.Verdict{One: sameIncident, Other: "ged-ukr:" + same.id, Same: true, Said: said})
		if err != nil {
			fatal(t, err)
		}
		statements = append(statements, done.ID)
	}
	return a, statements
}

func othersAt(t *testing.T, a *point.App, q *point.Question) []ask.Other {
	t.Helper()
	s, err := apptest.At1(t.Context(), a, q, ask.Show, sameIncident)
	if err != nil {
		fatal(t, err)
	}
	return s.Others
}

// What a dataset says stands beside the record, edition by edition, as its files have it.
func TestOthersByEdition(t *testing.T) {
	a, statements := withOthers(t)
	got := othersAt(t, a, everything)
	if len(got) != 2 || got[0].Incident != revisedEvent || got[1].Incident != droppedEvent {
		t.Fatalf("%+v", got)
	}
	for i := range got {
		o := &got[i]
		if o.State != ask.OtherGiven || o.Dataset != "ged-ukr" || o.Title == "" || o.Licence != "CC BY 4.0" || !slices.Equal(o.By, statements[i:i+1]) || len(o.Editions) != len(ukraine) {
			t.Errorf("%+v", o)
		}
		for n, u := range ukraine {
			row := rowOfFile(t, u.edition, o.Incident)
			if e := o.Editions[n]; e.Edition != u.edition || e.Published.String() != u.published || e.Listed != (row != nil) {
				t.Errorf("%s of %s: %+v", u.edition, o.Incident, e)
			}
			for _, column := range []string{"best", "where_coordinates"} {
				if v := valueIn(t, o, column); v.Editions[n] != row[column] {
					t.Errorf("%s of %s in %s is %q, and the file says %q", column, o.Incident, u.edition, v.Editions[n], row[column])
				}
			}
		}
		for column, want := range map[string][2]string{"best": {"killed", "30"}, "where_coordinates": {"place", ""}, "deaths_a": {"", ""}} {
			if v := valueIn(t, o, column); v.Variable != want[0] || v.Record != want[1] {
				t.Errorf("beside %s stands %s %q, want %v", column, v.Variable, v.Record, want)
			}
		}
		alone := func(v ask.OtherValue) bool { return v.Variable == "" }
		if at := slices.IndexFunc(o.Values, alone); slices.ContainsFunc(o.Values[at:], func(v ask.OtherValue) bool { return !alone(v) }) {
			t.Errorf("what stands beside the record is not first: %+v", o.Values)
		}
	}
	if listed := got[1].Editions; !listed[1].Listed || listed[2].Listed {
		t.Errorf("%s is listed in %+v: is it the one that was dropped?", droppedEvent, listed)
	}
}

// They are told as of the point: neither what was said later that it is the same, nor
// editions that came out later, nor what was taken back.
func TestOthersAsOfThePoint(t *testing.T) {
	a, statements := withOthers(t)
	if got := othersAt(t, a, on(t, "2020-01-14")); got != nil {
		t.Errorf("before anybody said so: %+v", got)
	}
	got := othersAt(t, a, on(t, "2020-06-29"))
	if len(got) != 2 || len(got[0].Editions) != 1 || len(valueIn(t, &got[0], "best").Editions) != 1 {
		t.Fatalf("before the second edition: %+v", got)
	}
	if got := othersAt(t, a, on(t, "2020-06-30")); len(got) != 2 || len(got[0].Editions) != 2 {
		t.Errorf("on the day of the second edition: %+v", got)
	}

	before := entries(t, a)
	add(t, a, &ascribe.Withdrawal{Statement: statements[0], Kind: ascribe.Strike, Reason: "another one"})
	said := ascribe.Statement{Source: "team", Credibility: "1"}
	if _, err := acts.Decide(t.Context(), a, anna, &acts.Verdict{One: sameIncident, Other: "ged-ukr:" + droppedEvent, Said: said}); err != nil {
		fatal(t, err)
	}
	if got := othersAt(t, a, everything); got != nil {
		t.Errorf("one was struck, the other is denied by more: %+v", got)
	}
	asBefore := *everything
	asBefore.AsOf.Recorded = before
	if got := othersAt(t, a, &asBefore); len(got) != 2 {
		t.Errorf("as recorded before that: %+v", got)
	}
}

// A casebook from a record that has a dataset brings what names it where there is
// none; and what the record's own codebook is asked under is no matter to the dataset.
func TestOthersElsewhere(t *testing.T) {
	a, _ := withOthers(t)
	got := othersAt(t, elsewhere(t, a), everything)
	if len(got) != 2 || got[0].State != ask.OtherAbsent || got[0].Editions == nil || got[0].Values == nil {
		t.Errorf("%+v", got)
	}
	versioned := *everything
	versioned.Version = "1.1.0"
	if got := othersAt(t, a, &versioned); len(got) != 2 || got[0].State != ask.OtherGiven {
		t.Errorf("under a codebook by its version: %+v", got)
	}
}

func valueIn(t *testing.T, o *ask.Other, column string) ask.OtherValue {
	t.Helper()
	at := slices.IndexFunc(o.Values, func(v ask.OtherValue) bool { return v.Column == column })
	if at < 0 {
		t.Fatalf("%s has no column %s", o.Incident, column)
	}
	return o.Values[at]
}

// entries is how many there are.
func entries(t *testing.T, a *point.App) (n int64) {
	t.Helper()
	if err := a.Here(t.Context(), point.Team, func(p *point.Point) error { n = p.Last; return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}

// rowOfFile is the row of an event as the file has it, nil where it does not.
func rowOfFile(t *testing.T, edition, id string) map[string]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(ukraineFile(t, edition))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := slices.Index(rows[0], "id")
	for _, row := range rows[1:] {
		if row[at] != id {
			continue
		}
		cells := map[string]string{}
		for i, column := range rows[0] {
			cells[strings.ToLower(column)] = row[i]
		}
		return cells
	}
	return nil
}
