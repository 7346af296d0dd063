package app_test

import (
	"bytes"
	"context"
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/table"
)

// read is a table's rows, by the names of the columns.
func read(t testing.TB, tab *table.Table, err error) (rows []map[string]string) {
	t.Helper()
	if err != nil {
		fatal(t, err)
	}
	for row, err := range tab.Rows {
		if err != nil {
			fatal(t, err)
		}
		if len(row) != len(tab.Columns) {
			t.Fatalf("a row of %s has %d cells, and there are %d columns", tab.Name, len(row), len(tab.Columns))
		}
		cells := map[string]string{}
		for i, c := range tab.Columns {
			cells[c.Name] = row[i].String(c.Type)
		}
		if len(cells) != len(row) {
			t.Fatalf("two columns of %s have one name: %v", tab.Name, tab.Names())
		}
		rows = append(rows, cells)
	}
	return rows
}

// TestWide: a row says what the page of its incident says, on each day.
func TestWide(t *testing.T) {
	a := loaded(t)
	for _, day := range []string{"", "2016-07-20", "2017-06-30"} {
		q := &point.Question{AsOf: ascribe.Now, Viewer: point.Team}
		if day != "" {
			q = on(t, day)
		}
		list, err := ask.List(t.Context(), apptest.Standing(t, a, q), &ask.Selection{})
		if err != nil {
			fatal(t, err)
		}
		tab, err := ask.Wide(t.Context(), apptest.Standing(t, a, q), &ask.Selection{}, []string{ask.WithState, ask.WithGrade, ask.WithCounts})
		rows := read(t, tab, err)
		if len(rows) != len(list.Rows) || len(rows) < 5 {
			t.Fatalf("%s: %d rows of %d incidents", day, len(rows), len(list.Rows))
		}
		for i, got := range rows {
			x, err := ask.Show(t.Context(), apptest.Standing(t, a, q), list.Rows[i].Incident)
			if err != nil {
				fatal(t, err)
			}
			for column, want := range wideRow(x) {
				if got[column] != want {
					t.Errorf("%s, %s: %s is %q, want %q", day, x.Incident, column, got[column], want)
				}
			}
		}
	}
}

// wideRow is what the page of an incident has for the wide table.
func wideRow(x *ask.ShowAnswer) map[string]string {
	row := map[string]string{
		"id": x.Incident, "title": x.Title, "label": x.Label, "level": x.Level, "settled": map[bool]string{true: "yes", false: "no"}[x.Settled],
		"grade": x.Grade.String(), "independent_sources": strconv.Itoa(x.IndependentSources),
	}
	var could, open []string
	for _, c := range x.CouldBecome {
		could = append(could, strings.TrimSuffix(c.Label+"/"+c.Level, "/"))
	}
	for _, o := range x.OpenQuestions {
		open = append(open, o.Variable)
	}
	row["could_become"], row["open_questions"] = strings.Join(could, ";"), strings.Join(open, ";")
	for _, f := range x.Variables {
		switch f.Variable {
		case "name", "alias", "may_be_named", "part": // of actors and links
			continue
		case "date", "killed", "injured", "attackers_number", "tools_number", "claim_hours", "location":
			if f.State != ascribe.StateKnown {
				f.Value = ""
			}
		}
		row[f.Variable] = f.Value
		row[f.Variable+"_state"], row[f.Variable+"_grade"] = string(f.State), f.Grade.String()
		row[f.Variable+"_for"], row[f.Variable+"_against"] = strconv.Itoa(len(f.Statements)), strconv.Itoa(len(f.Against))
	}
	return row
}

