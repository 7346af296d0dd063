package web

import (
	"html"
	"net/http"
	"strings"
	"testing"
)

// TestMeant holds that a page and the API say what was probably meant by an id, a
// parameter, a value or an address that there is not.
func TestMeant(t *testing.T) {
	s := serve(t, sampleRecord(t))
	for page, want := range map[string]string{
		"/incidents/wurzburg-train-2016":             "wuerzburg-train-2016",
		"/sources/bi-de":                             "bi-de-2016-09",
		"/?where=contact%3Dmembre":                   "member",
		"/?where=label%3Dinspird":                    "inspired",
		"/incidents/wuerzburg-train-2016?knwon=2016": "known",
		"/?dataset=mian":                             "main",
	} {
		for _, address := range []string{page, "/api/v1" + strings.Replace(page, "/?", "/incidents?", 1)} {
			w := request(s, http.MethodGet, address)
			said := html.UnescapeString(strings.ReplaceAll(w.Body.String(), `\"`, `"`))
			if w.Code < 400 || !strings.Contains(said, `; did you mean "`+want+`"?`) {
				t.Errorf("%s: %d, without %q", address, w.Code, want)
			}
		}
	}
	if w := request(s, http.MethodGet, "/actros"); !strings.Contains(html.UnescapeString(w.Body.String()), `did you mean "/actors"?`) {
		t.Errorf("%s", w.Body)
	}
	if w := request(s, http.MethodGet, "/api/v1/actros"); !strings.Contains(w.Body.String(), `did you mean \"/api/v1/actors\"?`) {
		t.Errorf("%s", w.Body)
	}
	if printed := get(t, s, "/api/v1/incidents?where=label%3Dremote+controlled", http.StatusOK); !strings.Contains(printed, `"total":10,`) {
		t.Errorf("as it is printed, a label finds others: %s", printed)
	}
}
