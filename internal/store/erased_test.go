package store

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
)

func numberOf(t *testing.T, f *fixture, space Space, id string) int64 {
	t.Helper()
	n, _, ok, err := f.Find(t.Context(), space, "", id)
	if err != nil || !ok {
		t.Fatalf("Find(%s) = %v, %v", id, ok, err)
	}
	return n
}

// erase erases records, and holds that the store verifies and can be rebuilt.
func erase(t *testing.T, f *fixture, list ...*ascribe.Erasure) {
	t.Helper()
	var nouns []ascribe.Noun
	for _, e := range list {
		nouns = append(nouns, e)
	}
	f.write(nouns...)
	for _, step := range []string{"erased", "rebuilt"} {
		if _, err := f.Verify(t.Context(), nil); err != nil {
			t.Fatalf("%s: %v", step, err)
		}
		if err := f.Rebuild(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// TestWhatHangsOnAnErasedRecordFalls erases one record of each kind that others
// name.
func TestWhatHangsOnAnErasedRecordFalls(t *testing.T) {
	for _, tt := range []struct {
		name  string
		space Space
		id    string
		gone  []string // statements and withdrawals
		stay  []string
	}{
		{"an incident", SpaceSubject, "wuerzburg-2016", []string{"st-1", "st-2", "st-3", "st-4", "w-1", "w-2", "w-3", "w-4"}, nil},
		{"an actor", SpaceSubject, "handler", []string{"st-3", "w-4"}, []string{"st-1", "w-1"}},
		{"a link", SpaceSubject, "l1", []string{"st-3", "w-4"}, []string{"st-1", "w-1", "w-2"}},
		{"a source", SpaceSource, "s1", []string{"st-1", "w-1"}, []string{"st-2", "st-3", "st-4", "w-2", "w-4"}},
		{"a statement", SpaceStatement, "st-1", []string{"st-1", "w-1"}, []string{"st-2", "st-4"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := newFixture(t)
			populate(f)
			n := numberOf(t, f, tt.space, tt.id)
			records := map[string]int64{}
			for _, id := range slices.Concat(tt.gone, tt.stay) {
				records[id] = numberOf(t, f, SpaceStatement, id)
			}
			erase(t, f, &ascribe.Erasure{Target: n, Reason: "asked for"})
			for id, record := range records {
				_, _, found, err := f.Find(t.Context(), SpaceStatement, "", id)
				if err != nil || found != slices.Contains(tt.stay, id) {
					t.Errorf("%s is there: %v, %v", id, found, err)
				}
				err = f.View(t.Context(), func(v *View) error {
					_, err := v.Record(t.Context(), record)
					return err
				})
				if want := slices.Contains(tt.gone, id); want != (ascribe.KindOf(err) == ascribe.ErrNotFound) {
					t.Errorf("the record of %s: %v", id, err)
				}
			}
		})
	}
}

// TestAnErasedSourceIsOneThatIsNotShown: what rests on it stays.
func TestAnErasedSourceIsOneThatIsNotShown(t *testing.T) {
	f := newFixture(t)
	populate(f)
	erase(t, f, &ascribe.Erasure{Target: numberOf(t, f, SpaceSource, "s1"), Reason: "asked for"})
	for id, want := range map[string][]string{"s2": {ascribe.NotShown}, "s3": {"s2", ascribe.NotShown}, "s4": {"s3"}} {
		p, err := f.Source(t.Context(), id)
		if err != nil || !slices.Equal(p.Noun.RestsOn, want) {
			t.Errorf("%s rests on %v, %v; want %v", id, p.Noun.RestsOn, err, want)
		}
	}
	for p, err := range f.Sources(t.Context()) {
		if err != nil || slices.Contains(p.Noun.RestsOn, "s1") {
			t.Errorf("%+v, %v", p, err)
		}
	}
}

// TestErasedWithdrawalsGoOnActing: they have no words any more, and take back
// what they took back.
func TestErasedWithdrawalsGoOnActing(t *testing.T) {
	f := newFixture(t)
	populate(f)
	before, err := f.Dossier(t.Context(), "", "wuerzburg-2016")
	if err != nil {
		t.Fatal(err)
	}
	st1, w1, w2, w3 := numberOf(t, f, SpaceStatement, "st-1"), numberOf(t, f, SpaceStatement, "w-1"), numberOf(t, f, SpaceStatement, "w-2"), numberOf(t, f, SpaceStatement, "w-3")
	erase(
		t, f,
		&ascribe.Erasure{Target: w1, Reason: "asked for", Acts: &ascribe.Acts{Kind: ascribe.Correction, Targets: []int64{st1}, Source: numberOf(t, f, SpaceSource, "s2")}},
		&ascribe.Erasure{Target: w2, Reason: "asked for", Acts: &ascribe.Acts{Kind: ascribe.Strike, Targets: []int64{numberOf(t, f, SpaceStatement, "st-2")}}},
		&ascribe.Erasure{Target: w3, Reason: "asked for", Acts: &ascribe.Acts{Kind: ascribe.Strike, Targets: []int64{w2}}},
	)
	after, err := f.Dossier(t.Context(), "", "wuerzburg-2016")
	if err != nil {
		t.Fatal(err)
	}
	was, is := before.Withdrawn(nil), after.Withdrawn(nil)
	for _, id := range []string{"st-1", "st-2"} {
		if was.Struck(id, ascribe.Latest) != is.Struck(id, ascribe.Latest) || was.Until(id, ascribe.Latest) != is.Until(id, ascribe.Latest) {
			t.Errorf("%s was struck %t, until %v; is %t, %v", id, was.Struck(id, ascribe.Latest), was.Until(id, ascribe.Latest), is.Struck(id, ascribe.Latest), is.Until(id, ascribe.Latest))
		}
	}
	for _, w := range after.Withdrawals {
		if !strings.HasPrefix(w.Noun.ID, "erased-") || w.Noun.Reason != "" {
			t.Errorf("%+v", w)
		}
	}
	n := 0
	err = f.View(t.Context(), func(v *View) error {
		for _, err := range v.OfKind(t.Context(), ascribe.RecordWithdrawal) {
			if n++; err != nil {
				return err
			}
		}
		return nil
	})
	if n != 4 || err != nil {
		t.Errorf("there are %d withdrawals: %v", n, err)
	}
}

// TestErasedAdjudicationsGoOnActing: what it settled stays settled.
func TestErasedAdjudicationsGoOnActing(t *testing.T) {
	f := newFixture(t)
	populate(f)
	erase(t, f, &ascribe.Erasure{
		Target: numberOf(t, f, SpaceStatement, "st-4"), Reason: "asked for",
		Acts: &ascribe.Acts{Targets: []int64{numberOf(t, f, SpaceStatement, "st-1"), numberOf(t, f, SpaceStatement, "st-2")}},
	})
	d, err := f.Dossier(t.Context(), "", "wuerzburg-2016")
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Settlements) != 1 || !slices.Equal(d.Settlements[0].Noun.Settles, []string{"st-1", "st-2"}) {
		t.Errorf("the settlements are %+v", d.Settlements)
	}
	if _, _, found, err := f.Find(t.Context(), SpaceStatement, "", "st-4"); err != nil || found {
		t.Errorf("the adjudication is there: %v", err)
	}
}

// TestWhatActedOnWhatWasErasedIsGone: what has nothing left to act on does nothing, and
// so does what takes that back; of a settlement what is left goes on.
func TestWhatActedOnWhatWasErasedIsGone(t *testing.T) {
	f := newFixture(t)
	populate(f)
	n := func(id string) int64 { return numberOf(t, f, SpaceStatement, id) }
	f.write(&ascribe.Settlement{ID: "set-2", Settles: []string{"st-1", "st-2"}}, &ascribe.Withdrawal{ID: "w-8", Statement: "st-4", Kind: ascribe.Strike}, &ascribe.Withdrawal{ID: "w-9", Statement: "w-8", Kind: ascribe.Strike})
	st1, st2, st4 := n("st-1"), n("st-2"), n("st-4")
	erase(
		t, f,
		&ascribe.Erasure{Target: st4, Reason: "asked for", Acts: &ascribe.Acts{Targets: []int64{st1, st2}}},
		&ascribe.Erasure{Target: n("w-8"), Reason: "asked for", Acts: &ascribe.Acts{Kind: ascribe.Strike, Targets: []int64{st4}}},
		&ascribe.Erasure{Target: n("w-9"), Reason: "asked for", Acts: &ascribe.Acts{Kind: ascribe.Strike, Targets: []int64{n("w-8")}}},
	)
	settled := func() (all [][]string) {
		d, err := f.Dossier(t.Context(), "", "wuerzburg-2016")
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range d.Settlements {
			all = append(all, s.Noun.Settles)
		}
		return all
	}
	if got := settled(); !cmp.Equal(got, [][]string{{"st-1", "st-2"}, {"st-1", "st-2"}}) {
		t.Errorf("settled are %v", got)
	}
	erase(t, f, &ascribe.Erasure{Target: st1, Reason: "asked for"})
	if got := settled(); !cmp.Equal(got, [][]string{{"st-2"}, {"st-2"}}) {
		t.Errorf("settled are %v", got)
	}
	erase(t, f, &ascribe.Erasure{Target: st2, Reason: "asked for"})
	if got := settled(); got != nil {
		t.Errorf("settled are %v", got)
	}
	if _, _, found, err := f.Find(t.Context(), SpaceStatement, "", "set-2"); found || err != nil {
		t.Errorf("there is something that settles nothing: %v", err)
	}
}

// TestNothingOfWhatWasErasedIsInTheFiles: neither in the file of the store nor in
// its log, while others have it open, and one of them reads at first.
func TestNothingOfWhatWasErasedIsInTheFiles(t *testing.T) {
	const marker = "32 bytes that nobody else writes"
	f := newFixture(t)
	populate(f)
	said := &ascribe.Statement{ID: "st-marked", Subject: "org", Variable: "note", Value: marker, Stance: ascribe.Asserts, Source: "s1", Note: strings.Repeat(marker, 500)}
	f.write(&ascribe.Actor{ID: "marked", Kind: ascribe.Person, Name: marker}, said)
	other, err := Open(t.Context(), f.path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	reading, done := make(chan struct{}), make(chan error)
	go func() {
		done <- other.View(context.Background(), func(v *View) error {
			close(reading)
			for range v.Records(context.Background(), 1) {
				time.Sleep(time.Millisecond)
			}
			return nil
		})
	}()
	<-reading
	erase(t, f, &ascribe.Erasure{Target: numberOf(t, f, SpaceSubject, "marked"), Reason: "asked"}, &ascribe.Erasure{Target: numberOf(t, f, SpaceStatement, "st-marked"), Reason: "asked"})
	if err := <-done; err != nil {
		t.Error(err)
	}
	files, err := filepath.Glob(f.path + "*")
	if err != nil || len(files) < 2 {
		t.Fatalf("files %v, %v", files, err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(text), marker) {
			t.Errorf("%s has the marker", filepath.Base(name))
		}
	}
}

func TestErasuresFile(t *testing.T) {
	f := newFixture(t)
	populate(f)
	name, err := f.KeepErasures(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	first, err := ReadErasures(name)
	if err != nil || len(first) != 3 {
		t.Fatalf("%v, %v", first, err)
	}
	// What another copy of the store erased stays in it.
	if err := os.WriteFile(name, []byte("ascribe erasures 1\n"+strings.Repeat("0", 58)+"010203\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := f.KeepErasures(t.Context()); err != nil {
		t.Fatal(err)
	}
	again, err := ReadErasures(name)
	if err != nil || len(again) != 4 || !slices.Contains(again, first[0]) {
		t.Errorf("%v, %v", again, err)
	}
	for text, want := range map[string]string{"": "first line", "ascribe erasures 1\nxyz\n": ":2:", "ascribe erasures 1\n" + strings.Repeat("g", 64) + "\n": ":2:"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadErasures(name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestErasedAmendmentsAndStrikesOfNounsGoOnActing: an amendment leaves its field
// empty, and not as it was.
func TestErasedAmendmentsAndStrikesOfNounsGoOnActing(t *testing.T) {
	f := newFixture(t)
	populate(f)
	putRight(f)
	link, org := numberOf(t, f, SpaceSubject, "l2"), numberOf(t, f, SpaceSubject, "org")
	erase(
		t, f,
		&ascribe.Erasure{Target: numberOf(t, f, SpaceStatement, "a-2"), Reason: "asked", Acts: &ascribe.Acts{Field: "name", Of: ascribe.RecordActor, Targets: []int64{org}}},
		&ascribe.Erasure{Target: numberOf(t, f, SpaceStatement, "w-5"), Reason: "asked", Acts: &ascribe.Acts{Kind: ascribe.Strike, Of: ascribe.RecordLink, Targets: []int64{link}}},
	)
	err := f.View(t.Context(), func(v *View) error {
		v, err := v.At(t.Context(), forever)
		if err != nil {
			return err
		}
		x, err := v.Subject(t.Context(), "", "org")
		if err != nil || x.Noun.(*ascribe.Actor).Name != "" {
			t.Errorf("the actor is %+v, %v", x.Noun, err)
		}
		if _, err := v.Subject(t.Context(), "", "l2"); ascribe.KindOf(err) != ascribe.ErrNotFound {
			t.Errorf("the struck link: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