// TestLong: each statement that a page shows is a row, and those for and against
// a value are the page's.
func TestLong(t *testing.T) {
	a := loaded(t)
	q := on(t, "2016-12-31")
	tab, err := ask.Long(t.Context(), apptest.Standing(t, a, q), &ask.Selection{})
	rows := read(t, tab, err)
	byID := map[string]map[string]string{}
	for _, r := range rows {
		byID[r["id"]] = r
	}
	list, err := ask.List(t.Context(), apptest.Standing(t, a, q), &ask.Selection{})
	if err != nil {
		fatal(t, err)
	}
	said := 0
	for _, incident := range list.Rows {
		x, err := ask.Show(t.Context(), apptest.Standing(t, a, q), incident.Incident)
		if err != nil {
			fatal(t, err)
		}
		for _, e := range x.Evidence {
			said++
			r := byID[e.Statement]
			want := map[string]string{"subject": x.Incident, "subject_kind": "incident", "variable": e.Variable, "value": e.Value, "stance": string(e.Stance), "source": e.Source, "grade": e.Grade.String(), "quote": e.Quote}
			for column, value := range want {
				if r[column] != value {
					t.Errorf("%s of %s is %q, want %q", column, e.Statement, r[column], value)
				}
			}
			if !e.Adequate && r["became"] != "inadequate" && r["became"] != "corrected" && r["became"] != "uncoded" {
				t.Errorf("%s cannot count, and became %s", e.Statement, r["became"])
			}
		}
		for _, f := range x.Variables {
			picked := 0
			for _, id := range f.Statements {
				if b := byID[id]["became"]; b != "picked" && b != "for" {
					t.Errorf("%s is for %s of %s, and became %s", id, f.Variable, x.Incident, b)
				} else if b == "picked" {
					picked++
				}
			}
			if len(f.Values) > 0 && picked == 0 {
				t.Errorf("%s of %s is %s, and nothing is picked", f.Variable, x.Incident, f.Value)
			}
			for _, id := range f.Against {
				if b := byID[id]["became"]; b != "against" {
					t.Errorf("%s is against %s of %s, and became %s", id, f.Variable, x.Incident, b)
				}
			}
		}
	}
	others := 0
	for _, r := range rows {
		if r["subject_kind"] != "incident" {
			others++
		}
	}
	if said < 100 || len(rows) != said+others || others == 0 {
		t.Errorf("%d rows of %d statements about incidents and %d others", len(rows), said, others)
	}
}

// TestSpans: the rows of an incident are its history.
func TestSpans(t *testing.T) {
	a := loaded(t)
	for _, day := range []string{"", "2016-12-31"} {
		q := &point.Question{AsOf: ascribe.Now, Viewer: point.Team}
		if day != "" {
			q = on(t, day)
		}
		tab, err := ask.Spans(t.Context(), apptest.Standing(t, a, q), &ask.Selection{Where: []ask.Condition{ask.Is("country", "DE")}})
		rows := read(t, tab, err)
		at := 0
		for at < len(rows) {
			id := rows[at]["incident"]
			h, err := ask.History(t.Context(), apptest.Standing(t, a, q), id)
			if err != nil {
				fatal(t, err)
			}
			for i, s := range h.Spans {
				if q.AsOf.Known < s.From {
					break
				}
				got := rows[at]
				want := map[string]string{
					"incident": id, "n": strconv.Itoa(i + 1), "from": s.From.String(), "start": strconv.Itoa(s.From.Sub(h.Spans[0].From)),
					"label": s.Label, "level": s.Level, "because": s.Because.Statement, "because_source": s.Because.Source,
				}
				if s.To < ascribe.Forever && s.To <= q.AsOf.Known {
					want["open"], want["to"], want["stop"] = "no", s.To.String(), strconv.Itoa(s.To.Sub(h.Spans[0].From))
				} else {
					want["open"], want["to"], want["stop"] = "yes", "", ""
					if day != "" {
						want["stop"] = strconv.Itoa(q.AsOf.Known.Sub(h.Spans[0].From))
					}
				}
				for column, value := range want {
					if got[column] != value {
						t.Errorf("%s, span %d of %s: %s is %q, want %q", day, i+1, id, column, got[column], value)
					}
				}
				at++
			}
		}
		if at < 3 {
			t.Errorf("%s: only %d spans", day, at)
		}
	}
}

