package web

import (
	"html"
	"net/http"
	"testing"
)

// TestWays: a page that cannot be given keeps the head, says in its title what is
// wrong, and leads to the page that is nearest, which works.
func TestWays(t *testing.T) {
	s := serve(t, sampleRecord(t))
	for address, want := range map[string]string{
		"/incidents/wuerzburg-train-2016?known=2016-13-40":             "/incidents/wuerzburg-train-2016",
		"/incidents/wuerzburg-train-2016?known=2016-08-01&why_not=foo": "/incidents/wuerzburg-train-2016?known=2016-08-01",
		"/incidents/wuerzburg-train-2016?recorded=1":                   "/incidents/wuerzburg-train-2016",
		"/incidents/wuerzburg-train-2016?knwon=2016-08-01":             "/incidents/wuerzburg-train-2016?known=2016-08-01",
		"/incidents/wuerzburg-train-2016/evidence?known=2016-08-01":    "/incidents/wuerzburg-train-2016?known=2016-08-01",
		"/incidents/wurzburg-train-2016?known=2016-08-01":              "/incidents/wuerzburg-train-2016?known=2016-08-01",
		"/?where=label%3Dinspird&sort=title":                           "/?sort=title&where=label%3Dinspired",
		"/sources/no-such-source-at-all-anywhere?known=2016-08-01":     "/sources?known=2016-08-01",
		"/actros?known=2016-08-01":                                     "/actors?known=2016-08-01",
		"/over-time?by=labl":                                           "/over-time?by=label",
	} {
		w := request(s, http.MethodGet, address)
		page := w.Body.String()
		way := html.UnescapeString(between(between(page, `<p class="way">`, `</p>`), `href="`, `"`))
		if w.Code < 400 || way != want {
			t.Errorf("%s: %d, and leads to %q, want %q", address, w.Code, way, want)
			continue
		}
		get(t, s, way, 200)
		contains(t, page, `<nav aria-label="Parts of the record">`, `role="search"`)
		if title := between(page, "<title>", "</title>"); len(title) < 20 {
			t.Errorf("%s is called %q", address, title)
		}
	}
	page := get(t, s, "/incidents/wuerzburg-train-2016/evidence?known=2016-08-01", 404)
	contains(t, page, "Würzburg regional train attack, as known on 1")
	if get(t, s, "/nothing/at/all", 404); between(get(t, s, "/nothing", 404), `<p class="way">`, "</p>") != "" {
		t.Error("there is a way from nothing")
	}
}
