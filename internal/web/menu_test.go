package web

import (
	"regexp"
	"testing"
)

var whereOneIs = regexp.MustCompile(`<a [^>]*aria-current="[a-z]+"[^>]*>([^<]*)</a>`)

// TestMenuSaysWhereOneIs: each page marks the part of the menu that it belongs to, also
// where its address does not begin as that of the part does.
func TestMenuSaysWhereOneIs(t *testing.T) {
	s := serve(t, ukraineRecord(t))
	for address, want := range map[string]string{
		"/": "Incidents", "/timeline": "Incidents", "/incidents/wuerzburg-train-2016/log": "Incidents", "/statements/d27281dc52a8eeda8339": "Incidents",
		"/drift/incidents": "Drift", "/datasets/ged-ukr": "Datasets", "/actors/rachid-kassim/log": "Actors",
		"/sources/cbc-day6-2017": "Sources", "/documents/cbc-day6-2017.67e6372207ad": "Sources",
		"/glossary": "How to read", "/about": "How to read",
	} {
		m := whereOneIs.FindStringSubmatch(get(t, s, address, 200))
		if m == nil || m[1] != want {
			t.Errorf("%s is marked as in %q, want %q", address, m, want)
		}
	}
}
