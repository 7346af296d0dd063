package store

import (
	"testing"

	"github.com/ascribe-project/ascribe"
)

// TestReferences holds what nouns say that they name to what the store resolves:
// each is there before the noun, and without them the noun is refused.
func TestReferences(t *testing.T) {
	f := newFixture(t)
	populate(f)
	refused := map[ascribe.RecordKind]bool{}
	err := f.View(t.Context(), func(v *View) error {
		for x, err := range v.Records(t.Context(), 1) {
			if err != nil {
				return err
			}
			if orphans, err := v.orphans(t.Context()); err != nil || orphans[x.Record] {
				if err != nil {
					return err
				}
				continue
			}
			kind := x.Noun.Record()
			for _, key := range x.Noun.References() {
				target, _, ok, err := v.Find(t.Context(), key.Space, key.Dataset, key.ID)
				if err != nil || !ok || target >= x.Record {
					t.Errorf("the %s of record %d names the %s %s: record %d, %t, %v", kind, x.Record, key.Space, key.ID, target, ok, err)
				}
			}
			if len(x.Noun.References()) == 0 || refused[kind] {
				continue
			}
			refused[kind] = true
			if _, err := newFixture(t).try(t.Context(), x.Noun); ascribe.KindOf(err) != ascribe.ErrNotFound {
				t.Errorf("the %s is taken without what it names: %v", kind, err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []ascribe.RecordKind{
		ascribe.RecordIncident, ascribe.RecordLink, ascribe.RecordSource, ascribe.RecordRegrade, ascribe.RecordDistinction, ascribe.RecordStatement, ascribe.RecordSettlement, ascribe.RecordWithdrawal,
		ascribe.RecordEdition, ascribe.RecordRow, ascribe.RecordNote, ascribe.RecordAdoption,
	} {
		if !refused[kind] {
			t.Errorf("no %s names another record", kind)
		}
	}
}
