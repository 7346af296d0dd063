package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/apptest"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/table"
)

// joinedRecord is a record in which one attack was written down twice, as bridge and as
// overpass: on 10 July a source says that they are one, and on 20 July takes it back.
// The tunnel is another.
func joinedRecord(t *testing.T) *point.App {
	a := newApp(t)
	n := 0
	said := func(subject, variable, value, day, note string) *ascribe.Statement {
		n++
		date, err := ascribe.ParseDate(day)
		if err != nil {
			t.Fatal(err)
		}
		return &ascribe.Statement{ID: fmt.Sprintf("s%d", n), Subject: subject, Variable: variable, Value: value, Stance: ascribe.Asserts, Source: "daily", Said: date, Credibility: "2", Note: note}
	}
	write(t, a, []ascribe.Noun{
		&ascribe.Source{ID: "daily", Title: "Reports", Publisher: "The Daily", Kind: "press", Reliability: "B"},
		&ascribe.Incident{ID: "bridge", Title: "Attack on the bridge"},
		&ascribe.Incident{ID: "overpass", Title: "Stabbing below the overpass"},
		&ascribe.Incident{ID: "tunnel", Title: "Shooting in the tunnel"},
		&ascribe.Actor{ID: "group", Kind: ascribe.Organisation, Name: "The group"},
		&ascribe.Link{ID: "l1", Actor: "group", Incident: "bridge", Role: "claimant"},
		&ascribe.Link{ID: "l2", Actor: "group", Incident: "overpass", Role: "claimant"},
		said("l1", "contact", "member", "2016-07-03", ""), said("l2", "contact", "member", "2016-07-04", ""),
	})
	write(t, a, []ascribe.Noun{
		said("bridge", "propaganda", "yes", "2016-07-02", "a zebra was seen"), said("bridge", "country", "DE", "2016-07-02", ""), said("bridge", "killed", "2", "2016-07-02", ""),
		said("overpass", "contact", "member", "2016-07-03", "and a giraffe"), said("overpass", "country", "DE", "2016-07-03", ""), said("overpass", "location", "48.1 11.5", "2016-07-03", ""),
		said("tunnel", "propaganda", "yes", "2016-07-02", ""), said("tunnel", "country", "FR", "2016-07-02", ""),
	})
	join := said("overpass", "same_as", "bridge", "2016-07-10", "")
	write(t, a, []ascribe.Noun{join})
	date, _ := ascribe.ParseDate("2016-07-20")
	write(t, a, []ascribe.Noun{&ascribe.Withdrawal{ID: "w1", Statement: join.ID, Kind: ascribe.Correction, Said: date, Source: "daily", Reason: "they were two"}})
	return a
}

// TestJoinedIncidentsAreOneEverywhere holds every question that lists or counts to what
// was joined on a day and parted on another, by the index and without it.
func TestJoinedIncidentsAreOneEverywhere(t *testing.T) {
	fast := joinedRecord(t)
	for name, a := range map[string]*point.App{"by the index": fast, "one by one": {Store: fast.Store, WithoutIndex: true}} {
		t.Run(name, func(t *testing.T) {
			for day, joined := range map[string]bool{"2016-07-09": false, "2016-07-10": true, "2016-07-19": true, "2016-07-20": false} {
				q := on(t, day)
				want := []string{"bridge", "overpass", "tunnel"}
				if joined {
					want = []string{"bridge", "tunnel"}
				}
				for what, got := range listings(t, a, q) {
					if !slices.Equal(got, want) {
						t.Errorf("%s, %s: %v, want %v", day, what, got, want)
					}
				}
				counts(t, a, q, len(want))
			}
		})
	}
}

