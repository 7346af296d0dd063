package web

import (
	"context"
	"fmt"
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
		address    string
		cacheBytes bool
	}{
		{"/", true},
		{"/?known=2016-07-20", true},
		{"/api/v1/incidents", true},
		{"/missing", false},
		{"/?q=w", false}, // more may be found later
	} {
		first := request(s, http.MethodGet, x.address).Body.String()
		if again := request(s, http.MethodGet, x.address).Body.String(); (again == first) != x.cacheBytes {
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
