package web

import (
	"encoding/json"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/bibliography"
	"github.com/ascribe-project/ascribe/internal/foreign"
)

// toCite are pages of each kind: an incident, a source, lists, charts, drift.
var toCite = map[string]string{
	"/incidents/wuerzburg-train-2016?known=2016-07-20":                "Würzburg regional train attack",
	"/sources/ap-austindaily-2016-07-20":                              "",
	"/?where=country%3DDE&where=label%3Dremote_controlled":            "Incidents: Germany, remote controlled",
	"/over-time?by=label&across=country&known=2016-12-31&as=share":    "Over time: by label, across country, as shares",
	"/drift?known=2017-06-30":                                         "Drift",
	"/drift/incidents?first=inspired":                                 "Incidents behind the drift: inspired",
	"/changes?from=2016-07-01&to=2017-06-30":                          "Changes from 2016-07-01 to 2017-06-30",
	"/map?label=inspired":                                             "Map: inspired",
	"/sources?kind=press&sort=title":                                  "Sources: press",
	"/actors?q=kassim":                                                "Actors: “kassim”",
	"/codebook":                                                       "Codebook direction 1.1.0",
	"/incidents/wuerzburg-train-2016?known=2016-08-01&why_not=linked": "Würzburg regional train attack: why not linked",
}

// TestCite: each page says how it is cited, to readers without scripts too, and gives
// the same as files; the address in it is that of exactly this view.
func TestCite(t *testing.T) {
	s := serve(t, sampleRecord(t))
	for address, title := range toCite {
		page := get(t, s, address, 200)
		contains(t, page, `<details id="cite"><summary>Cite this page</summary>`, `<details id="fetch">`)
		and := "&"
		if !strings.Contains(address, "?") {
			and = "?"
		}
		for form, ending := range map[string]string{"bibtex": ".bib", "ris": ".ris", "csl": ".json"} {
			w := request(s, http.MethodGet, address+and+"cite="+form)
			file := w.Header().Get("Content-Disposition")
			if w.Code != 200 || !strings.HasPrefix(file, "attachment; filename=") || !strings.HasSuffix(file, ending+`"`) {
				t.Errorf("%s as %s: %d, %s", address, form, w.Code, file)
			}
			contains(t, html.UnescapeString(page), w.Body.String())
		}
		var problems ascribe.Problems
		found := bibliography.Read("a.ris", bibliography.RIS, request(s, http.MethodGet, address+and+"cite=ris").Body.Bytes(), &problems)
		if len(found) != 1 {
			t.Fatalf("%s: %v", address, problems)
		}
		if got := found[0].Source.Title; title != "" && got != title {
			t.Errorf("%s is called %q, want %q", address, got, title)
		}
		exact, err := url.Parse(found[0].Source.URL)
		asks := exact.Query()
		if pinned := asks.Get("recorded") == "2" && asks.Get("codebook") == "1.1.0" || asks.Get("from") == "2016-07-01@2" && asks.Get("to") == "2017-06-30@2"; err != nil || exact.Host != "example.com" || !pinned {
			t.Errorf("%s is cited at %s", address, found[0].Source.URL)
		}
		get(t, s, exact.RequestURI(), 200)
	}
	get(t, s, "/?cite=endnote", 400)
	get(t, s, "/api/v1/incidents?cite=ris", 400)
	if page := get(t, s, "/nothing", 404); strings.Contains(page, "Cite this page") {
		t.Error("a page of a fault is to be cited")
	}
}

