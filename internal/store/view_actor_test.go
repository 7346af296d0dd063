package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
)

// What is described at once is what each dossier has.
func TestDescribedAreTheDossiers(t *testing.T) {
	f := newFixture(t)
	populate(f)
	for _, kind := range []ascribe.SubjectKind{ascribe.OfActor, ascribe.OfLink} {
		n := 0
		err := f.View(t.Context(), func(v *View) error {
			for d, err := range v.Described(t.Context(), kind) {
				if err != nil {
					return err
				}
				n++
				want, err := v.Dossier(t.Context(), ascribe.Main, d.Noun.Key().ID)
				if err != nil {
					return err
				}
				if diff := cmp.Diff(want, d.Dossier, cmp.Comparer(func(a, b ascribe.Date) bool { return a == b })); diff != "" {
					t.Errorf("%s: %s", d.Noun.Key().ID, diff)
				}
			}
			return nil
		})
		if err != nil || n == 0 {
			t.Errorf("%d of the kind %s, %v", n, kind, err)
		}
	}
}

// What Sources reads at once is what each source is by itself.
func TestSourcesAreEachSource(t *testing.T) {
	f := newFixture(t)
	populate(f)
	n, regraded := 0, 0
	for got, err := range f.Sources(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		want, err := f.Source(t.Context(), got.Noun.ID)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b ascribe.Date) bool { return a == b })); diff != "" {
			t.Error(diff)
		}
		n++
		regraded += len(got.Regrades)
	}
	if n == 0 || regraded == 0 {
		t.Errorf("%d sources, %d regrades", n, regraded)
	}
}
