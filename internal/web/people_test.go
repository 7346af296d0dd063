package web

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/web/page/actors"
)

// adds writes nouns down, each in an entry of its own.
func adds(t testing.TB, a *point.App, nouns ...ascribe.Noun) {
	t.Helper()
	for _, n := range nouns {
		by := point.By{Who: "a tester"}
		if acts.NeedsReason(n) {
			by.Why = "Smithee, as we read it" // which is for the team
		}
		if _, err := acts.Add(t.Context(), a, by, n); err != nil {
			t.Fatalf("%+v: %v", n, err)
		}
	}
}

func dated(t testing.TB, text string) ascribe.Date {
	t.Helper()
	d, err := ascribe.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// parsed is the answer at an address as JSON.
func parsed[O any](t testing.TB, s http.Handler, address string) *O {
	t.Helper()
	out := new(O)
	if err := json.Unmarshal([]byte(get(t, s, address, http.StatusOK)), out); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return out
}

// undatedClaim adds a link of which nothing is said.
func undatedClaim(t testing.TB, a *point.App) {
	adds(t, a, &ascribe.Link{ID: "l-claim-thalys", Incident: "thalys-2015", Actor: "aqap", Role: "claimant"})
}

func TestActorsPage(t *testing.T) {
	a := sampleRecord(t)
	undatedClaim(t, a)
	s := serve(t, a)
	page := get(t, s, "/actors", http.StatusOK)
	contains(t, page, `<svg class="links"`, "Rachid Kassim", `href="/actors/rachid-kassim"`, "17 actors", "claimant", "not named: person-", "1 link is undated", `(undated)`,
		`recruiter in <a href="/incidents/magnanville-2016"`)
	handlers := get(t, s, "/actors?role=handler", http.StatusOK)
	contains(t, handlers, "as handler", `<option value="handler" selected>`)
	if strings.Contains(handlers, "Revolutionary Guard") {
		t.Error("an organiser is among the handlers")
	}
	contains(t, get(t, s, "/actors?known=1990-01-01", http.StatusOK), "Nothing was known of any actor")
	contains(t, get(t, s, "/actors?q=nobody", http.StatusOK), "No actor passes.")
	contains(t, get(t, s, "/actors?after=999", http.StatusOK), "There are no more.")
	get(t, s, "/actors?after=-1", http.StatusBadRequest)
	get(t, s, "/actors?limit=1000000", http.StatusBadRequest)

	var names []string
	for after, pages := 0, 0; ; pages++ {
		a := parsed[actors.ActorsAnswer](t, s, fmt.Sprintf("/api/v1/actors?limit=5&after=%d", after))
		for _, r := range a.Rows {
			names = append(names, r.Actor)
		}
		if after = a.Next; after == 0 {
			if pages != 3 {
				t.Errorf("%d pages of 5 before the last", pages)
			}
			break
		}
	}
	if slices.Sort(names); len(slices.Compact(names)) != 17 {
		t.Errorf("the pages have %v", names)
	}
}

func TestActorPage(t *testing.T) {
	a := sampleRecord(t)
	undatedClaim(t, a)
	s := serve(t, a)
	contains(t, get(t, s, "/actors/rachid-kassim", http.StatusOK), "<h1 dir=\"auto\">Rachid Kassim</h1>", "Incidents: 4 links", "Magnanville", "May be named", "Euronews")
	before := get(t, s, "/actors/rachid-kassim?known=2017-01-01", http.StatusOK)
	contains(t, before, "not named here", "A handler, a recruiter", "Incidents: 2 links")
	if strings.Contains(before, "Magnanville") {
		t.Error("a link shows on a day before it was known")
	}
	if strings.Contains(before, "Kassim</h1>") {
		t.Error("he is named on a day before he was known to be dead")
	}
	contains(t, get(t, s, "/actors/aqap", http.StatusOK), "Who else is linked to these incidents", "undated: the record does not say since when")
	contains(t, get(t, s, "/actors/islamic-state?known=2015-01-31", http.StatusOK), `no link to any was known.</p>`)
	const card, claimant = "<h2>Who is ", "Islamic State</a>, claimant"
	if strings.Contains(get(t, s, "/incidents/wuerzburg-train-2016?known=2016-07-18", http.StatusOK), card) {
		t.Error("the claimant shows on a day before the claim")
	}
	first := get(t, s, "/incidents/wuerzburg-train-2016?known=2016-07-20", http.StatusOK)
	contains(t, first, card, claimant)
	if strings.Contains(first, "a handler</a>") {
		t.Error("the handler shows on a day before he was known of")
	}
	contains(t, get(t, s, "/incidents/wuerzburg-train-2016?known=2016-10-15", http.StatusOK), card, claimant, "a handler</a>, handler")
	if strings.Contains(get(t, s, "/incidents/thalys-2015?known=2017-01-31", http.StatusOK), "claimant") {
		t.Error("what has no day shows as known on one")
	}
	contains(t, get(t, s, "/incidents/thalys-2015", http.StatusOK), "al-Qaeda in the Arabian Peninsula</a>, claimant <span class=\"meta\">(undated: the record does not say since when)</span>")
	get(t, s, "/actors/nobody", http.StatusNotFound)
}

func TestSourcesPage(t *testing.T) {
	s := serve(t, sampleRecord(t))
	contains(t, get(t, s, "/sources", http.StatusOK), "106 sources", `aria-sort="descending"`, "Terror from afar", "rests on")
	for _, order := range ask.SourceSorts {
		for _, sort := range []string{order, "-" + order} {
			get(t, s, "/sources?sort="+sort, http.StatusOK)
		}
	}
	contains(t, get(t, s, "/sources?sort=colour", http.StatusBadRequest), "cannot be sorted by")
	by := parsed[ask.SourcePageAnswer](t, s, "/api/v1/sources?sort=published&limit=100")
	if !slices.IsSortedFunc(by.Rows, func(x, y ask.SourceRow) int { return x.Published.Compare(y.Published) }) || len(by.Rows) != 100 {
		t.Errorf("by the day of publication: %d rows", len(by.Rows))
	}
	if rest := parsed[ask.SourcePageAnswer](t, s, "/api/v1/sources?sort=published&limit=100&after="+by.Next); len(rest.Rows) != 6 || rest.Next != "" {
		t.Errorf("the rest is %d rows, and then %q", len(rest.Rows), rest.Next)
	}
	for words, want := range map[string]int{"CBC+AFAR": 1, "suddeutsche+zeitung": 2, "kassim": 1, "no-such-word": 0} {
		if found := parsed[ask.SourcePageAnswer](t, s, "/api/v1/sources?q="+words); found.Total != want || found.Base != 106 {
			t.Errorf("%s: %d of %d, want %d", words, found.Total, found.Base, want)
		}
	}
	contains(t, get(t, s, "/sources?after=nothing", http.StatusBadRequest), "Begin again with the first page")
	contains(t, get(t, s, "/sources?known=1990-01-01", http.StatusOK), "No source had come out")
	contains(t, get(t, serve(t, emptyRecord(t)), "/sources", http.StatusOK), "The record has no source yet.")
}

// statementsOf is, of a source, what these tests read.
type statementsOf struct {
	Rows []struct {
		Statement string         `json:"statement"`
		Stance    ascribe.Stance `json:"stance"`
	} `json:"rows"`
	Next int64 `json:"next"`
}

func TestSourcePage(t *testing.T) {
	s := serve(t, sampleRecord(t))
	page := get(t, s, "/sources/cbc-day6-2017", http.StatusOK)
	contains(t, page, "What would fall with it", "Hyderabad cell", "29 statements", `rel="noreferrer noopener external"`, "written down")
	first := parsed[statementsOf](t, s, "/api/v1/sources/cbc-day6-2017?limit=10")
	rest := parsed[statementsOf](t, s, fmt.Sprintf("/api/v1/sources/cbc-day6-2017?limit=100&after=%d", first.Next))
	if len(first.Rows) != 10 || len(rest.Rows) != 19 || rest.Next != 0 {
		t.Errorf("pages of %d and %d, next %d", len(first.Rows), len(rest.Rows), rest.Next)
	}
	contains(t, get(t, s, "/sources/cbc-day6-2017?known=2016-01-01", http.StatusOK), "It had not come out by")
	get(t, s, "/sources/nothing", http.StatusNotFound)
}

func TestStatementPage(t *testing.T) {
	s := serve(t, sampleRecord(t))
	denied := ""
	for _, r := range parsed[statementsOf](t, s, "/api/v1/sources/cbc-day6-2017").Rows {
		if r.Stance == ascribe.Denies {
			denied = r.Statement
		}
	}
	page := get(t, s, "/statements/"+denied, http.StatusOK)
	contains(t, page, "Denied: ", "Würzburg", "CBC Radio", `href="/ledger/2"`, "What stands on it", "who coded it")
	contains(t, get(t, s, "/statements/"+denied+"?known=2016-08-01", http.StatusOK), "not yet said")
	get(t, s, "/statements/nothing", http.StatusNotFound)
}

// A cell of an imported dataset is a statement too, and every link on its page
// leads somewhere, also that to exactly this view.
func TestTheStatementOfACell(t *testing.T) {
	s := serve(t, ukraineRecord(t))
	rows := regexp.MustCompile(`id="r-(\d+)"><th[^>]*>\d+</th>\s*<td[^>]*>row<`).FindStringSubmatch(get(t, s, "/ledger/3", http.StatusOK))
	if rows == nil {
		t.Fatal("entry 3 has no row")
	}
	page := get(t, s, "/statements/"+rows[1]+"%23best", http.StatusOK)
	contains(t, page, "best", "About the imported dataset", "The value as known")
	links := hrefs.FindAllStringSubmatch(page, -1)
	if len(links) < 15 {
		t.Errorf("only %d links", len(links))
	}
	for _, m := range links {
		if address := html.UnescapeString(m[1]); !strings.HasPrefix(address, "/actors") { // which are the team's own
			get(t, s, address, http.StatusOK)
		}
	}
}

func TestLedgerPages(t *testing.T) {
	record := sampleRecord(t)
	s := serve(t, record)
	contains(t, html.UnescapeString(get(t, s, "/ledger", http.StatusOK)), "2 entries", "a tester", "ascribe verify --against checkpoint-2.txt", record.Store.PublicKey())
	contains(t, get(t, s, "/ledger?before=2", http.StatusOK), "Newer", `href="/ledger/1"`)
	contains(t, get(t, s, "/ledger?recorded=1", http.StatusOK), "not in this view")
	contains(t, get(t, s, "/ledger?after=99", http.StatusOK), "There are no entries there.")
	page := get(t, s, "/ledger/2?limit=50", http.StatusOK)
	contains(t, page, "908 records", "Next records", `href="/ledger/2/proof"`, `href="/incidents/ansbach-2016"`)
	get(t, s, "/ledger/3", http.StatusNotFound)
	get(t, s, "/ledger/0", http.StatusBadRequest)
	get(t, s, "/ledger/two", http.StatusBadRequest)

	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/ledger/2/proof", nil))
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") || !strings.Contains(w.Body.String(), `"format": "ascribe entry proof 1"`) {
		t.Errorf("the proof of an entry: %d %v %s", w.Code, w.Header(), w.Body)
	}
	get(t, s, "/ledger/3/proof", http.StatusNotFound)
	checkpoint := get(t, s, "/ledger/checkpoint", http.StatusOK)
	if err := record.Store.VerifyAgainst(t.Context(), []byte(checkpoint)); err != nil {
		t.Errorf("the checkpoint that is given out: %v", err)
	}
}

