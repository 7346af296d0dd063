package app_test

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/analysis"
	"github.com/ascribe-project/ascribe/internal/app/apptest"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// A datasetQuestion is one about many incidents of an imported dataset.
type datasetQuestion struct {
	name string
	ask  func(context.Context, *point.Point) (any, error)
}

func datasetQuestions(by, sum string, where []survey.Condition, days []ascribe.Day) []datasetQuestion {
	return []datasetQuestion{
		{"count", func(ctx context.Context, p *point.Point) (any, error) {
			return ask.CountSum(ctx, p, []string{"year", by}, where, sum)
		}},
		{"count against", func(ctx context.Context, p *point.Point) (any, error) {
			return ask.CountAgainst(ctx, p, days[0], []string{by}, where, "")
		}},
		{"series", func(ctx context.Context, p *point.Point) (any, error) {
			return ask.SeriesOf(ctx, p, days, by, where, sum)
		}},
		{"list", func(ctx context.Context, p *point.Point) (any, error) {
			return ask.List(ctx, p, &ask.Selection{Where: where, Limit: 20})
		}},
		{"incidents", func(ctx context.Context, p *point.Point) (any, error) {
			return ask.Incidents(ctx, p, &ask.IncidentsPage{Where: where, Sort: "-" + by, Limit: 7})
		}},
		{"incidents by date", func(ctx context.Context, p *point.Point) (any, error) {
			return ask.Incidents(ctx, p, &ask.IncidentsPage{Where: where, Sort: ask.SortDate, Limit: 7, Facets: []string{by, "year"}})
		}},
		{"days", func(ctx context.Context, p *point.Point) (any, error) { return ask.Days(ctx, p) }},
	}
}

// ofColumns are the points from which the questions about a dataset are asked.
func ofColumns(name string, days []ascribe.Day, entries ...int64) (points []*point.Question) {
	for _, known := range append(slices.Clone(days), ascribe.Forever) {
		for _, recorded := range append(entries, ascribe.Latest) {
			points = append(points, &point.Question{Dataset: name, AsOf: ascribe.AsOf{Known: known, Recorded: recorded}, Viewer: point.Team})
		}
	}
	return points
}

// answersByColumns holds the answers from columns to those that are read
// incident by incident, and that they come from columns to what was asked of the
// store.
func answersByColumns(t *testing.T, a *point.App, points []*point.Question, questions []datasetQuestion) {
	t.Helper()
	slow := &point.App{Store: a.Store, WithoutIndex: true}
	for _, at := range points {
		for _, q := range questions {
			compare(t, func(a *point.App) (any, error) { return apptest.At(context.Background(), a, at, q.ask) }, a, slow)
			ctx, counts := point.Counting(context.Background())
			if _, err := apptest.At(ctx, a, at, q.ask); err != nil {
				fatal(t, err)
			}
			if n := counts.Statements(); n > 30 {
				t.Errorf("%s: %d statements of SQL", q.name, n)
			}
		}
	}
}

// TestColumnsAnswer: what is asked of an imported dataset is answered from its
// columns as from its incidents, between its editions and after them, and as
// recorded before the last; and of a log of cells.
func TestColumnsAnswer(t *testing.T) {
	a, done := withUkraine(t)
	days := []ascribe.Day{ascribe.NewDay(2019, 1, 1), ascribe.NewDay(2019, 7, 15), ascribe.NewDay(2021, 1, 1)}
	where := []survey.Condition{survey.Is("type_of_violence", "1"), survey.Is("where_prec", "1")}
	of := ofColumns("ged-ukr", days, done[1].Entry)
	answersByColumns(t, a, of[2:4], datasetQuestions("adm_1", "best", nil, days))
	answersByColumns(t, a, of[6:7], datasetQuestions("adm_1", "best", where, days))
	log := newApp(t)
	if _, err := importLog(t, log, "log", strings.Replace(logText, "2020-01-02,b", "2020-01-02T12:00:00Z,b", 1)); err != nil {
		fatal(t, err)
	}
	days = []ascribe.Day{ascribe.NewDay(2020, 1, 1), ascribe.NewDay(2020, 1, 2), ascribe.NewDay(2020, 1, 3), ascribe.NewDay(2020, 1, 4)}
	answersByColumns(t, log, ofColumns("log", days), datasetQuestions("dead", "", nil, days))
}

// editionQuestions are about two editions, or days.
func editionQuestions(old, now string, days []ascribe.Day, where []survey.Condition) []datasetQuestion {
	return []datasetQuestion{
		{"diff", func(ctx context.Context, p *point.Point) (any, error) {
			d, err := ask.Diff(ctx, p, ask.Between{Old: old, New: now, Where: where})
			if err != nil {
				return nil, err
			}
			var b bytes.Buffer
			err = d.WriteJSON(&b)
			return json.RawMessage(b.Bytes()), err
		}},
		{"changed", func(ctx context.Context, p *point.Point) (any, error) {
			return ask.Changed(ctx, p, "best", days[0], days[1])
		}},
		{"changed year", func(ctx context.Context, p *point.Point) (any, error) {
			return ask.Changed(ctx, p, "date_start", days[0], days[1])
		}},
	}
}

