package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
)

func takeBack(id, edition string) *ascribe.Withdrawal {
	return &ascribe.Withdrawal{ID: id, Of: ascribe.RecordEdition, Target: edition, Kind: ascribe.Strike, Reason: "the wrong file"}
}

func restore(id, strike string) *ascribe.Withdrawal {
	return &ascribe.Withdrawal{ID: id, Statement: strike, Kind: ascribe.Strike, Reason: "the right file, after all"}
}

// tell is what a dataset has at a standpoint, of what was written up to a record.
func tell(ctx context.Context, v *View, dataset string, upTo int64) (string, error) {
	var b strings.Builder
	all, err := v.Datasets(ctx)
	if err != nil {
		return "", err
	}
	if !slices.ContainsFunc(all, func(d ascribe.Noted[ascribe.Dataset]) bool { return d.Noun.ID == dataset && d.Record <= upTo }) {
		return "no dataset\n", nil
	}
	editions, err := v.Editions(ctx, dataset)
	if err != nil {
		return "", err
	}
	for _, e := range editions {
		if e.Record > upTo {
			continue
		}
		source, err := v.Source(ctx, e.Noun.Source)
		if err != nil {
			return "", err
		}
		fmt.Fprintln(&b, "edition", e.Noun.ID, source.Noun.ID, source.Noun.Published)
	}
	adopted, err := v.Adoptions(ctx, dataset)
	if err != nil {
		return "", err
	}
	for _, a := range adopted {
		if a.Record <= upTo {
			fmt.Fprintln(&b, "codebook", a.Noun.Version)
		}
	}
	for d, err := range v.Dossiers(ctx, dataset) {
		if err != nil {
			return "", err
		}
		if d.Record > upTo {
			continue
		}
		fmt.Fprint(&b, d.Subject)
		for _, s := range d.Statements {
			if s.Record > upTo {
				break
			}
			fmt.Fprint(&b, " ", s.Noun.Variable, "=", s.Noun.Value, " by ", s.Noun.Source)
		}
		fmt.Fprintln(&b)
	}
	notes, err := v.Notes(ctx, dataset)
	for _, n := range notes {
		if n.Record > upTo {
			break
		}
		fmt.Fprintln(&b, "note", n.Noun.Text)
	}
	return b.String(), err
}

// as is what a dataset has at a record, and at present.
func as(tb testing.TB, s *Store, dataset string, record int64) string {
	tb.Helper()
	text, err := see(tb.Context(), s, func(v *View) (string, error) {
		v, err := v.At(tb.Context(), Standpoint{Record: record, Closed: ascribe.Latest})
		if err != nil {
			return "", err
		}
		return tell(tb.Context(), v, dataset, record)
	})
	if err != nil {
		tb.Fatal(err)
	}
	return text
}

func lastOf(e ascribe.Entry) int64 { return e.First + e.Count - 1 }

