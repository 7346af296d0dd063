package web

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

func TestShelf(t *testing.T) {
	a := sampleRecord(t)
	s := serve(t, a)
	asked := 0
	during(t, s, func(w http.ResponseWriter, r *http.Request) {
		asked++
		if strings.HasPrefix(r.URL.Path, "/missing") {
			w.WriteHeader(http.StatusNotFound)
		}
		fmt.Fprintf(w, "answer %d", asked) //nolint:errcheck
	})
	for _, x := range []struct {
		address string
		kept    bool
	}{
		{"/", true},
		{"/?known=2016-07-20", true},
		{"/api/v1/incidents", true},
		{"/missing", false},
		{"/?q=w", false}, // more may be found later
	} {
		first := request(s, http.MethodGet, x.address).Body.String()
		if again := request(s, http.MethodGet, x.address).Body.String(); (again == first) != x.kept {
			t.Errorf("GET %s: %q, then %q", x.address, first, again)
		}
	}
	page := request(s, http.MethodGet, "/").Body.String()
	if asCSV := request(s, http.MethodGet, "/api/v1/incidents", "Accept", "text/csv").Body.String(); asCSV == request(s, http.MethodGet, "/api/v1/incidents").Body.String() {
		t.Error("JSON is given for CSV")
	}
	if _, err := acts.Add(context.Background(), a, point.By{Who: "a tester"}, &ascribe.Incident{ID: "new-2020", Title: "New"}); err != nil {
		t.Fatal(err)
	}
	if after := request(s, http.MethodGet, "/").Body.String(); after == page {
		t.Error("after another entry the answer is the old one")
	}
}

// TestShelfIsBounded: it never has more than it may, addresses and all, and
// what was used last stays.
func TestShelfIsBounded(t *testing.T) {
	const most = 64_000
	s := newShelf(most)
	for i := range 100 {
		d := newDraft(http.Header{"Etag": {"a tag"}})
		d.Write(make([]byte, 900)) //nolint:errcheck
		s.put(fmt.Sprint(i), d)
		if s.get("0") == nil {
			t.Fatalf("what is asked for again and again is gone after %d", i)
		}
		held := 0
		for key, e := range s.byKey {
			held += len(key) + e.Value.(*keptAnswer).body.Len()
		}
		if s.size > most || s.size < held+around*s.recent.Len() || len(s.byKey) != s.recent.Len() {
			t.Fatalf("%d bytes for %d, %d answers, %d keys", s.size, held, s.recent.Len(), len(s.byKey))
		}
	}
	if n := s.recent.Len(); n < most/2500 {
		t.Errorf("only %d answers are kept", n)
	}
	large := newDraft(http.Header{})
	io.WriteString(large, strings.Repeat("x", most/10)) //nolint:errcheck
	s.put("large", large)
	if s.get("large") != nil || s.get("50") != nil || s.get("99") == nil {
		t.Error("what is too large is kept, or the wrong ones fell off")
	}
	for i := range 1000 { // small answers to long addresses
		s.put(strings.Repeat("x", 8000)+fmt.Sprint(i), newDraft(http.Header{}))
	}
	if n := s.recent.Len(); n > most/8000 {
		t.Errorf("%d addresses of 8000 bytes are kept in %d", n, most)
	}
}