// TestTablesOfOthers: sources, links and actors are those of the lists.
func TestTablesOfOthers(t *testing.T) {
	a := loaded(t)
	q := on(t, "2017-12-31")
	sources, err := ask.Sources(t.Context(), apptest.Standing(t, a, q))
	if err != nil {
		fatal(t, err)
	}
	tab, err := ask.WideSources(t.Context(), apptest.Standing(t, a, q))
	rows := read(t, tab, err)
	if len(rows) != len(sources.Rows) || len(rows) < 50 {
		t.Fatalf("%d rows of %d sources", len(rows), len(sources.Rows))
	}
	for i, s := range sources.Rows {
		got := []string{rows[i]["id"], rows[i]["published"], rows[i]["reliability"], rows[i]["rests_on"], rows[i]["statements"], rows[i]["incidents"]}
		want := []string{s.Source, s.Published.String(), string(s.Reliability), strings.Join(s.RestsOn, ";"), strconv.Itoa(s.Statements), strconv.Itoa(s.Incidents)}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
	list, err := ask.Bibliography(t.Context(), apptest.Standing(t, a, q))
	if err != nil {
		fatal(t, err)
	}
	n := 0
	for s, err := range list {
		if err != nil || s.ID != sources.Rows[n].Source || s.Reliability != sources.Rows[n].Reliability {
			t.Errorf("source %d is %v, %v", n, s, err)
		}
		n++
	}
	graph, err := ask.Graph(t.Context(), apptest.Standing(t, a, q))
	if err != nil {
		fatal(t, err)
	}
	tab, err = ask.WideLinks(t.Context(), apptest.Standing(t, a, q))
	links := read(t, tab, err)
	if len(links) != len(graph.Edges) || len(links) < 10 {
		t.Errorf("%d rows of %d links", len(links), len(graph.Edges))
	}
	tab, err = ask.WideActors(t.Context(), apptest.Standing(t, a, q))
	actors := read(t, tab, err)
	all, err := ask.Actors(t.Context(), apptest.Standing(t, a, q))
	if err != nil || len(actors) != len(all.Rows) {
		t.Errorf("%d rows of %d actors, %v", len(actors), len(all.Rows), err)
	}
}

// TestNoTableTellsAName: what the public is given has no name, and no id, of
// who may not be named.
func TestNoTableTellsAName(t *testing.T) {
	a := loaded(t)
	for _, q := range []*point.Question{{AsOf: ascribe.Now, Viewer: point.Team}, on(t, "2016-10-01")} {
		actors, err := ask.Actors(t.Context(), apptest.Standing(t, a, q))
		if err != nil {
			fatal(t, err)
		}
		var hidden []string
		for _, r := range actors.Rows {
			if !r.Named {
				hidden = append(hidden, r.Actor, r.Name)
			}
		}
		if len(hidden) == 0 {
			t.Fatal("everybody may be named")
		}
		team, everyone := leaving(t, a, q), leaving(t, a, public(q))
		for _, secret := range hidden {
			if !strings.Contains(team, secret) {
				t.Errorf("the team is not told %s", secret)
			}
			if strings.Contains(everyone, secret) {
				t.Errorf("the public is told %s", secret)
			}
		}
	}
}

// leaving is all tables of a question as text.
func leaving(t *testing.T, a *point.App, q *point.Question) string {
	t.Helper()
	var b bytes.Buffer
	for _, make := range []func() (*table.Table, error){
		func() (*table.Table, error) {
			return ask.Wide(t.Context(), apptest.Standing(t, a, q), &ask.Selection{}, nil)
		},
		func() (*table.Table, error) {
			return ask.Long(t.Context(), apptest.Standing(t, a, q), &ask.Selection{})
		},
		func() (*table.Table, error) {
			return ask.Spans(t.Context(), apptest.Standing(t, a, q), &ask.Selection{})
		},
		func() (*table.Table, error) { return ask.WideLinks(t.Context(), apptest.Standing(t, a, q)) },
		func() (*table.Table, error) { return ask.WideActors(t.Context(), apptest.Standing(t, a, q)) },
	} {
		tab, err := make()
		if err != nil {
			fatal(t, err)
		}
		if err := table.ByName(table.Formats, "jsonl").Write(&b, tab); err != nil {
			fatal(t, err)
		}
	}
	n, err := ask.Network(t.Context(), apptest.Standing(t, a, q))
	if err != nil {
		fatal(t, err)
	}
	if err := n.WriteGraphML(&b); err != nil {
		fatal(t, err)
	}
	return b.String()
}

// TestStruckStatements: the team's table has them, and the public's does not.
func TestStruckStatements(t *testing.T) {
	a := loaded(t)
	q := &point.Question{AsOf: ascribe.Now, Viewer: point.Team}
	tab, err := ask.Long(t.Context(), apptest.Standing(t, a, q), &ask.Selection{})
	id := read(t, tab, err)[0]["id"]
	write(t, a, []ascribe.Noun{&ascribe.Withdrawal{ID: "w-struck", Statement: id, Kind: ascribe.Strike, Reason: "misread"}})
	became := func(q *point.Question) string {
		tab, err := ask.Long(t.Context(), apptest.Standing(t, a, q), &ask.Selection{})
		for _, r := range read(t, tab, err) {
			if r["id"] == id {
				return r["became"]
			}
		}
		return "gone"
	}
	if got := became(q); got != "struck" {
		t.Errorf("to the team it is %s", got)
	}
	if got := became(&point.Question{AsOf: ascribe.AsOf{Known: ascribe.Forever, Recorded: 2}, Viewer: point.Team}); got == "struck" || got == "gone" {
		t.Errorf("as recorded before it is %s", got)
	}
	if got := became(public(&point.Question{AsOf: ascribe.Now, Viewer: point.Team})); got != "gone" {
		t.Errorf("to the public it is %s", got)
	}
}

// TestInterruptedTables: an interrupt ends a table among its rows.
func TestInterruptedTables(t *testing.T) {
	a := loaded(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	tab, err := ask.Wide(ctx, apptest.Standing(t, a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}), &ask.Selection{}, nil)
	if err != nil {
		fatal(t, err)
	}
	n := 0
	for _, err = range tab.Rows {
		if n++; n == 3 {
			stop()
		}
	}
	if !errors.Is(err, context.Canceled) || n > 5 {
		t.Errorf("it ended after %d rows, with %v", n, err)
	}
}