func TestAnEditionIsTakenBack(t *testing.T) {
	f := newFixture(t)
	third := func(id string) bool { return id == "new-3" }
	f.write(append([]ascribe.Noun{&ascribe.Dataset{ID: "ged", Title: "Events"}}, imported(f, "ged", "21.1", "2021-06", map[string]map[string]string{"new-1": {"deaths": "3"}, "new-2": {"deaths": "1"}})...)...)
	two := f.write(importedFirst(f, "ged", "22.1", "2022-06", map[string]map[string]string{"new-1": {"deaths": "4"}, "new-3": {"deaths": "9"}}, third)...)
	f.write(
		&ascribe.Incident{ID: "kharkiv", Title: "Shelling"},
		&ascribe.Source{ID: "paper", Title: "A paper", Published: date(t, "2022-07-01"), RestsOn: []string{"ged-22.1"}},
		said("st-1", "kharkiv", "killed", "9", "ged-22.1"),
		said("st-2", "kharkiv", "killed", "8", "paper"),
		&ascribe.Note{ID: "n-1", Dataset: "ged", Said: date(t, "2021-06"), Text: "a new rule"},
		&ascribe.Note{ID: "n-2", Dataset: "ged", Said: date(t, "2022-06"), Text: "many more", Source: "ged-22.1"},
	)
	const first = `edition 21.1 ged-21.1 2021-06
codebook 21.1
new-1 deaths=3 by ged-21.1
new-2 deaths=1 by ged-21.1
`
	const both = `edition 21.1 ged-21.1 2021-06
edition 22.1 ged-22.1 2022-06
codebook 21.1
codebook 22.1
new-1 deaths=3 by ged-21.1 deaths=4 by ged-22.1
new-2 deaths=1 by ged-21.1
new-3 deaths=9 by ged-22.1
`
	_, err := f.try(t.Context(), takeBack("w-0", "ged@21.1"))
	wantKind(t, "taking back the first of two", err, ascribe.ErrConflict)
	if !strings.Contains(err.Error(), "ged@21.1 is not the last edition, and what came later says only what it changed: ged@22.1") {
		t.Error(err)
	}
	f.write(takeBack("w-1", "ged@22.1"))
	if got := as(t, f.Store, "ged", ascribe.Latest); got != first+"note a new rule\n" {
		t.Errorf("taken back, it has\n%s", got)
	}
	if got := as(t, f.Store, "ged", lastOf(two)); got != both {
		t.Errorf("as recorded before, it has\n%s", got)
	}
	now := func(check func(*View) error) {
		t.Helper()
		err := f.View(t.Context(), func(v *View) error {
			v, err := v.At(t.Context(), forever)
			if err != nil {
				return err
			}
			return check(v)
		})
		if err != nil {
			t.Error(err)
		}
	}
	now(func(v *View) error {
		d, err := v.Dossier(t.Context(), ascribe.Main, "kharkiv")
		if err != nil {
			return err
		}
		if len(d.Statements) != 1 || d.Statements[0].Noun.ID != "st-2" || !cmp.Equal(d.Sources["paper"].Noun.RestsOn, []string{ascribe.NotShown}) {
			t.Errorf("the record has %+v, and the paper rests on %v", d.Statements, d.Sources["paper"].Noun.RestsOn)
		}
		_, err = v.Source(t.Context(), "ged-22.1")
		wantKind(t, "the source", err, ascribe.ErrNotFound)
		return nil
	})

	// Its ids may be given again, and the paper still rests on what was taken back.
	again := f.write(append(importedFirst(f, "ged", "22.1", "2022-07", map[string]map[string]string{"new-1": {"deaths": "5"}, "new-3": {"deaths": "7"}}, third),
		&ascribe.Source{ID: "other", Title: "Another paper", Published: date(t, "2022-08-01"), RestsOn: []string{"ged-22.1"}})...)
	const anew = `edition 21.1 ged-21.1 2021-06
edition 22.1 ged-22.1 2022-07
codebook 21.1
codebook 22.1
new-1 deaths=3 by ged-21.1 deaths=5 by ged-22.1
new-2 deaths=1 by ged-21.1
new-3 deaths=7 by ged-22.1
note a new rule
`
	if got := as(t, f.Store, "ged", ascribe.Latest); got != anew {
		t.Errorf("imported again, it has\n%s", got)
	}
	if got := as(t, f.Store, "ged", lastOf(two)); !strings.HasPrefix(got, "edition 21.1 ged-21.1 2021-06\nedition 22.1 ged-22.1 2022-06\n") {
		t.Errorf("as recorded before, it has\n%s", got)
	}
	now(func(v *View) error {
		sources, err := v.SourcesOf(t.Context(), []string{"paper", "other"})
		if err != nil {
			return err
		}
		if got := [2]string{sources["paper"].Noun.RestsOn[0], sources["other"].Noun.RestsOn[0]}; got != [2]string{ascribe.NotShown, "ged-22.1"} {
			t.Errorf("the papers rest on %q", got)
		}
		return nil
	})
	for what, noun := range map[string]ascribe.Noun{
		"an id of a source":    &ascribe.Source{ID: "ged-22.1", Title: "x"},
		"what has been struck": takeBack("w-2", "ged@19.1"),
		"the strike":           restore("w-2", "w-1"),
	} {
		_, err := f.try(t.Context(), noun)
		if k := ascribe.KindOf(err); k != ascribe.ErrConflict && k != ascribe.ErrNotFound {
			t.Errorf("%s: %v", what, err)
		}
	}
	f.write(takeBack("w-3", "ged@22.1"))
	f.write(restore("w-4", "w-3"))
	if got := as(t, f.Store, "ged", ascribe.Latest); got != anew {
		t.Errorf("back again, it has\n%s", got)
	}
	if got := as(t, f.Store, "ged", lastOf(again)); !strings.HasPrefix(anew, got[:40]) {
		t.Errorf("as recorded then, it has\n%s", got)
	}
	f.write(takeBack("w-5", "ged@22.1"))
	_, err = f.try(t.Context(), restore("w-6", "w-1"))
	wantKind(t, "having back what others were taken back after", err, ascribe.ErrConflict)
	f.write(takeBack("w-7", "ged@21.1"))
	if got := as(t, f.Store, "ged", ascribe.Latest); got != "no dataset\n" {
		t.Errorf("without an edition, it has\n%s", got)
	}
	verifiedAgain(t, f)
}