// TestHeads: what other sites and search engines take a page for.
func TestHeads(t *testing.T) {
	s := serve(t, sampleRecord(t))
	linked := regexp.MustCompile(`<script type="application/ld\+json">(.*)</script>`)
	for address := range toCite {
		page := get(t, s, address+"", 200)
		want := html.EscapeString("http://example.com" + sorted(t, address))
		contains(t, page, `<link rel="canonical" href="`+want+`">`, `<meta property="og:url" content="`+want+`">`, `<meta name="description" content="`, `<meta property="og:title" content="`)
		if strings.Contains(page, "ClaimReview") {
			t.Errorf("%s says that it checks a claim", address)
		}
		var data struct {
			Type   string `json:"@type"`
			Name   string `json:"name"`
			URL    string `json:"url"`
			PartOf struct {
				Type string `json:"@type"`
			} `json:"isPartOf"`
		}
		if err := json.Unmarshal([]byte(linked.FindStringSubmatch(page)[1]), &data); err != nil {
			t.Fatal(err)
		}
		if data.Type != "Dataset" || data.PartOf.Type != "Dataset" || data.URL != "http://example.com"+sorted(t, address) {
			t.Errorf("%s is told as %+v", address, data)
		}
		if title := between(page, "<title>", " · "); html.UnescapeString(title) != data.Name {
			t.Errorf("%s is called %q and %q", address, title, data.Name)
		}
	}
	contains(t, get(t, s, "/incidents/wuerzburg-train-2016?known=2016-07-20", 200), `content="Inspired, not settled, as known on 20`, `lang="de"`)
	w := request(s, http.MethodGet, "/drift", "X-Forwarded-Proto", "https")
	contains(t, w.Body.String(), `<link rel="canonical" href="https://example.com/drift">`)
	// Who passed the address on is no part of it.
	contains(t, get(t, s, "/drift?utm_source=x", 200), `<link rel="canonical" href="http://example.com/drift">`)
}

// TestCitedDay: the day of access is that on which the page is read, whatever was
// kept of it.
func TestCitedDay(t *testing.T) {
	s := serve(t, sampleRecord(t))
	first := request(s, http.MethodGet, "/drift")
	s.site.Today = func() ascribe.Day { return ascribe.NewDay(2031, 5, 7) }
	contains(t, request(s, http.MethodGet, "/drift", "If-None-Match", first.Header().Get("ETag")).Body.String(), "Accessed 2031-05-07.")
}

func sorted(t testing.TB, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	u.RawQuery = u.Query().Encode()
	return u.String()
}

func between(text, from, to string) string {
	_, text, _ = strings.Cut(text, from)
	text, _, _ = strings.Cut(text, to)
	return text
}

// TestFetched runs the lines that a page offers for R and Python, and those for
// DuckDB as far as they can be run without what it would have to be sent.
func TestFetched(t *testing.T) {
	if testing.Short() {
		t.Skip("other programs are slow")
	}
	served := httptest.NewServer(serve(t, sampleRecord(t)))
	t.Cleanup(served.Close)
	lines := func(address string) (list []string) {
		answer, err := http.Get(served.URL + address)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close() //nolint:errcheck // it was only read
		var page strings.Builder
		if err := answer.Write(&page); err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?s)<pre><code>(.*?)</code></pre>`).FindAllStringSubmatch(between(page.String(), `<details id="fetch">`, "</main>"), -1) {
			list = append(list, html.UnescapeString(m[1]))
		}
		return list
	}
	germany := lines("/?where=country%3DDE")
	if len(germany) != 3 || !strings.Contains(germany[2], "read_csv") {
		t.Fatalf("%q", germany)
	}
	if got := strings.TrimSpace(foreign.R(t, nil, germany[0]+"\ncat(nrow(answer), all(answer$entry == 2))")); got != "4 TRUE" {
		t.Errorf("R has %s", got)
	}
	if got := strings.TrimSpace(foreign.Python(t, nil, germany[1]+"\nprint(len(rows), rows[0]['entry'])")); got != "4 2" {
		t.Errorf("Python has %s", got)
	}
	actor := lines("/actors/islamic-state")
	if got := strings.TrimSpace(foreign.R(t, []string{"jsonlite"}, actor[0]+"\ncat(answer$actor)")); got != "islamic-state" {
		t.Errorf("R has %s", got)
	}
	if got := strings.TrimSpace(foreign.Python(t, nil, actor[1]+"\nprint(answer['actor'])")); got != "islamic-state" {
		t.Errorf("Python has %s", got)
	}
}
