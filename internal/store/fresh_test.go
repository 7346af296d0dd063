package store

import (
	"fmt"
	"testing"

	"github.com/ascribe-project/ascribe"
)

func TestFresh(t *testing.T) {
	const n = 200_000
	f := newFresh()
	key := func(i int) nameKey { return nameKey{SpaceStatement, 0, fmt.Sprintf("s-%d", i)} }
	for i := range n {
		f.add(key(i))
	}
	mistaken := 0
	for i := range n {
		if !f.mayHave(key(i)) {
			t.Fatalf("%v was added, and is said not to be there", key(i))
		}
		if f.mayHave(key(n + i)) {
			mistaken++
		}
	}
	if mistaken > n/1000 {
		t.Errorf("%d of %d ids are taken for others", mistaken, n)
	}
}

// TestFindFresh holds Find, in the entry that gives the first statements and in
// the next, to what was written.
func TestFindFresh(t *testing.T) {
	f := newFixture(t)
	f.write(benchNouns(40)...)
	for entry := range 2 {
		_, _, err := f.Write(t.Context(), f.act(ascribe.EntryImport), func(tx *Tx) error {
			for i := range 20 {
				s := benchStatement(entry*20 + i)
				for _, there := range []bool{false, true} {
					n, _, ok, err := tx.Find(SpaceStatement, "", s.ID)
					if err != nil || ok != there || ok != (n != 0) {
						t.Fatalf("entry %d: %s is there: %t, want %t (%v)", entry, s.ID, ok, there, err)
					}
					if !there {
						if _, err := tx.Append(s); err != nil {
							return err
						}
					}
				}
				if _, _, ok, err := tx.Find(SpaceStatement, "", benchStatement(i).ID); !ok || err != nil {
					t.Fatalf("entry %d: %s is not found any more (%v)", entry, benchStatement(i).ID, err)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
