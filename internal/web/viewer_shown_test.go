package web

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// TestNotForAll: what is answered to somebody who does not see all is kept by
// nobody between, has a tag of its own, and says of a source that it rests on
// one that is not shown, without an address for it.
func TestNotForAll(t *testing.T) {
	a := emptyRecord(t)
	adoptDirection(t, a)
	first := ascribe.NewDay(2020, 1, 1)
	for _, noun := range []ascribe.Noun{
		&ascribe.Source{ID: "agency-2020", Title: "What the agency had", Published: ascribe.OnDay(first + 2)},
		&ascribe.Source{ID: "paper-2020", Title: "What the paper had", Published: ascribe.OnDay(first + 3), RestsOn: []string{"agency-2020"}},
		&ascribe.Source{ID: "radio-2020", Title: "What the radio had", Published: ascribe.OnDay(first + 4), RestsOn: []string{"paper-2020"}},
	} {
		if _, err := acts.Add(context.Background(), a, point.By{Who: "a tester"}, noun); err != nil {
			t.Fatal(err)
		}
	}
	agency, err := a.Store.Source(context.Background(), "agency-2020")
	if err != nil {
		t.Fatal(err)
	}
	some, err := New(a, Options{
		Version: "test", Hosts: []string{"example.com"}, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Viewer: func(*http.Request) point.Viewer { return point.Public.Without("not the agency", agency.Record) },
	})
	if err != nil {
		t.Fatal(err)
	}
	all := serve(t, a)
	for address, shown := range map[string]string{
		"/sources/paper-2020":        "A source that is not shown",
		"/sources/radio-2020":        "A source that is not shown, through others",
		"/sources":                   "rests on a source that is not shown",
		"/api/v1/sources/paper-2020": `"source":"(not shown)"`,
	} {
		w, public := request(some, http.MethodGet, address), request(all, http.MethodGet, address)
		if h := w.Header(); h.Get("Cache-Control") != "private, no-cache" || !strings.Contains(strings.Join(h.Values("Vary"), ", "), "Cookie, Authorization") || h.Get("ETag") == public.Header().Get("ETag") {
			t.Errorf("GET %s, not for all, with %v", address, h)
		}
		if h := public.Header(); h.Get("Cache-Control") != "no-cache" || strings.Contains(strings.Join(h.Values("Vary"), ", "), "Cookie") {
			t.Errorf("GET %s, for all, with %v", address, h)
		}
		body := w.Body.String()
		if w.Code != 200 || !strings.Contains(body, shown) || strings.Contains(body, "gency") || strings.Contains(body, "/sources/%28not") {
			t.Errorf("GET %s: %d, without %q, or with what is kept from them:\n%s", address, w.Code, shown, body)
		}
		if !strings.Contains(public.Body.String(), "gency") {
			t.Errorf("GET %s does not show all to those who see all", address)
		}
	}
	if w := request(some, http.MethodGet, "/sources/agency-2020"); w.Code != 404 {
		t.Errorf("the source itself: %d", w.Code)
	}
}