// listings are the incidents that each question lists, by the question.
func listings(t *testing.T, a *point.App, q *point.Question) map[string][]string {
	t.Helper()
	lists := map[string][]string{}
	add := func(what, id string) {
		if !slices.Contains(lists[what], id) {
			lists[what] = append(lists[what], id)
			slices.Sort(lists[what])
		}
	}
	for what, sel := range map[string]*ask.Selection{"list": {}, "all": {All: true}, "sorted": {Sort: "title"}} {
		list, err := apptest.At1(t.Context(), a, q, ask.List, sel)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range list.Rows {
			if add("the "+what, r.Incident); r.Unsaid {
				t.Errorf("nothing was said of %s", r.Incident)
			}
		}
	}
	page, err := apptest.At1(t.Context(), a, q, ask.Incidents, &ask.IncidentsPage{Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range page.Rows {
		add("the page", r.Incident)
	}
	err = a.At(t.Context(), q, func(p *point.Point) error {
		wide, err := ask.Wide(t.Context(), p, &selectAll, nil)
		if err != nil {
			return err
		}
		for row, err := range wide.Rows {
			if err != nil {
				return err
			}
			add("the wide table", row[0].String(table.TypeText))
		}
		spans, err := ask.Spans(t.Context(), p, &selectAll)
		if err != nil {
			return err
		}
		for row, err := range spans.Rows {
			if err != nil {
				return err
			}
			add("the table of spans", row[0].String(table.TypeText))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	graph, err := apptest.At(t.Context(), a, q, ask.Graph)
	if err != nil {
		t.Fatal(err)
	}
	add("the graph", "tunnel") // nobody is linked to it
	for _, i := range graph.Incidents {
		add("the graph", i.Incident)
	}
	if len(graph.Edges) != len(graph.Incidents) || graph.Actors[0].Incidents != len(graph.Incidents) {
		t.Errorf("the graph has %+v", graph)
	}
	return lists
}

// counts holds the numbers to how many there are.
func counts(t *testing.T, a *point.App, q *point.Question, n int) {
	t.Helper()
	count, err := apptest.At2(t.Context(), a, q, ask.Count, []string{"country"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	german := n - 1 // all but the one in France
	if count.Base != n || len(count.Rows) != 2 || count.Rows[0].N != german && count.Rows[1].N != german {
		t.Errorf("the count is %+v", count)
	}
	label, err := apptest.At2(t.Context(), a, q, ask.Count, []string{"label"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, r := range label.Rows {
		total += r.N
	}
	if total != n {
		t.Errorf("the count by label is of %d, want %d", total, n)
	}
	series, err := apptest.At3(t.Context(), a, q, ask.Series, []ascribe.Day{q.AsOf.Known}, "label", nil)
	if err != nil || series.Bases[0].Base != n {
		t.Errorf("the series has %+v, %v", series, err)
	}
	page, err := apptest.At1(t.Context(), a, q, ask.Incidents, &ask.IncidentsPage{Limit: 10, Where: []ask.Condition{ask.Is("country", "DE")}, Facets: []string{"country"}})
	if err != nil || page.Total != german || page.Base != n {
		t.Errorf("the page has %+v, %v", page, err)
	}
	places, err := apptest.At1(t.Context(), a, q, ask.Places, nil)
	if err != nil || places.Total != n || len(places.Rows) != 1 || places.Without != n-1 {
		t.Errorf("the map has %+v, %v", places, err)
	} else if want := map[bool]string{true: "bridge", false: "overpass"}[n == 2]; places.Rows[0].Incident != want {
		t.Errorf("the point is of %s, want %s", places.Rows[0].Incident, want)
	}
	drift, err := apptest.At(t.Context(), a, q, ask.Drift)
	if err != nil || drift.Base != n {
		t.Errorf("the drift is of %+v, %v", drift, err)
	}
	waiting, err := apptest.At2(t.Context(), a, q, ask.Awaiting, nil, 5)
	if err != nil || waiting.Base != n {
		t.Errorf("of %+v it waits, %v", waiting, err)
	}
	now, err := apptest.At3(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Relabelled, q.AsOf.Known, nil, &ask.Paging{})
	if err != nil || now.BaseThen != n || now.Base != 3 {
		t.Errorf("then and now are %+v, %v", now, err)
	}
	actors, err := apptest.At(t.Context(), a, q, ask.Actors)
	if err != nil || actors.Rows[0].Incidents != german {
		t.Errorf("the actors are %+v, %v", actors, err)
	}
	found, err := apptest.At1(t.Context(), a, q, ask.List, &ask.Selection{Search: "zebra giraffe"})
	if err != nil || len(found.Rows) != 3-n {
		t.Errorf("both words are in %+v, %v", found, err)
	}
}

// TestTheIncidentThatIsAnotherLeadsToIt asks for the later of two that are one.
func TestTheIncidentThatIsAnotherLeadsToIt(t *testing.T) {
	a := joinedRecord(t)
	for _, id := range []string{"bridge", "overpass"} {
		whole, err := apptest.At2(t.Context(), a, on(t, "2016-07-12"), ask.Whole, id, "")
		if err != nil {
			t.Fatal(err)
		}
		if whole.Incident != "bridge" || whole.Title != "Attack on the bridge" || len(whole.Same) != 2 || whole.Same[1].Incident != "overpass" ||
			len(whole.SameAs) != 1 || whole.SameAs[0].Source != "daily" || len(whole.Evidence) != 7 || len(whole.Links) != 2 {
			t.Errorf("asked for %s: %+v", id, whole)
		}
		before, err := apptest.At2(t.Context(), a, on(t, "2016-07-09"), ask.Whole, id, "")
		if err != nil || before.Incident != id || before.Same != nil || len(before.Evidence) != 3 || len(before.Links) != 1 {
			t.Errorf("asked for %s before: %+v, %v", id, before, err)
		}
	}
	early := on(t, "2016-07-12")
	early.AsOf.Recorded = 3 // the entry before the one that joined them
	whole, err := apptest.At2(t.Context(), a, early, ask.Whole, "overpass", "")
	if err != nil || whole.Incident != "overpass" {
		t.Errorf("before it was written down: %+v, %v", whole, err)
	}
}

// TestChangesTellOfJoins tells that the later incident ceased to be counted, and began
// again.
func TestChangesTellOfJoins(t *testing.T) {
	a := joinedRecord(t)
	for _, c := range []struct {
		from, to string
		want     []string
	}{
		{"2016-07-09", "2016-07-15", []string{"bridge 2016-07-10 evidence inspired>linked s11", "overpass 2016-07-10 evidence linked> s11 ceased"}},
		{"2016-07-15", "2016-07-25", []string{"bridge 2016-07-20 correction linked>inspired s11", "overpass 2016-07-20 correction >linked s11 began"}},
		{"2016-07-12@3", "2016-07-12@4", []string{"bridge @4 evidence inspired>linked s11", "overpass @4 evidence linked> s11 ceased"}},
		{"2016-07-25@4", "2016-07-25@5", []string{"bridge @5 correction linked>inspired s11", "overpass @5 correction >linked s11 began"}},
	} {
		answer, err := apptest.At1(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Changes, &ask.ChangesInput{From: c.from, To: c.to, Steps: true})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range answer.Rows {
			when := ""
			if r.Day != nil {
				when = r.Day.String()
			} else {
				when = fmt.Sprintf("@%d", *r.Entry)
			}
			got = append(got, strings.TrimSpace(fmt.Sprintf("%s %s %s %s>%s %s %s", r.Incident, when, r.Cause, r.Old.Label, r.New.Label, r.Statement, r.Presence)))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("from %s to %s:\n%q, want\n%q", c.from, c.to, got, c.want)
		}
	}
}
