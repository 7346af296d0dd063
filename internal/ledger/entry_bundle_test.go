package ledger_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

func testEntryBundle(t *testing.T) (ledger.EntryBundle, string) {
	t.Helper()
	b, public := testBundle(t)
	return entryOf(b), public
}

func entryOf(b ledger.Bundle) ledger.EntryBundle {
	return ledger.EntryBundle{Entry: b.Entry, InLedger: b.InLedger, Checkpoint: b.Checkpoint}
}

// tamperedEntryBundles are those of a record's bundle that touch more than the
// record.
func tamperedEntryBundles(t *testing.T) map[string]ledger.EntryBundle {
	t.Helper()
	b, _ := testBundle(t)
	out := map[string]ledger.EntryBundle{}
	for what, bad := range tamperedBundles(t, b) {
		if strings.HasPrefix(what, "in_ledger") || strings.HasPrefix(what, "entry") || strings.HasPrefix(what, "checkpoint") {
			out[what] = entryOf(bad)
		}
	}
	if len(out) < 8 {
		t.Fatalf("only %d tampered bundles: %v", len(out), maps.Keys(out))
	}
	return out
}

func TestEntryBundle(t *testing.T) {
	b, public := testEntryBundle(t)
	text, err := b.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	var read ledger.EntryBundle
	if err := read.UnmarshalText(text); err != nil {
		t.Fatal(err)
	}
	if err := read.Check(public); err != nil {
		t.Fatal(err)
	}
	if again, err := read.MarshalText(); err != nil || string(again) != string(text) {
		t.Errorf("read and written again it is %s, %v", again, err)
	}
	for what, bad := range tamperedEntryBundles(t) {
		if err := bad.Check(public); ascribe.KindOf(err) != ascribe.ErrUnverified {
			t.Errorf("%s: Check = %v, want an unverified error", what, err)
		}
	}
	for _, bad := range []string{"", "{}", strings.Replace(string(text), "proof 1", "proof 2", 1), strings.Replace(string(text), `"entry"`, `"enter"`, 1)} {
		if err := new(ledger.EntryBundle).UnmarshalText([]byte(bad)); ascribe.KindOf(err) != ascribe.ErrInvalid {
			t.Errorf("UnmarshalText(%.20q) = %v", bad, err)
		}
	}
	// The proof of a record is none of an entry, nor the other way round.
	record, _ := testBundle(t)
	if other, err := record.MarshalText(); err != nil || new(ledger.EntryBundle).UnmarshalText(other) == nil || new(ledger.Bundle).UnmarshalText(text) == nil {
		t.Errorf("one proof is taken for the other, %v", err)
	}
}
