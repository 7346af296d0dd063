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
				want, err := v.Dossier(t.Context(), ascribe.Main, idOf(d.Noun))
				if err != nil {
					return err
				}
				if diff := cmp.Diff(want, d.Dossier, cmp.Comparer(func(a, b ascribe.Date) bool { return a == b })); diff != "" {
					t.Errorf("%s: %s", idOf(d.Noun), diff)
				}
			}
			return nil
		})
		if err != nil || n == 0 {
			t.Errorf("%d of the kind %s, %v", n, kind, err)
		}
	}
}

// The bibliography is Sources, read at once.
func TestBibliographyIsTheSources(t *testing.T) {
	f := newFixture(t)
	populate(f)
	var want []*ascribe.Provenance
	for p, err := range f.Sources(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, p)
	}
	err := f.View(t.Context(), func(v *View) error {
		got, err := v.Bibliography(t.Context())
		if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b ascribe.Date) bool { return a == b })); diff != "" {
			t.Error(diff)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
