package app_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/apptest"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/datasets"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// attacks are editions of a small dataset. The second has a column that is new, an
// incident more and one less.
var attacks = map[string]struct{ edition, published, rows string }{
	"first":  {"21.1", "2021-06", "id,date,deaths,place\n1,2016-07-18,3,North\n2,2017-01-02,1,South\n"},
	"second": {"22.1", "2022-06", "id,date,deaths,place,weapon\n1,2016-07-18,4,North,knife\n3,2018-03-04,9,Quayside,car\n"},
	"mended": {"22.1", "2022-07", "id,date,deaths,place,weapon\n1,2016-07-18,5,North,knife\n2,2017-01-02,1,South,gun\n4,2019-03-04,2,East,gun\n"},
}

func importAttacks(t *testing.T, a *point.App, name string) *datasets.ImportedDataset {
	t.Helper()
	m, err := dataset.ParseMapping("m.yaml", []byte("mapping: m\ntitle: Attacks\nid: id\ncolumns:\n  date: {type: date, role: event_date}\n  deaths: {type: number, role: killed}\n  place: {type: text}\n"))
	if err != nil {
		fatal(t, err)
	}
	e := attacks[name]
	return importEdition(t, a, edition(t, "attacks", e.edition, e.published, name+".csv", []byte(e.rows), m))
}

// ofLedger is what an answer has of the ledger: cells by their records, and when the
// incident was written down.
var ofLedger = regexp.MustCompile(`\d+#|"written":{[^}]*}|"version":\d+}`)

// ofAttacks is all that can be asked of the dataset, as JSON.
func ofAttacks(t *testing.T, a *point.App, q point.Question) map[string]string {
	t.Helper()
	q.Dataset, q.Viewer = "attacks", point.Team
	days := []ascribe.Day{ascribe.NewDay(2021, 12, 31), ascribe.NewDay(2022, 12, 31)}
	questions := append(datasetQuestions("place", "deaths", nil, days),
		datasetQuestion{"dataset", func(ctx context.Context, p *point.Point) (any, error) { return ask.Dataset(ctx, p) }},
		datasetQuestion{"datasets", func(ctx context.Context, p *point.Point) (any, error) { return ask.Datasets(ctx, p) }},
		datasetQuestion{"codebooks", func(ctx context.Context, p *point.Point) (any, error) { return point.NameOf(p.Book), nil }},
		datasetQuestion{"first", func(ctx context.Context, p *point.Point) (any, error) { return ask.Show(ctx, p, "1") }},
		datasetQuestion{"third", func(ctx context.Context, p *point.Point) (any, error) { return ask.Show(ctx, p, "3") }},
	)
	answers := map[string]string{}
	for _, x := range questions {
		answer, err := apptest.At(context.Background(), a, &q, x.ask)
		if err != nil {
			answers[x.name] = string(ascribe.KindOf(err))
			continue
		}
		text, err := json.Marshal(answer)
		if err != nil {
			t.Fatal(err)
		}
		answers[x.name] = ofLedger.ReplaceAllString(string(text), "#")
	}
	return answers
}

func takeBack(t *testing.T, a *point.App, edition string) *acts.Added {
	t.Helper()
	done, err := acts.Add(context.Background(), a, anna, &ascribe.Withdrawal{Statement: edition, Kind: ascribe.Strike})
	if err != nil {
		fatal(t, err)
	}
	return done
}

// TestWhatWasTakenBackIsInNoAnswer: once an edition is taken back, every answer is as
// if it had never been imported, and, where it is imported anew, as if only that
// had been; and as recorded before, every answer is what it was.
func TestWhatWasTakenBackIsInNoAnswer(t *testing.T) {
	now := point.Question{AsOf: ascribe.Now}
	a := newApp(t)
	importAttacks(t, a, "first")
	before := ofAttacks(t, a, now)
	second := importAttacks(t, a, "second")
	with := ofAttacks(t, a, now)
	check := func(what string, want, got map[string]string) {
		t.Helper()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s:\n%s", what, diff)
		}
	}
	takeBack(t, a, "attacks@22.1")
	check("taken back", before, ofAttacks(t, a, now))
	if !strings.Contains(with["third"], "Quayside") {
		t.Errorf("the third incident was %s", with["third"])
	}
	recorded := func() map[string]string {
		t.Helper()
		answers := ofAttacks(t, a, point.Question{AsOf: ascribe.AsOf{Known: ascribe.Forever, Recorded: second.Entry}})
		for name, text := range answers {
			answers[name] = strings.ReplaceAll(text, `"recorded":3`, `"recorded":null`) // as it was asked
		}
		return answers
	}
	check("as recorded before", with, recorded())

	mended := importAttacks(t, a, "mended")
	if mended.New != 1 || mended.Changed != 2 || mended.Unlisted != 0 || mended.Source != "attacks-22.1" {
		t.Errorf("importing it again: %+v", mended)
	}
	alone := newApp(t)
	importAttacks(t, alone, "first")
	importAttacks(t, alone, "mended")
	check("imported again", ofAttacks(t, alone, now), ofAttacks(t, a, now))
	check("as recorded before, after that", with, recorded())
	takeBack(t, a, "attacks@22.1")
	check("taken back again", before, ofAttacks(t, a, now))
	takeBack(t, a, "attacks@21.1")
	for name, answer := range ofAttacks(t, a, now) {
		if answer != string(ascribe.ErrNotFound) && name != "datasets" {
			t.Errorf("without an edition, %s is %s", name, answer)
		}
	}
	importAttacks(t, a, "second")
	alone = newApp(t)
	importAttacks(t, alone, "second")
	check("another as the first", ofAttacks(t, alone, now), ofAttacks(t, a, now))
}

