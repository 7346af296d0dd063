package app_test

import (
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

func TestEntryProof(t *testing.T) {
	a := secret(t)
	for range 4 {
		write(t, a, []ascribe.Noun{&ascribe.Reason{Text: "more"}})
	}
	for n := int64(1); n <= 6; n++ {
		text, err := a.EntryProof(t.Context(), n)
		if err != nil {
			t.Fatal(err)
		}
		var b ledger.EntryBundle
		if err := b.UnmarshalText(text); err != nil {
			t.Fatal(err)
		}
		if err := b.Check(a.Store.PublicKey()); err != nil || b.Entry.N != n {
			t.Errorf("entry %d: %v", n, err)
		}
		b.Entry.Person = "p-somebody-else"
		if err := b.Check(a.Store.PublicKey()); ascribe.KindOf(err) != ascribe.ErrUnverified {
			t.Errorf("by somebody else, entry %d: %v", n, err)
		}
	}
	for _, n := range []int64{0, -1, 7} {
		if _, err := a.EntryProof(t.Context(), n); ascribe.KindOf(err) != ascribe.ErrNotFound {
			t.Errorf("entry %d: %v", n, err)
		}
	}
}

func TestStatementProof(t *testing.T) {
	a := secret(t)
	q := public(&app.Question{AsOf: ascribe.Now})
	text, err := a.StatementProof(t.Context(), q, "i1")
	if err != nil {
		t.Fatal(err)
	}
	var b ledger.Bundle
	if err := b.UnmarshalText(text); err != nil || b.Check(a.Store.PublicKey()) != nil {
		t.Errorf("i1: %v", err)
	}
	named, err := a.Statement(t.Context(), &app.Question{AsOf: ascribe.Now}, "doe-name")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.StatementProof(t.Context(), q, "statement-"+number(named.Record)); ascribe.KindOf(err) != ascribe.ErrNotFound {
		t.Errorf("the proof tells the name: %v", err)
	}
	if _, err := a.StatementProof(t.Context(), &app.Question{AsOf: ascribe.Now}, "doe-name"); err != nil {
		t.Errorf("to the team: %v", err)
	}
}
