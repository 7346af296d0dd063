package app_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

func TestEntries(t *testing.T) {
	a := loaded(t)
	for range 5 {
		write(t, a, []ascribe.Noun{&ascribe.Reason{Text: "because"}})
	}
	first, err := apptest.At2(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Entries, ask.Place{}, 3)
	if err != nil {
		t.Fatal(err)
	}
	last := first.Last
	if last != 7 || len(first.Rows) != 3 || first.Rows[0].Entry != last || !first.Older || first.Newer {
		t.Fatalf("the first page is %+v", first)
	}
	if r := first.Rows[0]; r.Who != "Anna" || r.Reason != "because" || r.Records != 1 || len(r.Root) != 64 {
		t.Errorf("the last entry is %+v", r)
	}
	if !strings.HasPrefix(first.Checkpoint, "ascribe/"+first.Store+"\n7\n") || first.PublicKey == "" {
		t.Errorf("checkpoint %q of %s", first.Checkpoint, first.Store)
	}
	second, err := apptest.At2(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Entries, ask.Place{Before: first.Rows[2].Entry}, 3)
	if err != nil || len(second.Rows) != 3 || second.Rows[0].Entry != last-3 || !second.Older || !second.Newer {
		t.Fatalf("the second page is %+v, %v", second, err)
	}
	third, err := apptest.At2(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Entries, ask.Place{Before: second.Rows[2].Entry}, 3)
	if err != nil || len(third.Rows) != 1 || third.Older || !third.Newer {
		t.Fatalf("the third page is %+v, %v", third, err)
	}
	back, err := apptest.At2(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Entries, ask.Place{After: third.Rows[0].Entry}, 3)
	if err != nil || len(back.Rows) != 3 || back.Rows[0].Entry != second.Rows[0].Entry {
		t.Errorf("back is %+v, %v", back, err)
	}
	if none, err := apptest.At2(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Entries, ask.Place{After: last}, 0); err != nil || len(none.Rows) != 0 {
		t.Errorf("after the last: %+v, %v", none.Rows, err)
	}
}

func TestEntry(t *testing.T) {
	a := loaded(t)
	q := &point.Question{AsOf: ascribe.Now, Viewer: point.Team}
	seen, after := int64(0), int64(0)
	for {
		e, err := apptest.At3(t.Context(), a, q, ask.Entry, 2, after, 200)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range e.Lines {
			if seen++; l.Record != e.First+seen-1 || l.Noun == "" || len(l.Hash) != 64 || l.Text == "" {
				t.Fatalf("line %d is %+v", seen, l)
			}
		}
		if after = e.Next; after == 0 {
			if seen != e.Records {
				t.Errorf("%d records, want %d", seen, e.Records)
			}
			break
		}
	}
	if _, err := apptest.At3(t.Context(), a, q, ask.Entry, 3, 0, 0); ascribe.KindOf(err) != ascribe.ErrNotFound {
		t.Errorf("entry 3: %v", err)
	}
	if _, err := apptest.At3(t.Context(), a, q, ask.Entry, 0, 0, 0); ascribe.KindOf(err) != ascribe.ErrNotFound {
		t.Errorf("entry 0: %v", err)
	}
}

func TestAnEntryTellsNoName(t *testing.T) {
	a := secret(t)
	write(t, a, []ascribe.Noun{
		&ascribe.Withdrawal{ID: "doe-gone", Statement: "doe-name", Kind: ascribe.Strike, Reason: "not Doe"},
		&ascribe.Withdrawal{ID: "doe-again", Statement: "doe-gone", Kind: ascribe.Strike, Reason: "Doe after all"},
	})
	for n := int64(2); n <= 3; n++ {
		e, err := apptest.At3(t.Context(), a, public(&point.Question{AsOf: ascribe.AsOf{Known: ascribe.Forever, Recorded: 1}, Viewer: point.Team}), ask.Entry, n, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(e.Lines)
		if err != nil {
			t.Fatal(err)
		}
		told := strings.ReplaceAll(string(text), "doe-alias", "") // the persona
		if strings.Contains(strings.ToLower(told), "doe") {
			t.Errorf("entry %d tells the name: %s", n, told)
		}
	}
	if _, err := acts.Add(t.Context(), a, point.By{Who: "anna"}, &ascribe.Withdrawal{Statement: "doe-again", Kind: ascribe.Strike, Reason: "Doe it is not"}); err != nil {
		t.Fatal(err)
	}
	for _, viewer := range []point.Viewer{point.Public, point.Team} {
		q := &point.Question{AsOf: ascribe.Now, Viewer: viewer}
		entry, err := apptest.At3(t.Context(), a, q, ask.Entry, 4, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		list, err := apptest.At2(t.Context(), a, q, ask.Entries, ask.Place{}, 1)
		if err != nil {
			t.Fatal(err)
		}
		for what, answer := range map[string]any{"the entry": entry, "the ledger": list} {
			text, err := json.Marshal(answer)
			if err != nil {
				t.Fatal(err)
			}
			if told := strings.Contains(string(text), "Doe it is not"); told != viewer.NamesAll() {
				t.Errorf("%s tells the %s why: %t", what, viewer.Key(), told)
			}
		}
	}
	e, err := apptest.At3(t.Context(), a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Entry, 3, 0, 0)
	if err != nil || e.Lines[0].ID != "doe-gone" || !strings.Contains(e.Lines[0].Text, "not Doe") {
		t.Errorf("to the team: %+v, %v", e, err)
	}
}
