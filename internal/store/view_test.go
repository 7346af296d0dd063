package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
)

func TestDossier(t *testing.T) {
	f := newFixture(t)
	populate(f)
	d, err := f.Dossier(t.Context(), ascribe.Main, "wuerzburg-2016")
	if err != nil {
		t.Fatal(err)
	}
	var statements, withdrawals []string
	for _, s := range d.Statements {
		statements = append(statements, s.Noun.ID)
	}
	for _, w := range d.Withdrawals {
		withdrawals = append(withdrawals, w.Noun.ID)
	}
	if diff := cmp.Diff([]string{"st-1", "st-2", "st-4", "st-7"}, statements); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"w-1", "w-2", "w-3"}, withdrawals); diff != "" {
		t.Error(diff)
	}
	if len(d.Sources) != 2 || d.Sources["s1"].Noun.Title != "One" || len(d.Sources["s1"].Regrades) != 1 || d.Sources["s2"].Regrades[0].Entry != 4 {
		t.Errorf("sources %+v", d.Sources)
	}
	if d.Statements[0].Entry != 3 {
		t.Errorf("entry %d", d.Statements[0].Entry)
	}
	l, err := f.Dossier(t.Context(), "", "l1")
	if err != nil || len(l.Statements) != 1 || len(l.Sources) != 3 {
		t.Errorf("Dossier(l1) = %+v, %v", l, err)
	}
	if _, err := f.Dossier(t.Context(), "", "nothing"); ascribe.KindOf(err) != ascribe.ErrNotFound {
		t.Errorf("Dossier(nothing): %v", err)
	}
	row, err := f.Dossier(t.Context(), "ged", "239008")
	if err != nil {
		t.Fatal(err)
	}
	if len(row.Statements) != 2 || row.Statements[0].Noun.ID != "34#deaths" || row.Statements[0].Noun.Value != "3" || row.Statements[1].Noun.Value != "" {
		t.Errorf("cells %+v", row.Statements)
	}
	if len(row.Listings) != 1 || row.Listings[0].Noun.Unlisted {
		t.Errorf("listings %+v", row.Listings)
	}
	if gone, err := f.Dossier(t.Context(), "gtd", "239008"); err != nil || len(gone.Listings) != 1 || !gone.Listings[0].Noun.Unlisted {
		t.Errorf("listings %+v, %v", gone, err)
	}
}

func TestDossiersAreTheDossiers(t *testing.T) {
	f := newFixture(t)
	populate(f)
	for _, dataset := range []string{ascribe.Main, "ged", "gtd"} {
		n := 0
		for got, err := range f.Dossiers(t.Context(), dataset) {
			if err != nil {
				t.Fatal(err)
			}
			n++
			want, err := f.Dossier(t.Context(), dataset, got.Subject)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b ascribe.Date) bool { return a == b })); diff != "" {
				t.Errorf("%s: %s", got.Subject, diff)
			}
		}
		if want := map[string]int{ascribe.Main: 2}[dataset] + map[bool]int{true: 1}[dataset != ascribe.Main]; n != want {
			t.Errorf("%d dossiers in %s, want %d", n, dataset, want)
		}
	}
	for _, err := range f.Dossiers(t.Context(), "none") {
		if ascribe.KindOf(err) != ascribe.ErrNotFound {
			t.Errorf("Dossiers(none): %v", err)
		}
	}
}

func TestReads(t *testing.T) {
	f := newFixture(t)
	populate(f)
	if l, err := f.Links(t.Context(), "handler"); err != nil || len(l) != 1 || l[0].Noun.ID != "l1" {
		t.Errorf("Links = %+v, %v", l, err)
	}
	if s, err := f.Source(t.Context(), "s2"); err != nil || s.Reliability(4) != "A" || s.Reliability(3) != "" {
		t.Errorf("Source = %+v, %v", s, err)
	}
	n := 0
	for s, err := range f.Sources(t.Context()) {
		if err != nil || s.Noun.ID == "" {
			t.Fatal(err)
		}
		n++
	}
	if n != 4 {
		t.Errorf("%d sources", n)
	}
	if s, err := f.StatementsFrom(t.Context(), "s1"); err != nil || len(s) != 1 {
		t.Errorf("StatementsFrom = %+v, %v", s, err)
	}
	if a, err := f.Adoptions(t.Context(), ""); err != nil || len(a) != 1 || a[0].Noun.ID != "direction" {
		t.Errorf("Adoptions = %+v, %v", a, err)
	}
	if ok, err := f.HasStatements(t.Context()); !ok || err != nil {
		t.Errorf("HasStatements = %v, %v", ok, err)
	}
	for x, err := range f.Records(t.Context(), 1) {
		if err != nil {
			t.Fatal(err)
		}
		b, err := f.Proof(t.Context(), x.Record)
		if err != nil {
			t.Fatalf("Proof(%d): %v", x.Record, err)
		}
		if b.Entry.N != x.Entry {
			t.Errorf("record %d is in entry %d, and Records says %d", x.Record, b.Entry.N, x.Entry)
		}
	}
}

func TestViewIsOneMoment(t *testing.T) {
	f := newFixture(t)
	f.write(&ascribe.Incident{ID: "a", Title: "A"})
	err := f.View(t.Context(), func(v *View) error {
		for want := range 2 {
			if n, err := v.Last(t.Context()); n != 1 || err != nil {
				t.Errorf("Last = %d, %v", n, err)
			}
			if want == 0 {
				f.write(&ascribe.Incident{ID: "b", Title: "B"})
			}
		}
		if _, err := v.Subject(t.Context(), "", "b"); ascribe.KindOf(err) != ascribe.ErrNotFound {
			t.Errorf("Subject(b) = %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = f.Write(t.Context(), f.act(ascribe.EntryEvidence), func(tx *Tx) error {
		n, err := tx.Append(&ascribe.Incident{ID: "c", Title: "C"})
		if err != nil {
			return err
		}
		x, err := tx.View().Subject(t.Context(), "", "c")
		if err != nil || x.Record != n || x.Entry != tx.Entry() {
			t.Errorf("Subject(c) = %+v, %v", x, err)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
