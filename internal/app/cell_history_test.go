package app_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

// withTowns is a program with a small dataset in four editions: a town that is
// left out once, one whose cell is emptied, and a column that comes later.
func withTowns(t testing.TB) *point.App {
	t.Helper()
	a := newApp(t)
	const book = `codebook: towns
version: "1"
variables:
  date: {type: date, policy: latest}
  dead: {type: number, policy: latest}
  side: {type: text, policy: latest}
`
	sum := sha256.Sum256([]byte(book))
	nouns := []ascribe.Noun{
		&ascribe.Dataset{ID: "towns", Title: "Towns"},
		&ascribe.Adoption{Dataset: "towns", ID: "towns", Version: "1", SHA256: hex.EncodeToString(sum[:]), Text: book},
		&ascribe.Incident{Dataset: "towns", ID: "a", Title: "A"},
		&ascribe.Incident{Dataset: "towns", ID: "b", Title: "B"},
	}
	for i := 1; i <= 4; i++ {
		published, err := ascribe.ParseDate(fmt.Sprintf("201%d-06", i))
		if err != nil {
			t.Fatal(err)
		}
		columns := []string{"date", "dead", "side"}
		if i == 1 {
			columns = columns[:2]
		}
		nouns = append(nouns,
			&ascribe.Source{ID: fmt.Sprintf("towns-%d", i), Title: "Towns", Published: published, Reliability: "B"},
			&ascribe.Edition{Dataset: "towns", ID: fmt.Sprint(i), Source: fmt.Sprintf("towns-%d", i), SHA256: "00", Columns: columns})
	}
	row := func(incident string, edition int, unlisted bool, cells ...string) {
		r := &ascribe.Row{
			Dataset: "towns", Incident: incident, Edition: fmt.Sprint(edition), Source: fmt.Sprintf("towns-%d", edition),
			Credibility: "2", Unlisted: unlisted, Cells: map[string]string{},
		}
		for _, c := range cells {
			name, value, _ := strings.Cut(c, "=")
			r.Cells[name] = value
		}
		nouns = append(nouns, r)
	}
	row("a", 1, false, "date=2010-05-01", "dead=3")
	row("b", 1, false, "date=2010-07", "dead=1")
	row("a", 2, false, "side=North", "dead=3.0")
	row("b", 2, false, "side=South", "dead=")
	row("a", 3, true)
	row("a", 4, false, "dead=5", "side=north")
	write(t, a, nouns)
	return a
}

func towns() *point.Question {
	return &point.Question{Dataset: "towns", AsOf: ascribe.Now, Viewer: point.Team}
}

func TestHistoryOfCells(t *testing.T) {
	a, ctx := withTowns(t), context.Background()
	for id, want := range map[string]string{
		"a": "2011-06-30 1 listed; 2013-06-30 3 unlisted; 2014-06-30 4 listed_again; 2014-06-30 4 dead 3 5 false; 2014-06-30 4 side North north true",
		"b": "2011-06-30 1 listed; 2012-06-30 2 dead 1  false",
	} {
		h, err := apptest.At1(ctx, a, towns(), ask.History, id)
		if err != nil {
			fatal(t, err)
		}
		var got []string
		for _, l := range h.Listings {
			got = append(got, fmt.Sprintf("%s %s %s", l.Day, l.Edition, l.State))
		}
		for _, c := range h.Changes {
			got = append(got, fmt.Sprintf("%s %s %s %s %s %v", c.Day, c.Edition, c.Column, c.Old, c.New, c.Cosmetic))
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%s: %s\nwant %s", id, strings.Join(got, "; "), want)
		}
	}
}

// An incident counts on the days on which it was listed, however the series
// ends; what has no number is told.
func TestListingsInSeries(t *testing.T) {
	a, ctx := withTowns(t), context.Background()
	s, err := apptest.At4(ctx, a, towns(), ask.SeriesOf, days(t, "2011-12-31", "2012-12-31", "2013-12-31", "2014-12-31"), "year", nil, "dead")
	if err != nil {
		fatal(t, err)
	}
	var got []string
	for _, r := range s.Rows {
		got = append(got, fmt.Sprintf("%s %s n %d sum %s without %d", r.Known, r.Values[0], r.N, r.Sum, r.Sum.Without))
	}
	want := "2011-12-31 2010 n 2 sum 4 without 0; 2012-12-31 2010 n 2 sum 3 without 1; 2013-12-31 2010 n 1 sum 0 without 1; 2014-12-31 2010 n 2 sum 5 without 1"
	if strings.Join(got, "; ") != want {
		t.Errorf("%s\nwant %s", strings.Join(got, "; "), want)
	}
	d, err := apptest.At1(ctx, a, towns(), ask.Diff, ask.Between{Old: "2", New: "3"})
	if err != nil {
		fatal(t, err)
	}
	if d.Common != 1 || len(d.Removed) != 1 || d.Cells != 0 {
		t.Errorf("2 to 3: %+v", d.Summary)
	}
	if book, err := apptest.At(ctx, a, towns(), apptest.Book); err != nil || ask.DefaultBy(book) != "year" {
		t.Errorf("by default %q, %v", ask.DefaultBy(book), err)
	}
}

type folderSink string

func (f folderSink) Create(name string) (io.WriteCloser, error) {
	return os.Create(filepath.Join(string(f), name))
}

func TestExportDataset(t *testing.T) {
	a, dir := withTowns(t), t.TempDir()
	q := towns()
	q.AsOf.Known = days(t, "2013-12-31")[0]
	var sink exchange.Sink = folderSink(dir)
	if err := a.At(context.Background(), q, func(p *point.Point) error { return ask.ExportDataset(context.Background(), p, sink) }); err != nil {
		fatal(t, err)
	}
	text, err := os.ReadFile(filepath.Join(dir, "towns.csv"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "id,title,date,dead,side\nb,B,2010-07,,South\n"; string(text) != want {
		t.Errorf("%s\nwant %s", text, want)
	}
}
