package web

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

var anyHref = regexp.MustCompile(`href="(/[^"]*)"`)

// Ids of a dataset are its own, and may have any sign that an address has a
// meaning for: each has a page, and every link to it leads there.
func TestAnyIDHasAPage(t *testing.T) {
	a := emptyRecord(t)
	ids := []string{"UA/2016 nr 7?", "a b", "?x=1&y=2", "50%", "%2F", "a/../b", "../x", "#3", "q+1", "Київ/1", `a"b<c>'d`, "a;b", "x~y"}
	for edition := range 2 {
		var text strings.Builder
		text.WriteString("id,date,place\n")
		for i, id := range ids {
			fmt.Fprintf(&text, "\"%s\",2016-07-%02d,Place %d\n", strings.ReplaceAll(id, `"`, `""`), i+1, i+edition)
		}
		importTable(t, a, "odd", fmt.Sprint(edition+1), fmt.Sprint(2017+edition), []byte(text.String()), nil)
	}
	s := serve(t, a)
	page := get(t, s, "/?dataset=odd", http.StatusOK)
	changes := get(t, s, "/datasets/odd/diff?from=1&to=2", http.StatusOK)
	for i, id := range ids {
		for name, list := range map[string]string{"the list": page, "the diff": changes} {
			found := false
			for _, m := range anyHref.FindAllStringSubmatch(list, -1) {
				link := html.UnescapeString(m[1])
				at, err := url.Parse(link)
				if err != nil {
					t.Errorf("%s: %s is no address", name, link)
					continue
				}
				if !strings.HasSuffix(at.Path, "/"+id) && !strings.Contains(at.RawQuery, url.QueryEscape(id)) {
					continue
				}
				found = true
				w := httptest.NewRecorder()
				s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, link, nil))
				if body := w.Body.String(); w.Code != http.StatusOK || !strings.Contains(body, fmt.Sprint("Place ", i+1)) {
					t.Errorf("%s: %q at %s: %d", name, id, link, w.Code)
				}
			}
			if !found {
				t.Errorf("%s has no link to %q", name, id)
			}
		}
	}
}