// What a record holds is text wherever it stands.
func TestHostileText(t *testing.T) {
	a := emptyRecord(t)
	script := `<script>alert("x")</script>'"&`
	rtl := "هجوم على قطار \u202e evil"
	long := strings.Repeat("very long title ", 320)
	source := func(id, title string) *ascribe.Source {
		return &ascribe.Source{ID: id, Title: title, Publisher: script, URL: "https://example.org/?q=<b>", Published: dated(t, "2016-07-20"), Kind: "press", Reliability: "B"}
	}
	adds(
		t, a,
		source("s1", script), source("s2", rtl), source("s3", long),
		&ascribe.Incident{ID: "i1", Title: script}, &ascribe.Incident{ID: "i2", Title: rtl}, &ascribe.Incident{ID: "i3", Title: long},
		&ascribe.Actor{ID: "a1", Kind: ascribe.Organisation, Name: script}, &ascribe.Actor{ID: "a2", Kind: ascribe.Persona, Name: rtl}, &ascribe.Actor{ID: "a3", Kind: ascribe.Organisation, Name: long},
		&ascribe.Link{ID: "l1", Incident: "i1", Actor: "a1", Role: "handler"}, &ascribe.Link{ID: "l2", Incident: "i2", Actor: "a2", Role: "<b>role</b>"}, &ascribe.Link{ID: "l3", Incident: "i3", Actor: "a3", Role: "claimant"},
	)
	for i, incident := range []string{"i1", "i2", "i3"} {
		adds(t, a, &ascribe.Statement{
			ID: fmt.Sprintf("t%d", i), Subject: incident, Variable: "place", Value: script + long, Stance: ascribe.Asserts, Source: []string{"s1", "s2", "s3"}[i],
			Credibility: "2", Note: script, Quote: rtl, Locator: script, Coder: script,
		})
	}
	s := serve(t, a)
	for _, address := range []string{
		"/actors", "/actors?q=" + url.QueryEscape(script), "/actors/a1", "/actors/a2", "/actors/a3", "/sources", "/sources?q=" + url.QueryEscape(script),
		"/sources/s1", "/sources/s2", "/sources/s3", "/statements/t0", "/statements/t1", "/ledger", "/ledger/2", "/ledger/14",
	} {
		page := get(t, s, address, http.StatusOK)
		for _, bad := range []string{"<script>alert", "<b>role", `href="javascript:`, `href="data:`, "ZgotmplZ"} {
			if strings.Contains(page, bad) {
				t.Errorf("%s has %q", address, bad)
			}
		}
	}
	contains(t, get(t, s, "/sources/s2", http.StatusOK), `href="https://example.org/?q=%3cb%3e"`)
	for address, times := range map[string]int{"/actors": 0, "/sources": 0, "/actors/a3": 1, "/sources/s3": 1} {
		if n := strings.Count(get(t, s, address, http.StatusOK), long[:4500]); n != times {
			t.Errorf("%s has a long title %d times in full, want %d", address, n, times)
		}
	}
}