// TestWhatHangsOnAnEdition: what the record says by its source falls with an edition,
// an undo of the import takes it back, and the undo of that brings all back.
func TestWhatHangsOnAnEdition(t *testing.T) {
	ctx := context.Background()
	a := newApp(t)
	importAttacks(t, a, "first")
	second := importAttacks(t, a, "second")
	add(t, a,
		&ascribe.Incident{ID: "quayside", Title: "Attack at the quayside"},
		&ascribe.Statement{ID: "s1", Subject: "quayside", Variable: "killed", Value: "9", Source: "attacks-22.1", Credibility: "2"},
		&ascribe.Source{ID: "paper", Title: "A paper", Published: ascribe.OnDay(ascribe.NewDay(2022, 8, 1)), Reliability: "B", RestsOn: []string{"attacks-22.1"}},
		&ascribe.Statement{ID: "s2", Subject: "quayside", Variable: "propaganda", Value: "yes", Source: "paper", Credibility: "2"},
	)
	refused := func(what, want string, noun ascribe.Noun) {
		t.Helper()
		_, err := acts.Add(ctx, a, anna, noun)
		var e *ascribe.Error
		if !errors.As(err, &e) || ascribe.KindOf(err) != ascribe.ErrConflict {
			t.Fatalf("%s: %v", what, err)
		}
		text := e.Message + " " + e.Hint
		for _, p := range e.Problems {
			text += " " + p.Message
		}
		if !strings.Contains(text, want) {
			t.Errorf("%s: %s", what, text)
		}
	}
	strike := func(of ascribe.RecordKind, target string) *ascribe.Withdrawal {
		return &ascribe.Withdrawal{Of: of, Target: target, Kind: ascribe.Strike}
	}
	refused("an edition on which something hangs", "statement s1", strike(ascribe.RecordEdition, "attacks@22.1"))
	refused("the first", "take these back first, in this order, as in: ascribe withdraw attacks@22.1 --kind strike", strike(ascribe.RecordEdition, "attacks@21.1"))
	refused("the source", "attacks-22.1 is the source of the edition attacks@22.1: take that back", strike(ascribe.RecordSource, "attacks-22.1"))
	refused("the day of the source", "whose day stays", &ascribe.Amendment{Of: ascribe.RecordSource, Target: "attacks-22.1", Field: "published", Value: "2022-07", Reason: "a slip"})
	if _, err := acts.Add(ctx, a, anna, strike(ascribe.RecordEdition, "attacks@23.1")); ascribe.KindOf(err) != ascribe.ErrNotFound || !strings.Contains(fmt.Sprint(err.(*ascribe.Error).Problems), "there is attacks@21.1 and attacks@22.1") {
		t.Errorf("one that is not there: %v", err)
	}

	now := point.Question{AsOf: ascribe.Now, Viewer: point.Team}
	shownBy := func(a *point.App) string {
		t.Helper()
		s, err := apptest.At1(ctx, a, &now, ask.Show, "quayside")
		if err != nil {
			fatal(t, err)
		}
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	shown := func() string { return shownBy(a) }
	with, dataset := shown(), ofAttacks(t, a, now)
	by := anna
	by.Although = true
	undone, err := acts.Undo(ctx, a, by, second.Entry)
	if err != nil {
		fatal(t, err)
	}
	if len(undone.Acts) != 1 || !strings.HasPrefix(undone.Acts[0], "strike of the edition attacks@22.1") {
		t.Errorf("the undo did %q", undone.Acts)
	}
	if text := shown(); strings.Contains(text, "attacks-22.1") || !strings.Contains(text, `"statement":"s2"`) {
		t.Errorf("the record has %s", text)
	}
	inCasebook(t, a, func(other *point.App) {
		if was, is := ofLedger.ReplaceAllString(shown(), ""), ofLedger.ReplaceAllString(shownBy(other), ""); was != is {
			t.Errorf("a casebook of it gives\n%s", cmp.Diff(was, is))
		}
	})
	if _, err := acts.Undo(ctx, a, by, second.Entry); ascribe.KindOf(err) != ascribe.ErrConflict {
		t.Errorf("an undo of what was undone: %v", err)
	}
	if _, err := acts.Undo(ctx, a, by, undone.Entry); err != nil {
		fatal(t, err)
	}
	if text := shown(); text != with {
		t.Errorf("after the undo of the undo:\n%s", cmp.Diff(with, text))
	}
	if diff := cmp.Diff(dataset, ofAttacks(t, a, now)); diff != "" {
		t.Errorf("after the undo of the undo:\n%s", diff)
	}
	if _, err := acts.Add(ctx, a, by, strike(ascribe.RecordEdition, "attacks@22.1")); err != nil {
		fatal(t, err)
	}
	importAttacks(t, a, "mended")
	add(t, a, &ascribe.Statement{ID: "s3", Subject: "quayside", Variable: "killed", Value: "8", Source: "attacks-22.1", Credibility: "2"})
	inCasebook(t, a, func(other *point.App) {
		if text := shownBy(other); strings.Contains(text, `"statement":"s1"`) || !strings.Contains(text, `"statement":"s3"`) {
			t.Errorf("a casebook of it, imported again, gives %s", text)
		}
	})
}

// inCasebook exports the record, imports it into an empty store, in which it is
// looked at, and into itself, where nothing of it is new.
func inCasebook(t *testing.T, a *point.App, look func(*point.App)) {
	t.Helper()
	ctx, dir := context.Background(), t.TempDir()
	if err := exported(ctx, a, &writingSink{dir, func(string) {}}); err != nil {
		fatal(t, err)
	}
	for _, into := range []*point.App{emptyRecord.App(t), a} {
		c, err := exchange.OpenCasebook(os.DirFS(dir), dir)
		if err != nil {
			fatal(t, err)
		}
		done, err := acts.Import(ctx, into, anna, c, "casebook")
		if err != nil {
			fatal(t, err)
		}
		if into == a {
			if done.Entry != 0 {
				t.Errorf("imported into itself, it has %v that is new", done.New)
			}
			continue
		}
		look(into)
	}
}

// TestChangesTellWhatWasTakenBack: which incidents of a dataset have other values, began
// or ceased to be listed, once an edition is taken back.
func TestChangesTellWhatWasTakenBack(t *testing.T) {
	a := newApp(t)
	importAttacks(t, a, "first")
	importAttacks(t, a, "second")
	takeBack(t, a, "attacks@22.1") // entry 4
	q := point.Question{AsOf: ascribe.Now, Dataset: "attacks", Viewer: point.Team}
	told := func(from, to string) (list []string) {
		t.Helper()
		c, err := apptest.At1(context.Background(), a, &q, ask.Changes, &ask.ChangesInput{From: from, To: to})
		if err != nil {
			fatal(t, err)
		}
		for _, r := range c.Rows {
			list = append(list, fmt.Sprint(r.Incident, " ", *r.Entry, " ", r.Cause, " ", r.Presence, " ", r.Old.Values["deaths"], ">", r.New.Values["deaths"]))
		}
		return append(list, fmt.Sprint(c.From.Codebook.Version, ">", c.To.Codebook.Version))
	}
	want := []string{"1 4 reading  4>3", "2 4 reading began >1", "3 4 reading ceased 9>", "22.1>21.1"}
	if diff := cmp.Diff(want, told("3", "4")); diff != "" {
		t.Errorf("when it was taken back:\n%s", diff)
	}
	if diff := cmp.Diff([]string{"21.1>21.1"}, told("2", "4")); diff != "" {
		t.Errorf("from before it was imported:\n%s", diff)
	}
	importAttacks(t, a, "mended")
	want = []string{"3 4 reading ceased 9>", "1 5 evidence  4>5", "2 5 evidence began >1", "4 5 evidence began >2", "22.1>22.1"}
	if diff := cmp.Diff(want, told("3", "5")); diff != "" {
		t.Errorf("when another was imported:\n%s", diff)
	}
}
