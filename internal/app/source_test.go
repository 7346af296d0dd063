package app_test

import (
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// What falls with a source is what each incident says that it hangs on.
func TestFallsAreTheLinchpins(t *testing.T) {
	a := loaded(t)
	for _, q := range []*point.Question{{AsOf: ascribe.Now, Viewer: point.Team}, on(t, "2016-12-31")} {
		want := map[string][]ask.Fall{}
		incidents, err := apptest.At1(t.Context(), a, q, ask.List, &selectAll)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range incidents.Rows {
			show, err := apptest.At1(t.Context(), a, q, ask.Show, row.Incident)
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range show.Linchpins {
				without := ascribe.Outcome{Label: l.LabelWithout, Level: l.LevelWithout}
				want[l.Source] = append(want[l.Source], ask.Fall{Incident: row.Incident, Title: row.Title, Answer: show.Outcome, Without: without})
			}
		}
		sources, err := apptest.At(t.Context(), a, q, ask.Sources)
		if err != nil {
			t.Fatal(err)
		}
		found := 0
		for _, row := range sources.Rows {
			s, err := apptest.At3(t.Context(), a, q, ask.Source, row.Source, 0, 0)
			if err != nil {
				t.Fatal(err)
			}
			found += len(s.Falls)
			expected := want[row.Source]
			if expected == nil {
				expected = []ask.Fall{}
			}
			if diff := cmp.Diff(expected, s.Falls); diff != "" {
				t.Errorf("%s: %s", row.Source, diff)
			}
			if s.Statements < row.Statements || s.Incidents < row.Incidents || !s.Out || s.Reliability != row.Reliability {
				t.Errorf("%s has %d statements on %d incidents, and is listed with %d on %d", row.Source, s.Statements, s.Incidents, row.Statements, row.Incidents)
			}
		}
		if found == 0 {
			t.Error("nothing falls with any source")
		}
	}
}

func TestSource(t *testing.T) {
	a := loaded(t)
	s, err := apptest.At3(t.Context(), a, on(t, "2016-07-20"), ask.Source, "bavaria-2016-07-19", 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	if s.Publisher != "State Ministry of the Interior (Bavaria)" || len(s.RestedOn) == 0 || !s.RestedOn[0].Directly || len(s.Grades) != 1 || s.Grades[0].Reliability != "B" || s.Grades[0].Entry != 2 {
		t.Errorf("%+v", s)
	}
	ap, err := apptest.At3(t.Context(), a, on(t, "2016-07-18"), ask.Source, "ap-vindy-2016-07-19", 0, 0)
	if err != nil || ap.Out || ap.Statements != 0 || ap.Later == 0 || len(ap.Rows) != 0 || len(ap.RestsOn) != 1 || ap.RestsOn[0].Source != "bavaria-2016-07-19" {
		t.Errorf("a day before: %+v, %v", ap, err)
	}
	if _, err := apptest.At3(t.Context(), a, on(t, "2016-07-20"), ask.Source, "nothing", 0, 0); ascribe.KindOf(err) != ascribe.ErrNotFound {
		t.Errorf("nothing: %v", err)
	}
	early := &point.Question{AsOf: ascribe.AsOf{Known: ascribe.Forever, Recorded: 1}, Viewer: point.Team}
	if _, err := apptest.At3(t.Context(), a, early, ask.Source, "bavaria-2016-07-19", 0, 0); ascribe.KindOf(err) != ascribe.ErrNotFound {
		t.Errorf("before it was recorded: %v", err)
	}
}

// The pages of a source are its statements, each once.
func TestSourceByPages(t *testing.T) {
	a := loaded(t)
	q := &point.Question{AsOf: ascribe.Now, Viewer: point.Team}
	sources, err := apptest.At(t.Context(), a, q, ask.Sources)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[ascribe.SubjectKind]int{}
	for _, row := range sources.Rows {
		seen, after := map[string]bool{}, int64(0)
		for {
			s, err := apptest.At3(t.Context(), a, q, ask.Source, row.Source, after, 2)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range s.Rows {
				if seen[r.Statement] || r.Source != row.Source || r.About == "" || r.Entry != 2 {
					t.Errorf("%s: %+v", row.Source, r)
				}
				seen[r.Statement] = true
				kinds[r.Of]++
			}
			if after = s.Next; after == 0 {
				if len(seen) != s.Statements {
					t.Errorf("%s: %d of %d statements", row.Source, len(seen), s.Statements)
				}
				break
			}
		}
	}
	if kinds[ascribe.OfIncident] < 500 || kinds[ascribe.OfActor] != 3 {
		t.Errorf("statements by what they are about: %v", kinds)
	}
}

func TestSourceAfterWithdrawals(t *testing.T) {
	a := secret(t)
	q := &point.Question{AsOf: ascribe.Now, Viewer: point.Team}
	write(t, a, []ascribe.Noun{
		&ascribe.Withdrawal{ID: "w1", Statement: "doe-name", Kind: ascribe.Strike},
		&ascribe.Withdrawal{ID: "w2", Statement: "doe-contact", Kind: ascribe.Correction, Source: "later"},
		&ascribe.Regrade{ID: "g", Source: "court", Reliability: "E", Reason: "it was overturned"},
	})
	s, err := apptest.At3(t.Context(), a, q, ask.Source, "court", 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	if s.Statements != 3 || len(s.Rows) != 4 || s.Reliability != "E" || len(s.Grades) != 2 || s.Grades[1].Reason != "it was overturned" || s.Grades[1].Entry != 3 {
		t.Errorf("%+v", s)
	}
	before, err := apptest.At3(t.Context(), a, on(t, "2017-01-01"), ask.Source, "court", 0, 0)
	if err != nil || before.Statements != 4 {
		t.Errorf("before the correction: %d statements, %v", before.Statements, err)
	}
	read, err := apptest.At3(t.Context(), a, public(&point.Question{AsOf: ascribe.Now, Viewer: point.Team}), ask.Source, "court", 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range read.Rows {
		if r.Of != ascribe.OfIncident && (strings.Contains(r.About+r.Note+r.Value, "Doe") || strings.Contains(r.Subject, "john")) {
			t.Errorf("it tells the name: %+v", r)
		}
	}
}