// verifiedAgain verifies a store, and that rebuilding gives the same.
func verifiedAgain(t *testing.T, f *fixture) {
	t.Helper()
	if _, err := f.Verify(t.Context(), nil); err != nil {
		t.Error(err)
	}
	before := dump(t, f.Store)
	if err := f.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, dump(t, f.Store)); diff != "" {
		t.Errorf("rebuilding gives other rows:\n%s", diff)
	}
}

// anEdition is what one edition says in a test drawn by chance.
type anEdition struct {
	id    string
	cells map[string]string // of incidents
}

// nouns are what its import writes after others.
func (e *anEdition) nouns(f *fixture, before []anEdition) (nouns []ascribe.Noun) {
	if len(before) == 0 {
		nouns = append(nouns, &ascribe.Dataset{ID: "ged", Title: "from " + e.id})
	}
	there := map[string]bool{}
	for _, b := range before {
		for id := range b.cells {
			there[id] = true
		}
	}
	rows := map[string]map[string]string{}
	for id, value := range e.cells {
		rows[id] = map[string]string{"deaths": value}
	}
	return append(nouns, importedFirst(f, "ged", e.id, "2021-06", rows, func(id string) bool { return !there[id] })...)
}

// TestTakenBackWasNeverImported: editions are imported, taken back and had back, by
// chance. At present the store is as one into which what is left was imported and no
// more; and as recorded at every entry it stays as it was then.
func TestTakenBackWasNeverImported(t *testing.T) {
	done := map[string]int{}
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 1))
		f := newFixture(t)
		var live, taken []anEdition // the oldest first
		var strikes []string        // of those that were taken back since the last import
		var moments []struct {
			record int64
			text   string
		}
		for step := range 40 {
			at := fmt.Sprint("w-", step)
			var e ascribe.Entry
			var err error
			switch x := r.IntN(7); {
			case x < 3:
				edition := anEdition{fmt.Sprint("2", r.IntN(4), ".1"), map[string]string{}}
				for range 1 + r.IntN(3) {
					edition.cells[fmt.Sprint("i", r.IntN(4))] = fmt.Sprint(r.IntN(9))
				}
				is := slices.ContainsFunc(live, func(x anEdition) bool { return x.id == edition.id })
				if e, err = f.try(t.Context(), edition.nouns(f, live)...); is != (err != nil) {
					t.Fatalf("seed %d: importing %s after %v: %v", seed, edition.id, live, err)
				}
				if err == nil {
					live, taken, strikes = append(live, edition), nil, nil
					done["imported"]++
				}
			case x < 5 && len(live) > 0:
				last := len(live) - 1
				if last > 0 {
					_, err := f.try(t.Context(), takeBack(at, "ged@"+live[last-1].id))
					wantKind(t, "taking back one that is not the last", err, ascribe.ErrConflict)
				}
				e = f.write(takeBack(at, "ged@"+live[last].id))
				live, taken, strikes = live[:last:last], append(taken, live[last]), append(strikes, at)
				done["taken back"]++
			case len(strikes) > 0:
				last := len(strikes) - 1
				if last > 0 {
					_, err := f.try(t.Context(), restore(at, strikes[last-1]))
					wantKind(t, "having back one that is not the last", err, ascribe.ErrConflict)
				}
				e = f.write(restore(at, strikes[last]))
				live, taken, strikes = append(live, taken[last]), taken[:last], strikes[:last]
				done["had back"]++
			}
			if e.N == 0 {
				continue
			}
			fresh := newFixture(t)
			for i := range live {
				fresh.write(live[i].nouns(fresh, live[:i])...)
			}
			text := as(t, fresh.Store, "ged", ascribe.Latest)
			fresh.Close()
			if diff := cmp.Diff(text, as(t, f.Store, "ged", ascribe.Latest)); diff != "" {
				t.Fatalf("seed %d, step %d: it is not as if no more than %v had been imported:\n%s", seed, step, live, diff)
			}
			moments = append(moments, struct {
				record int64
				text   string
			}{lastOf(e), text})
		}
		for _, m := range moments {
			if diff := cmp.Diff(m.text, as(t, f.Store, "ged", m.record)); diff != "" {
				t.Fatalf("seed %d: as recorded at record %d it is no more what it was:\n%s", seed, m.record, diff)
			}
		}
		verifiedAgain(t, f)
	}
	for _, what := range []string{"imported", "taken back", "had back"} {
		if done[what] < 15 {
			t.Errorf("only %d were %s", done[what], what)
		}
	}
}
