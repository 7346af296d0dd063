package app_test

import (
	"os"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/apptest"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

// That two sources are two is written down, remembered, taken back, and said again; a
// rebuild and a casebook have it, and what is public does not name a twin.
func TestTwoSources(t *testing.T) {
	a := newApp(t)
	address := "https://example.org/report"
	write(t, a, []ascribe.Noun{
		&ascribe.Source{ID: "early", Title: "A report", Publisher: "Commission", URL: address, Published: ascribe.OnDay(ascribe.NewDay(2018, 4, 3))},
		&ascribe.Source{ID: "late", Title: "A report", Publisher: "Commission", URL: address + "?utm_source=mail", Published: ascribe.OnDay(ascribe.NewDay(2018, 4, 3))},
		&ascribe.Source{ID: "other", Title: "Something else"},
	})
	alike := func() int {
		t.Helper()
		twins, err := apptest.At2(t.Context(), a, everything, ask.Twins, []ascribe.RecordKind{ascribe.RecordSource}, 0)
		if err != nil {
			t.Fatal(err)
		}
		return twins.Total
	}
	decide := func(one, other string) (*acts.Added, error) {
		return acts.Decide(t.Context(), a, anna, &acts.Verdict{One: one, Other: other, Said: ascribe.Statement{Note: "two editions"}})
	}
	if n := alike(); n != 1 {
		t.Fatalf("%d pairs", n)
	}
	added, err := decide("late", "early")
	if err != nil {
		fatal(t, err)
	}
	if n := alike(); n != 0 {
		t.Errorf("%d pairs, once it was said that they are two", n)
	}
	if _, err := decide("early", "late"); ascribe.KindOf(err) != ascribe.ErrConflict || !strings.Contains(err.Error(), added.ID) {
		t.Errorf("it is said twice: %v", err)
	}
	if _, err := decide("early", "nobody"); ascribe.KindOf(err) != ascribe.ErrNotFound {
		t.Error(err)
	}
	if said := distinctionsOf(t, elsewhere(t, a)); len(said) != 1 || said[0].Noun != distinctionsOf(t, a)[0].Noun || said[0].Noun.Reason != "two editions" {
		t.Errorf("elsewhere it is %+v", said)
	}
	strike := &ascribe.Withdrawal{Statement: added.ID, Kind: ascribe.Strike, Reason: "they are one after all"}
	if _, err := acts.Add(t.Context(), a, anna, strike); err != nil {
		fatal(t, err)
	}
	if n := alike(); n != 1 {
		t.Errorf("%d pairs, once it was taken back", n)
	}
	if _, err := acts.Add(t.Context(), a, anna, &ascribe.Withdrawal{Statement: strike.ID, Kind: ascribe.Strike, Reason: "no, two"}); err != nil {
		fatal(t, err)
	}
	if n := alike(); n != 0 {
		t.Errorf("%d pairs, once that was taken back", n)
	}
	if _, err := acts.Undo(t.Context(), a, anna, added.Entry+2); err != nil {
		fatal(t, err)
	}
	again, err := decide("early", "late")
	if err != nil || again.ID == added.ID {
		t.Errorf("%+v %v", again, err)
	}
	if n := alike(); n != 0 {
		t.Errorf("%d pairs, once it was said again", n)
	}
	if report, err := a.Store.Verify(t.Context(), nil); err != nil || report.Records == 0 {
		t.Errorf("%+v %v", report, err)
	}
	if err := a.Store.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := alike(); n != 0 {
		t.Errorf("%d pairs, once all was made anew", n)
	}
	if _, err := acts.Add(t.Context(), a, anna, &ascribe.Withdrawal{Statement: again.ID, Kind: ascribe.Correction, Said: ascribe.OnDay(ascribe.NewDay(2020, 1, 1)), Reason: "x"}); ascribe.KindOf(err) != ascribe.ErrInvalid {
		t.Errorf("a distinction is corrected: %v", err)
	}
	// A strike of one of the two has it fall.
	although := anna
	although.Although = true
	if _, err := acts.Add(t.Context(), a, although, &ascribe.Withdrawal{Of: ascribe.RecordSource, Target: "late", Kind: ascribe.Strike, Reason: "made by mistake"}); err != nil {
		fatal(t, err)
	}
	if n := alike(); n != 0 {
		t.Errorf("%d pairs of one source", n)
	}
	if _, err := a.Store.Verify(t.Context(), nil); err != nil {
		t.Error(err)
	}
}

// elsewhere is a new record that has what another one exports.
func elsewhere(t *testing.T, a *point.App) *point.App {
	t.Helper()
	dir := t.TempDir()
	if err := exported(t.Context(), a, &writingSink{dir, func(string) {}}); err != nil {
		fatal(t, err)
	}
	c, err := exchange.OpenCasebook(os.DirFS(dir), dir)
	if err != nil {
		fatal(t, err)
	}
	other := newApp(t)
	if _, err := acts.Import(t.Context(), other, anna, c, "exported"); err != nil {
		fatal(t, err)
	}
	return other
}

func distinctionsOf(t *testing.T, a *point.App) (list []ascribe.Noted[ascribe.Distinction]) {
	t.Helper()
	err := a.Here(t.Context(), point.Team, func(p *point.Point) (err error) {
		list, err = p.View.Distinctions(t.Context())
		return err
	})
	if err != nil {
		fatal(t, err)
	}
	return list
}
