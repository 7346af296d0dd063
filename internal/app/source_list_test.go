package app_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

var sameDate = cmp.Comparer(func(a, b ascribe.Date) bool { return a == b })

// pages is all pages of the bibliography, joined.
func pages(t *testing.T, a *point.App, q *point.Question, sel ask.SourceSelection) []ask.SourceRow {
	t.Helper()
	all := []ask.SourceRow{}
	for {
		page, err := apptest.At1(t.Context(), a, q, ask.SourcePage, &sel)
		if err != nil {
			t.Fatal(err)
		}
		if all = append(all, page.Rows...); page.Next == "" {
			if len(all) != page.Total {
				t.Errorf("%d rows, of %d", len(all), page.Total)
			}
			return all
		}
		sel.After = page.Next
	}
}

// The pages are the bibliography that Sources works out incident by incident.
func TestSourcePagesAreTheSources(t *testing.T) {
	a := loaded(t)
	show, err := apptest.At1(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Show, "wuerzburg-train-2016")
	if err != nil {
		t.Fatal(err)
	}
	write(t, a, []ascribe.Noun{
		&ascribe.Withdrawal{ID: "w1", Statement: show.Evidence[0].Statement, Kind: ascribe.Strike},
		&ascribe.Withdrawal{ID: "w2", Statement: show.Evidence[1].Statement, Kind: ascribe.Correction, Source: "bavaria-2016-07-19"},
		&ascribe.Regrade{ID: "g", Source: "bavaria-2016-07-19", Reliability: "D"},
		&ascribe.Source{ID: "undated", Title: "Undated"},
	})
	for _, day := range []string{"2015-01-08", "2016-07-20", "2030-01-01"} {
		for _, recorded := range []int64{1, 2, 3, ascribe.Latest} {
			q := on(t, day)
			q.AsOf.Recorded = recorded
			want, err := apptest.At(t.Context(), a, q, ask.Sources)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want.Rows, pages(t, a, q, ask.SourceSelection{Limit: 7}), sameDate); diff != "" {
				t.Errorf("on %s at %d: %s", day, recorded, diff)
			}
		}
	}
}

func TestSourcePagesSorted(t *testing.T) {
	a := loaded(t)
	q := &point.Question{AsOf: ascribe.Now, Viewer: point.Team}
	for _, by := range ask.SourceSorts {
		up, down := pages(t, a, q, ask.SourceSelection{Sort: by, Limit: 10}), pages(t, a, q, ask.SourceSelection{Sort: "-" + by})
		if len(up) != 106 || len(down) != 106 {
			t.Errorf("by %s: %d and %d rows", by, len(up), len(down))
		}
		if by == "statements" && (up[0].Statements > up[105].Statements || down[0].Statements != up[105].Statements) ||
			by == "published" && up[0].Published.Compare(up[105].Published) > 0 {
			t.Errorf("by %s: from %+v to %+v", by, up[0], up[105])
		}
	}
	page, err := apptest.At1(t.Context(), a, q, ask.SourcePage, &ask.SourceSelection{Kind: "press"})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(page.Kinds, func(k ask.KindCount) bool { return k.Kind == "press" })
	if i < 0 || page.Kinds[i].Sources != page.Total || page.Base != 106 || page.Rows[0].Kind != "press" {
		t.Errorf("of the press: %d of %d, %+v", page.Total, page.Base, page.Kinds)
	}
	for _, bad := range []ask.SourceSelection{{Sort: "colour"}, {After: "nothing"}} {
		if _, err := apptest.At1(t.Context(), a, q, ask.SourcePage, &bad); ascribe.KindOf(err) != ascribe.ErrUsage {
			t.Errorf("%+v: %v", bad, err)
		}
	}
}

// BenchmarkSourcePage is one page of a bibliography of 20,000 sources, on
// which 60,000 statements stand.
func BenchmarkSourcePage(b *testing.B) {
	a := newApp(b)
	day, err := ascribe.ParseDay("2016-07-20")
	if err != nil {
		b.Fatal(err)
	}
	var nouns []ascribe.Noun
	for i := range 20_000 {
		nouns = append(nouns, &ascribe.Source{
			ID: fmt.Sprintf("s%d", i), Title: fmt.Sprintf("Title %d", i*7919%20_000), Publisher: "P", Kind: "press",
			Published: ascribe.OnDay(day + ascribe.Day(i%3000)), Reliability: "B",
		})
	}
	for i := range 6_000 {
		incident := fmt.Sprintf("i%d", i)
		nouns = append(nouns, &ascribe.Incident{ID: incident, Title: incident})
		for k := range 10 {
			nouns = append(nouns, &ascribe.Statement{
				ID: fmt.Sprintf("st%d-%d", i, k), Subject: incident, Variable: "killed", Value: fmt.Sprint(k), Stance: ascribe.Asserts,
				Source: fmt.Sprintf("s%d", (i*10+k*31)%20_000), Credibility: "2",
			})
		}
	}
	write(b, a, nouns)
	if _, err := apptest.At1(b.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.SourcePage, &ask.SourceSelection{}); err != nil {
		b.Fatal(err)
	}
	for _, sort := range []string{"", "-statements", "title", "published"} {
		b.Run("by "+sort, func(b *testing.B) {
			for n := 0; b.Loop(); n++ {
				q := &point.Question{AsOf: ascribe.AsOf{Known: day + ascribe.Day(2900+n%100), Recorded: ascribe.Latest}, Viewer: point.Team}
				if _, err := apptest.At1(b.Context(), a, q, ask.SourcePage, &ask.SourceSelection{Sort: sort}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	start := time.Now()
	if _, err := apptest.At3(b.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Source, "s7", 0, 0); err != nil {
		b.Fatal(err)
	}
	b.Logf("one source: %v", time.Since(start))
}
