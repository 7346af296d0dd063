package app_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/analysis"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

func ofUkraine() *point.Question {
	return &point.Question{Dataset: "ged-ukr", AsOf: ascribe.Now, Viewer: point.Team}
}

// The figures are those that a person gets who compares the three files by
// hand.
func TestDiffUkraine(t *testing.T) {
	a, _ := withUkraine(t)
	ctx := context.Background()
	first, err := apptest.At1(ctx, a, ofUkraine(), ask.Diff, ask.Between{Old: "19.1", New: "20.1"})
	if err != nil {
		fatal(t, err)
	}
	if s := first.Summary; s.Common != 993 || s.Removed != 0 || s.Added != 174 || s.Backdated != 2 || s.Cells != 10 || s.Events != 3 || s.Substantive != 3 {
		t.Errorf("19.1 to 20.1: %+v", s)
	}
	err = a.At(ctx, ofUkraine(), func(p *point.Point) error {
		second, err := ask.Diff(ctx, p, ask.Between{Old: "20.1", New: "22.1"})
		if err != nil {
			fatal(t, err)
		}
		s := second.Summary
		if s.Common != 1073 || s.Removed != 94 || s.Added != 1916 || s.Backdated != 1604 || s.Cells != 4505 || s.Events != 1073 || s.Substantive != 937 {
			t.Errorf("20.1 to 22.1: %+v", s)
		}
		if s.Changed["best"] != 59 || s.Changed["adm_1"] != 949 || s.Cosmetic["adm_1"] != 920 {
			t.Errorf("20.1 to 22.1: best %d, adm_1 %d of which %d cosmetic", s.Changed["best"], s.Changed["adm_1"], s.Cosmetic["adm_1"])
		}
		if s := second.Summary; s.Revised != 212 || s.Rewritten["geom_wkt"] != 803 || len(s.Rewritten) != 1 {
			t.Errorf("20.1 to 22.1: %d revised, %v only written otherwise", s.Revised, s.Rewritten)
		}
		if len(second.Removed) != 94 || len(second.Backdated) != 1604 {
			t.Errorf("%d removed and %d back-dated ids", len(second.Removed), len(second.Backdated))
		}
		if slices.Contains(second.Columns, "start_year") || slices.Contains(second.Columns, "event_date") {
			t.Errorf("compared %v", second.Columns)
		}
		cells, cosmetic := 0, 0
		for c, err := range second.Changes {
			if err != nil {
				t.Fatal(err)
			}
			if cells++; c.Cosmetic && c.Column == "adm_1" {
				cosmetic++
			}
		}
		if cells != 4505 || cosmetic != 920 {
			t.Errorf("%d changes, of adm_1 %d cosmetic", cells, cosmetic)
		}
		if !slices.ContainsFunc(second.Proposed, func(n ask.ProposedNote) bool { return strings.Contains(n.Text, "adm_1 changed in 949 of 1073") }) {
			t.Errorf("proposed %+v", second.Proposed)
		}
		text, err := json.Marshal(second)
		if err != nil {
			t.Fatal(err)
		}
		var back struct{ Changes []analysis.Change }
		if err := json.Unmarshal(text, &back); err != nil || len(back.Changes) != 4505 {
			t.Errorf("the JSON has %d changes: %v", len(back.Changes), err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestDiffRefusals(t *testing.T) {
	a, _ := withUkraine(t)
	ctx := context.Background()
	for _, tt := range []struct {
		dataset, older, newer string
		kind                  ascribe.ErrorKind
	}{
		{"ged-ukr", "22.1", "19.1", ascribe.ErrUsage},
		{"ged-ukr", "19.1", "21.1", ascribe.ErrNotFound},
		{"main", "19.1", "20.1", ascribe.ErrUsage},
		{"nothing", "19.1", "20.1", ascribe.ErrNotFound},
	} {
		_, err := apptest.At1(ctx, a, &point.Question{Dataset: tt.dataset, AsOf: ascribe.Now, Viewer: point.Team}, ask.Diff, ask.Between{Old: tt.older, New: tt.newer})
		if ascribe.KindOf(err) != tt.kind {
			t.Errorf("%+v: %v", tt, err)
		}
	}
}

func TestChanged(t *testing.T) {
	a, _ := withUkraine(t)
	d := days(t, "2020-06-30", "2022-06-30")
	c, err := apptest.At3(context.Background(), a, ofUkraine(), ask.Changed, "best", d[0], d[1])
	if err != nil {
		fatal(t, err)
	}
	if c.Base != 1073 || len(c.Rows) != 59 {
		t.Errorf("%d of %d", len(c.Rows), c.Base)
	}
}

func TestSums(t *testing.T) {
	a, _ := withUkraine(t)
	ctx := context.Background()
	q := ofUkraine()
	q.AsOf.Known = days(t, "2019-06-30")[0]
	n, err := apptest.At4(ctx, a, q, ask.CountAgainst, days(t, "2022-06-30")[0], []string{"year"}, nil, "best")
	if err != nil {
		fatal(t, err)
	}
	if n.Base != 993 || *n.BaseAgainst != 2989 {
		t.Errorf("%d incidents, then %d", n.Base, *n.BaseAgainst)
	}
	total := map[string][2]string{}
	for _, r := range n.Rows {
		total[r.Values[0]] = [2]string{r.Sum.String(), r.Then.Sum.String()}
	}
	// What the first and the third file add up to.
	if got := total["2014"]; got != [2]string{"4423", "4528"} {
		t.Errorf("deaths of 2014: %v", got)
	}
	s, err := apptest.At4(ctx, a, q, ask.SeriesOf, days(t, "2019-06-30", "2022-06-30"), "year", nil, "best")
	if err != nil {
		fatal(t, err)
	}
	for _, r := range s.Rows {
		want := total[r.Values[0]][0]
		if r.Known.String() == "2022-06-30" {
			want = total[r.Values[0]][1]
		}
		if r.Sum.String() != want {
			t.Errorf("%s as known on %s: %s, want %s", r.Values[0], r.Known, r.Sum, want)
		}
	}
	if _, err := apptest.At3(ctx, a, ofUkraine(), ask.CountSum, []string{"year"}, nil, "adm_1"); ascribe.KindOf(err) != ascribe.ErrInvalid {
		t.Errorf("a sum of names: %v", err)
	}
}

func TestNotes(t *testing.T) {
	a, _ := withUkraine(t)
	ctx := context.Background()
	said, err := ascribe.ParseDate("2022-06")
	if err != nil {
		t.Fatal(err)
	}
	const text = "adm_1 is spelt anew"
	if _, err := acts.Note(ctx, a, anna, "ged-ukr", said, text, "ged-ukr-22.1"); err != nil {
		fatal(t, err)
	}
	if _, err := acts.Note(ctx, a, anna, "ged-ukr", said, text, "ged-ukr-22.1"); ascribe.KindOf(err) != ascribe.ErrConflict {
		t.Errorf("the same note twice: %v", err)
	}
	if _, err := acts.Note(ctx, a, anna, "main", said, text, ""); err != nil {
		fatal(t, err)
	}
	if _, err := acts.Note(ctx, a, anna, "nothing", said, text, ""); ascribe.KindOf(err) != ascribe.ErrNotFound {
		t.Errorf("a note on no dataset: %v", err)
	}
	if _, err := acts.Note(ctx, a, anna, "ged-ukr", said, text, "nobody"); ascribe.KindOf(err) != ascribe.ErrNotFound {
		t.Errorf("a note from nobody: %v", err)
	}
	q := ofUkraine()
	n, err := apptest.At2(ctx, a, q, ask.Count, []string{"year"}, nil)
	if err != nil {
		fatal(t, err)
	}
	s, err := apptest.At3(ctx, a, q, ask.Series, days(t, "2022-06-30"), "year", nil)
	if err != nil {
		fatal(t, err)
	}
	if len(n.Notes) != 1 || len(s.Notes) != 1 || n.Notes[0].Text != text {
		t.Errorf("notes %v and %v", n.Notes, s.Notes)
	}
	q.AsOf.Known = days(t, "2020-06-30")[0]
	if n, err = apptest.At2(ctx, a, q, ask.Count, []string{"year"}, nil); err != nil || len(n.Notes) != 0 {
		t.Errorf("before it was said: %v, %v", n.Notes, err)
	}
}
