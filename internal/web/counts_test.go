package web

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/store"
)

// taken is how many transactions and statements of SQL an answer takes.
func taken(t *testing.T, s http.Handler, address string) (transactions, statements int64) {
	t.Helper()
	ctx, n := store.Counting(t.Context())
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil).WithContext(ctx))
	if w.Code != http.StatusOK || n.Statements() == 0 {
		t.Fatalf("%s: %d, %d statements of SQL", address, w.Code, n.Statements())
	}
	return n.Transactions(), n.Statements()
}

// takesFew holds a page to at most three transactions and some statements: with
// nothing kept, asked again, and asked as of a day, when the answer is not kept but
// what it is made from is. It gives what the first took.
func takesFew(t *testing.T, a *point.App, address string, most int64) int64 {
	t.Helper()
	s := serve(t, a)
	var first int64
	for i, asked := range []string{address, address, address + "?known=2024-12-31"} {
		transactions, statements := taken(t, s, asked)
		if i == 0 {
			first = statements
		}
		if transactions > 3 || statements > most {
			t.Errorf("%s, asked %d times before: %d transactions and %d statements of SQL, want at most 3 and %d", asked, i, transactions, statements, most)
		}
	}
	return first
}

// TestPagesTakeFewStatements: a page takes a few transactions and statements of
// SQL, however many statements and actors there are.
func TestPagesTakeFewStatements(t *testing.T) {
	a := sampleRecord(t)
	largest, most := "", 0
	for d, err := range a.Store.Dossiers(t.Context(), ascribe.Main) {
		if err != nil {
			t.Fatal(err)
		}
		if len(d.Statements) > most {
			largest, most = d.Subject, len(d.Statements)
		}
	}
	for address, statements := range map[string]int64{"/incidents/" + largest: 40, "/": 23, "/over-time": 24} {
		takesFew(t, sampleRecord(t), address, statements)
	}
	// Its places are ids of actors, whose names are read before any is told.
	for address, statements := range map[string]int64{"/incidents/crowded": 41, "/": 34, "/over-time": 35, "/actors": 40, "/ledger": 24} {
		few, many := takesFew(t, crowded(t, 5), address, statements), takesFew(t, crowded(t, 200), address, statements)
		if few != many {
			t.Errorf("%s takes %d statements of SQL with 5 actors in the record, and %d with 200", address, few, many)
		}
	}
}

// crowded is a record with an incident of 500 statements, and with so many
// actors, each linked to it or to another incident, and the same as the
// next.
func crowded(t *testing.T, actors int) *point.App {
	t.Helper()
	a := emptyRecord(t)
	signer, err := a.Signer()
	if err != nil {
		t.Fatal(err)
	}
	act := store.Act{Kind: ascribe.EntryImport, Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Who: "a tester", Rand: rand.Reader, Signer: signer}
	_, _, err = a.Store.Write(t.Context(), act, func(tx *store.Tx) error {
		for _, n := range crowd(t, actors) {
			if _, err := tx.Append(n); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func crowd(t *testing.T, actors int) []ascribe.Noun {
	nouns := []ascribe.Noun{
		&ascribe.Source{ID: "court", Title: "A judgment", Published: dated(t, "2016-07-20"), Reliability: "B"},
		&ascribe.Incident{ID: "crowded", Title: "Crowded"},
	}
	said := func(subject, variable, value string) {
		nouns = append(nouns, &ascribe.Statement{
			ID: fmt.Sprintf("said-%d", len(nouns)), Subject: subject, Variable: variable, Value: value,
			Stance: ascribe.Asserts, Source: "court", Credibility: "2",
		})
	}
	for i := range actors {
		id, incident := fmt.Sprintf("actor-%d", i), "crowded"
		if i%5 > 0 {
			incident = fmt.Sprintf("incident-%d", i)
			nouns = append(nouns, &ascribe.Incident{ID: incident, Title: "Another"})
			said(incident, "country", "DE")
		}
		nouns = append(nouns,
			&ascribe.Actor{ID: id, Kind: ascribe.Person, Name: "Somebody"},
			&ascribe.Link{ID: "l-" + id, Incident: incident, Actor: id, Role: "handler"})
		said("l-"+id, "contact", "member_remotely")
		said(id, "alias", "Another name")
	}
	for i := range actors {
		said(fmt.Sprintf("actor-%d", i), "same_as", fmt.Sprintf("actor-%d", (i+1)%actors))
	}
	for i := range 500 {
		said("crowded", "place", fmt.Sprintf("actor-%d", i%(2*actors)))
	}
	return nouns
}
