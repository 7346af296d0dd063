package web

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// leaks are signs that something of the inside is told.
var leaks = []string{"sql", "internal/", "goroutine", "runtime error", ".go:", "/root/", "/home/", "/tmp/", "no rows", "strconv", "reflect"}

// harmlessAnswer asks for an address and holds the answer to what none may do:
// fail, tell of the inside, or repeat what was asked as markup.
func harmlessAnswer(t testing.TB, s http.Handler, path string, query url.Values) {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.URL = &url.URL{Path: path, RawQuery: query.Encode()}
	r.RequestURI = r.URL.RequestURI()
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code >= 500 {
		t.Errorf("GET %q: %d\n%s", r.RequestURI, w.Code, w.Body)
	}
	text := w.Body.String()
	if strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") && strings.Contains(text, "<script>") {
		t.Errorf("GET %q: a script came through\n%s", r.RequestURI, text)
	}
	if w.Code < 400 {
		return
	}
	asked := strings.ToLower(path + query.Encode() + fmt.Sprint(query))
	for _, leak := range leaks {
		if strings.Contains(strings.ToLower(text), leak) && !strings.Contains(asked, leak) {
			t.Errorf("GET %q tells of %q\n%s", r.RequestURI, leak, text)
		}
	}
}

// hostile are values that no parameter means.
var hostile = []string{
	"'", "a' or 1=1 --", "\x00", "\xff\xfe", "<script>alert(1)</script>", "../../etc/passwd", "9223372036854775808", "-9223372036854775808", "1e9", "%",
	"2016-13-45", "9999-12-31", "-9999-01-01", "2016-07-20/..", strings.Repeat("é", 1000), "label=", "=", "label=<script>", "\u202e\U0001f642", "main", "-", "-label", "day",
}

// TestHostileParameters gives each parameter of each route each hostile value,
// on the page and in the API.
func TestHostileParameters(t *testing.T) {
	s := serve(t, ukraineRecord(t))
	for op := range operations(t, s) {
		for _, p := range op.Parameters {
			values := hostile
			if slices.Contains([]string{"known", "recorded", "codebook", "dataset", kit.FormatName}, p.Name) && op.Path != kit.APIRoot+"/incidents" {
				values = nil // read by the same lines for all
			}
			for _, value := range values {
				path, query := op.Path, url.Values{}
				for _, o := range op.Parameters {
					if o.In == "path" && o != p {
						path = strings.ReplaceAll(path, "{"+o.Name+"}", fmt.Sprint(o.Example))
					}
				}
				if p.In == "path" {
					path = strings.ReplaceAll(path, "{"+p.Name+"}", value)
				} else {
					query.Set(p.Name, value)
				}
				harmlessAnswer(t, s, path, query)
				harmlessAnswer(t, s, strings.TrimPrefix(path, kit.APIRoot), query)
			}
		}
	}
}

// FuzzAddresses asks for any address, with the parameters that there are.
func FuzzAddresses(f *testing.F) {
	s := serve(f, ukraineRecord(f))
	var paths, names []string
	for path, item := range s.site.Description.Paths {
		if item.Get == nil {
			continue // where one only writes
		}
		paths = append(paths, path, strings.TrimPrefix(path, kit.APIRoot))
		for _, p := range item.Get.Parameters {
			names = append(names, p.Name)
		}
	}
	slices.Sort(paths)
	slices.Sort(names)
	names = slices.Compact(names)
	f.Add(uint(0), "wuerzburg-train-2016", uint(0), "2016-07-20", uint(1), "2")
	for i, value := range hostile {
		f.Add(uint(i), value, uint(i), value, uint(i+3), value)
	}
	f.Fuzz(func(t *testing.T, path uint, id string, first uint, a string, second uint, b string) {
		at := paths[path%uint(len(paths))]
		if begin := strings.IndexByte(at, '{'); begin >= 0 {
			end := strings.IndexByte(at, '}')
			at = at[:begin] + id + at[end+1:]
		}
		query := url.Values{}
		query.Add(names[first%uint(len(names))], a)
		query.Add(names[second%uint(len(names))], b)
		harmlessAnswer(t, s, at, query)
	})
}

// TestHostileTitles: what the record says is text on every page, whatever it
// looks like.
func TestHostileTitles(t *testing.T) {
	a := emptyRecord(t)
	addHostile(t, a)
	s := serve(t, a)
	for _, path := range []string{"/", "/incidents/hostile-2020", "/sources", "/sources/hostile-source", "/actors", "/actors/hostile-actor", "/ledger", "/ledger/2", "/over-time", "/awaiting"} {
		page := get(t, s, path, 200)
		if strings.Contains(page, "<script>alert") || strings.Contains(page, `"><img`) {
			t.Errorf("%s: markup came through\n%s", path, page)
		}
	}
	page := get(t, s, "/incidents/hostile-2020", 200)
	contains(t, page, "&lt;script&gt;alert(1)&lt;/script&gt;")
	table := get(t, s, "/api/v1/incidents?format=csv", 200)
	contains(t, table, "'=cmd|' /C calc'!A0")
	for _, address := range []string{"/api/v1/incidents", "/api/v1/table"} {
		between := map[bool]string{true: "'=cmd|", false: "=cmd|"}
		for format, people := range map[string]bool{"csv": true, "csv-people": true, "csv-programs": false} {
			text := get(t, s, address+"?format="+format, 200)
			if strings.Contains(text, "'=cmd|") != people || !strings.Contains(text, between[people]) || strings.HasPrefix(text, kit.ByteOrderMark) != people {
				t.Errorf("%s as %s: %q", address, format, text)
			}
		}
		if text := request(s, http.MethodGet, address, "Accept", "text/csv").Body.String(); strings.Contains(text, "'=cmd|") || strings.HasPrefix(text, kit.ByteOrderMark) {
			t.Errorf("%s to a program: %q", address, text)
		}
	}
}

// addHostile puts down an incident, an actor and a source of whom everything
// that is free text would do harm if it were not only text.
func addHostile(t testing.TB, a *point.App) {
	t.Helper()
	const bad = `<script>alert(1)</script>"><img src=x onerror=alert(1)>` + "\u202e"
	said := ascribe.OnDay(ascribe.NewDay(2020, 2, 2))
	for _, noun := range []ascribe.Noun{
		&ascribe.Incident{ID: "hostile-2020", Title: "=cmd|' /C calc'!A0 " + bad},
		&ascribe.Source{ID: "hostile-source", Title: bad, Publisher: bad, Published: said, Kind: "press", Reliability: "B"},
		&ascribe.Actor{ID: "hostile-actor", Kind: ascribe.Organisation, Name: bad},
		&ascribe.Link{ID: "hostile-link", Actor: "hostile-actor", Incident: "hostile-2020", Role: "claimant"},
		&ascribe.Statement{ID: "hostile-place", Subject: "hostile-2020", Variable: "place", Value: bad, Stance: ascribe.Asserts, Source: "hostile-source", Locator: bad, Credibility: "2", Note: bad},
		&ascribe.Statement{ID: "hostile-claim", Subject: "hostile-2020", Variable: "propaganda", Value: "yes", Stance: ascribe.Asserts, Source: "hostile-source", Credibility: "2", Note: bad},
	} {
		if _, err := acts.Add(context.Background(), a, point.By{Who: "a tester", Why: bad}, noun); err != nil {
			t.Fatalf("%T: %v", noun, err)
		}
	}
}