// TestColumnsDiff: what changed between editions is told from columns as from
// the incidents, of all and of those that pass, and as recorded before the last
// edition.
func TestColumnsDiff(t *testing.T) {
	a, done := withUkraine(t)
	days := []ascribe.Day{done[0].Published.Last(), done[2].Published.Last()}
	all := &point.Question{Dataset: "ged-ukr", AsOf: ascribe.Now, Viewer: point.Team}
	answersByColumns(t, a, []*point.Question{all}, editionQuestions("20.1", "22.1", days, nil))
	answersByColumns(t, a, []*point.Question{all}, editionQuestions("19.1", "22.1", days, []survey.Condition{{Dimension: "best", Op: survey.AtLeast, Values: []survey.Value{{Text: "3"}}}})[:1])
	before := &point.Question{Dataset: "ged-ukr", AsOf: ascribe.AsOf{Known: ascribe.Forever, Recorded: done[1].Entry}, Viewer: point.Team}
	answersByColumns(t, a, []*point.Question{before}, editionQuestions("19.1", "20.1", days, nil))
}

// TestDiffListing: the list of changes is narrowed by column, kind and words, and
// says how many there are.
func TestDiffListing(t *testing.T) {
	a, _ := withUkraine(t)
	ctx := context.Background()
	between := ask.Between{Old: "20.1", New: "22.1"}
	list := func(l ask.Listing) *ask.EditionChanges {
		t.Helper()
		c, err := apptest.At3(ctx, a, ofUkraine(), ask.DiffPage, between, l, &ask.Paging{Limit: 500})
		if err != nil {
			fatal(t, err)
		}
		return c
	}
	whole := list(ask.Listing{})
	if whole.Listed != whole.Cells || whole.Next == "" {
		t.Errorf("%d of %d are listed, next %q", whole.Listed, whole.Cells, whole.Next)
	}
	sum := 0
	for _, kind := range ask.ChangeKinds {
		c := list(ask.Listing{Column: "source_article", Kind: kind})
		sum += c.Listed
		for _, row := range c.Rows {
			change := analysis.Change(row)
			if row.Column != "source_article" || ask.KindOf(&change) != kind {
				t.Errorf("%+v is listed as %s", row, kind)
			}
		}
	}
	if sum == 0 || sum != whole.Changed["source_article"] {
		t.Errorf("%d changes by kind, of %d", sum, whole.Changed["source_article"])
	}
	found := list(ask.Listing{Words: "donets"})
	if found.Listed == 0 || found.Listed == whole.Cells {
		t.Errorf("%d of %d have the word", found.Listed, whole.Cells)
	}
	for _, row := range found.Rows {
		if !strings.Contains(strings.ToLower(row.Old+row.New), "donets") {
			t.Errorf("%+v has not the word", row)
		}
	}
	for want, l := range map[string]ask.Listing{
		`do not both have a column "nothing"`: {Column: "nothing"}, `"big" is no kind of change`: {Kind: "big"}, `"--" has no word`: {Words: "--"},
	} {
		if _, err := apptest.At3(ctx, a, ofUkraine(), ask.DiffPage, between, l, &ask.Paging{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v", l, err)
		}
	}
}

// TestColumnsCache: the columns of a large dataset are kept beside the store, go
// on with its next edition, and are made anew where the file is not what it was.
func TestColumnsCache(t *testing.T) {
	if testing.Short() {
		t.Skip("it imports 20,000 rows")
	}
	ctx := context.Background()
	first, later := manyEvents(t, 10_500)
	a := newApp(t)
	adoptDirection(t, a)
	a.Cache = t.TempDir()
	importEdition(t, a, edition(t, "big", "1", "2019-06", "ged.csv", first, dataset.GED()))
	again := func() *point.App { return &point.App{Store: a.Store, Cache: a.Cache} }
	count := func(a *point.App) string {
		t.Helper()
		c, err := apptest.At(ctx, a, &point.Question{Dataset: "big", AsOf: ascribe.Now, Viewer: point.Team}, func(ctx context.Context, p *point.Point) (any, error) {
			return ask.CountSum(ctx, p, []string{"adm_1", "year"}, nil, "best")
		})
		if err != nil {
			fatal(t, err)
		}
		text, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	count(a)
	file := filepath.Join(a.Cache, a.Store.ID()+".columns-big")
	made := fileOf(t, file)
	importEdition(t, a, edition(t, "big", "2", "2020-06", "ged.csv", later, dataset.GED()))
	want := count(&point.App{Store: a.Store, WithoutIndex: true})
	if got := count(a); got != want {
		t.Errorf("after another edition\n%s\nwant\n%s", got, want)
	}
	if got := count(again()); got != want {
		t.Errorf("from the file\n%s\nwant\n%s", got, want)
	}
	for name, damage := range map[string]func([]byte) []byte{
		"cut short":          func(b []byte) []byte { return b[:len(b)/2] },
		"empty":              func([]byte) []byte { return nil },
		"wrong in a column":  func(b []byte) []byte { return changedAt(b, 700) },
		"wrong in its parts": func(b []byte) []byte { return changedAt(b, len(b)-30) },
		"wrong at its end":   func(b []byte) []byte { return changedAt(b, len(b)-15) },
		"wrong in its head":  func(b []byte) []byte { return changedAt(b, 60) },
	} {
		if err := os.WriteFile(file, damage(slices.Clone(made)), 0o600); err != nil {
			t.Fatal(err)
		}
		x := again()
		for range 2 { // the first may find the damage, and read incident by incident
			if got := count(x); got != want {
				t.Errorf("%s\n%s\nwant\n%s", name, got, want)
			}
		}
		counting, counts := point.Counting(ctx)
		if _, err := apptest.At2(counting, x, &point.Question{Dataset: "big", AsOf: ascribe.Now}, ask.Count, []string{"adm_1"}, nil); err != nil || counts.Statements() > 30 {
			t.Errorf("%s: it is not mended: %d statements of SQL, %v", name, counts.Statements(), err)
		}
	}
}

func fileOf(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func changedAt(b []byte, at int) []byte {
	b[at] ^= 0x40
	return b
}
