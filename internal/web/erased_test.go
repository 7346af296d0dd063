package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/store"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// TestErasedIsKeptNowhere: what had been answered before an erasure, as of
// whichever entry, is answered no more, out of no cache.
func TestErasedIsKeptNowhere(t *testing.T) {
	a := emptyRecord(t)
	ctx := t.Context()
	day := ascribe.OnDay(ascribe.NewDay(2016, 7, 18))
	record := map[string]int64{}
	write := func(kind ascribe.EntryKind, nouns ...ascribe.Noun) {
		t.Helper()
		_, _, err := acts.Act(ctx, a, point.By{Who: "a tester"}, kind, func(tx *store.Tx) error {
			for _, noun := range nouns {
				n, err := tx.Append(noun)
				if err != nil {
					return err
				}
				record[noun.Key().ID] = n
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	write(ascribe.EntryEvidence,
		&ascribe.Source{ID: "paper", Title: "A paper", Published: day, Reliability: "B"},
		&ascribe.Source{ID: "leaflet", Title: "A zwieback leaflet", Publisher: "zwieback and sons", Published: day, Reliability: "B"},
		&ascribe.Source{ID: "echo", Title: "An echo", Published: day, Reliability: "B", RestsOn: []string{"paper"}},
		&ascribe.Incident{ID: "train", Title: "A train"},
		&ascribe.Actor{ID: "someone", Kind: ascribe.Persona, Name: "Someone"},
		&ascribe.Statement{ID: "s1", Subject: "train", Variable: "date", Value: "2016-07-18", Stance: ascribe.Asserts, Source: "paper", Credibility: "2"},
		&ascribe.Statement{ID: "s2", Subject: "train", Variable: "place", Value: "zwieback", Stance: ascribe.Asserts, Source: "paper", Credibility: "2", Note: "zwieback it said", Quote: "zwieback"},
		&ascribe.Statement{ID: "s3", Subject: "someone", Variable: "alias", Value: "zwieback", Stance: ascribe.Asserts, Source: "echo", Credibility: "2"},
	)
	write(ascribe.EntryEvidence, &ascribe.Incident{ID: "later", Title: "Something later"})
	s := serve(t, a)
	var paths []string
	for _, r := range everyRoute() {
		switch {
		case strings.Contains(r.Path, "{id}"):
			paths = append(paths, replaced(r.Path, "{id}", []string{"train", "someone", "paper", "leaflet", "echo", "s1", "s2", "s3"})...)
		case strings.Contains(r.Path, "{n}"):
			paths = append(paths, replaced(r.Path, "{n}", []string{"2", "3"})...)
		case strings.Contains(r.Path, "{then}"):
			paths = append(paths, replaced(r.Path, "{then}", []string{"2016-01-01"})...)
		case !strings.Contains(r.Path, "{"):
			paths = append(paths, r.Path)
		}
	}
	asked := func() (telling []string) {
		for _, path := range paths {
			for _, query := range []string{"", "?recorded=2", "?recorded=3", "?known=2016-07-18&recorded=3", "?q=zwieb*", "?by=place", "?long=true"} {
				for _, address := range []string{path + query, kit.APIRoot + path + query} {
					w := httptest.NewRecorder()
					s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
					if strings.Contains(w.Body.String(), "zwieback") {
						telling = append(telling, address)
					}
				}
			}
		}
		return telling
	}
	before := asked()
	for _, address := range []string{"/incidents/train?recorded=2", "/api/v1/statements/s2?recorded=2", "/actors/someone", "/sources?recorded=2", "/api/v1/sources/leaflet", "/api/v1/table?long=true"} {
		if !slices.Contains(before, address) {
			t.Errorf("%s does not tell the word before it is erased", address)
		}
	}
	if again := asked(); !slices.Equal(before, again) {
		t.Errorf("asked again: %v", again)
	}
	for _, id := range []string{"s2", "s3", "leaflet"} {
		write(ascribe.EntryErasure, &ascribe.Erasure{Target: record[id], Reason: fmt.Sprint("the law on ", len(id))})
	}
	if after := asked(); len(after) > 0 {
		t.Errorf("told after it was erased: %v", after)
	}
}
