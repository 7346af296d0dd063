package app_test

import (
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

func TestEntryProof(t *testing.T) {
	a := secret(t)
	for range 4 {
		write(t, a, []ascribe.Noun{&ascribe.Reason{Text: "more"}})
	}
	for n := int64(1); n <= 6; n++ {
		text, err := apptest.At1(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.EntryProof, n)
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
		if _, err := apptest.At1(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.EntryProof, n); ascribe.KindOf(err) != ascribe.ErrNotFound {
			t.Errorf("entry %d: %v", n, err)
		}
	}
}

func TestStatementProof(t *testing.T) {
	a := secret(t)
	q := public(&point.Question{AsOf: ascribe.Now, Viewer: point.Team})
	text, err := apptest.At1(t.Context(), a, q, ask.StatementProof, "i1")
	if err != nil {
		t.Fatal(err)
	}
	var b ledger.Bundle
	if err := b.UnmarshalText(text); err != nil || b.Check(a.Store.PublicKey()) != nil {
		t.Errorf("i1: %v", err)
	}
	named, err := apptest.At1(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Statement, "doe-name")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := apptest.At1(t.Context(), a, q, ask.StatementProof, "statement-"+number(named.Record)); ascribe.KindOf(err) != ascribe.ErrNotFound {
		t.Errorf("the proof tells the name: %v", err)
	}
	if _, err := apptest.At1(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.StatementProof, "doe-name"); err != nil {
		t.Errorf("to the team: %v", err)
	}
}

// Who coded a statement is told to the team, and so is its proof, which has the
// record as it was written.
func TestCoderIsForTheTeam(t *testing.T) {
	a := secret(t)
	write(t, a, []ascribe.Noun{&ascribe.Statement{
		ID: "coded", Subject: "station-2016", Variable: "country", Value: "FR", Stance: ascribe.Asserts, Source: "court", Credibility: "2", Coder: "anna",
	}})
	team, readers := &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, &point.Question{AsOf: ascribe.Now, Viewer: point.Public}
	for _, x := range []struct {
		q        *point.Question
		coder    string
		provable bool
	}{{team, "anna", true}, {readers, "", false}} {
		s, err := apptest.At1(t.Context(), a, x.q, ask.Statement, "coded")
		if err != nil {
			fatal(t, err)
		}
		if s.Coder != x.coder || s.Provable() != x.provable {
			t.Errorf("public %t: coded by %q, provable %t", x.q.Viewer == point.Public, s.Coder, s.Provable())
		}
		text, err := apptest.At1(t.Context(), a, x.q, ask.StatementProof, "coded")
		if told := strings.Contains(string(text), "anna"); told != x.provable || (err == nil) != x.provable {
			t.Errorf("public %t: the proof tells the coder: %t, %v", x.q.Viewer == point.Public, told, err)
		}
	}
}
