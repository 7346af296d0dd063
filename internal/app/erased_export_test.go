package app_test

import (
	"context"
	"encoding/json"
	"os"
	"regexp"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/apptest"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

// carried is an empty store into which the casebook of another was imported.
func carried(t *testing.T, a *point.App) *point.App {
	t.Helper()
	dir := t.TempDir()
	if err := exported(context.Background(), a, &writingSink{dir, func(string) {}}); err != nil {
		fatal(t, err)
	}
	c, err := exchange.OpenCasebook(os.DirFS(dir), dir)
	if err != nil {
		fatal(t, err)
	}
	other := newApp(t)
	if _, err := acts.Import(context.Background(), other, anna, c, "again"); err != nil {
		fatal(t, err)
	}
	return other
}

// erased erases what is given by id, or by the number of its record.
func erased(t *testing.T, a *point.App, what ...string) {
	t.Helper()
	by := anna
	by.Why = "asked for"
	if _, err := acts.Erase(context.Background(), a, by, &acts.Erasing{What: what, Also: acts.AlsoNone}); err != nil {
		fatal(t, err)
	}
}

// places are where the answers say that something stands in the ledger, and when and
// why it was written there.
var places = regexp.MustCompile(`"(record|entry|later|version|recorded|time|reason|kind)": ("[^"]*"|\d+)`)

// answersFor are what is asked of an incident, an actor and a source, but for where it
// stands in the ledger.
func answersFor(t *testing.T, a *point.App, q *point.Question, incident, source string) string {
	t.Helper()
	ctx := context.Background()
	show, err1 := apptest.At1(ctx, a, q, ask.Show, incident)
	history, err2 := apptest.At1(ctx, a, q, ask.History, incident)
	list, err3 := apptest.At1(ctx, a, q, ask.List, &ask.Selection{})
	count, err5 := apptest.At2(ctx, a, q, ask.Count, []string{"label"}, []ask.Condition(nil))
	whole, err4 := apptest.At3(ctx, a, q, ask.Source, source, 0, 100)
	for _, err := range []error{err1, err2, err3, err4, err5} {
		if err != nil {
			fatal(t, err)
		}
	}
	text, err := json.MarshalIndent([]any{show, history, list, whole, count}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return places.ReplaceAllString(string(text), "")
}

// TestACasebookHasWhatWasErasedGoOnActing: an erased adjudication keeps settling, an
// erased strike keeps striking, an erased amendment leaves its field empty, and what
// rested on an erased source rests on one that is not shown; in the store, and in an
// empty one that took its casebook.
func TestACasebookHasWhatWasErasedGoOnActing(t *testing.T) {
	a := newApp(t)
	said := func(id, source, variable, value, coder string) *ascribe.Statement {
		return &ascribe.Statement{ID: id, Subject: "a", Variable: variable, Value: value, Source: source, Stance: ascribe.Asserts, Credibility: "2", Coder: coder}
	}
	paper := func(id, day string, on ...string) *ascribe.Source {
		return &ascribe.Source{ID: id, Title: "A report", Publisher: id, Published: dated(t, day), Reliability: "B", RestsOn: on}
	}
	add(t, a, &ascribe.Incident{ID: "a", Title: "Attack"},
		paper("agency", "2020-01-01"), paper("p", "2020-01-02", "agency"), paper("q", "2020-01-03", "agency"),
		said("s1", "p", "contact", "member", "c1"), said("s2", "p", "contact", "none_found", "c2"),
		said("s3", "q", "propaganda", "yes", ""), said("s4", "p", "outcome", "foiled", ""))
	if _, err := acts.Note(context.Background(), a, anna, ascribe.Main, dated(t, "2020-01-01"), "coded by two", "q"); err != nil {
		fatal(t, err)
	}
	settles := said("s5", "p", "contact", "none_found", "")
	settles.Settles = []string{"s1", "s2"}
	add(t, a, settles)
	add(t, a, &ascribe.Withdrawal{ID: "w1", Statement: "s4", Kind: ascribe.Strike, Reason: "a name"},
		&ascribe.Amendment{ID: "m1", Of: ascribe.RecordIncident, Target: "a", Field: "title", Value: "A name"},
		&ascribe.Amendment{ID: "m2", Of: ascribe.RecordSource, Target: "p", Field: "published", Value: "2020-02-01"})
	all := &point.Question{AsOf: ascribe.AsOf{Known: ascribe.Forever, Recorded: ascribe.Latest}, Viewer: point.Team}
	show := func(a *point.App) *ask.ShowAnswer {
		x, err := apptest.At1(context.Background(), a, all, ask.Show, "a")
		if err != nil {
			fatal(t, err)
		}
		return x
	}
	if x := show(a); x.Label != "inspired" || x.Title != "A name" {
		t.Fatalf("before: %s, %q", x.Label, x.Title)
	}
	erased(t, a, "s5", "w1", "m1", "m2", "agency")
	if _, err := acts.Note(context.Background(), a, anna, ascribe.Main, dated(t, "2020-01-01"), "coded by two", "q"); ascribe.KindOf(err) != ascribe.ErrConflict {
		t.Errorf("the note is written twice: %v", err)
	}
	x := show(a)
	if x.Label != "inspired" || x.Title != "" || x.IndependentSources != 1 {
		t.Errorf("%s, %q, sources %v", x.Label, x.Title, x.IndependentSources)
	}
	for _, v := range x.Variables {
		if len(v.Values) > 0 && (v.Variable == "contact" || v.Variable == "outcome") {
			t.Errorf("what was settled, or struck, is %s: %+v", v.Variable, v)
		}
	}
	once := carried(t, a)
	for i, other := range []*point.App{once, carried(t, once)} {
		for _, day := range days(t, "2020-01-02", "2020-01-03", "2020-02-01", "2020-03-01") {
			at := &point.Question{AsOf: ascribe.AsOf{Known: day, Recorded: ascribe.Latest}, Viewer: point.Team}
			if diff := cmp.Diff(answersFor(t, a, at, "a", "p"), answersFor(t, other, at, "a", "p")); diff != "" {
				t.Errorf("after %s casebooks, as known on %s: %s", strconv.Itoa(i+1), day, diff)
			}
		}
	}
	// What was erased there is an id of no other record.
	add(t, once, said("s6", "q", "outcome", "completed", ""), &ascribe.Withdrawal{ID: "w2", Statement: "s6", Kind: ascribe.Strike})
	erased(t, once, "w2")
	if _, err := once.Store.Verify(context.Background(), nil); err != nil {
		t.Error(err)
	}
}
