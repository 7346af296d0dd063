package web

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// hidden is a record with a person who may not be named, whose ids, notes and
// aliases tell the name, in every place that can hold it; the coders of what is
// said of the person, and of two statements that tell nothing else, have it too.
func hidden(t *testing.T) *point.App {
	t.Helper()
	a := emptyRecord(t)
	statement := func(id, subject, variable, value string) *ascribe.Statement {
		return &ascribe.Statement{
			ID: id, Subject: subject, Variable: variable, Value: value, Stance: ascribe.Asserts, Source: "court", Credibility: "2",
			Note: "Smithee said so", Locator: "Smithee, ¶ 4", Quote: "I am Smithee", Coder: "coder-smithee",
		}
	}
	plain := statement("i1", "station-2016", "country", "DE")
	plain.Note, plain.Locator, plain.Quote, plain.Coder = "", "", "", ""
	adds(t, a,
		&ascribe.Source{ID: "court", Title: "A judgment", Published: dated(t, "2016-07-20"), Reliability: "B"},
		&ascribe.Incident{ID: "station-2016", Title: "Station"},
		&ascribe.Actor{ID: "alan-smithee", Kind: ascribe.Person, Name: "Alan Smithee"},
		&ascribe.Actor{ID: "screen", Kind: ascribe.Persona, Name: "@screen"},
		&ascribe.Link{ID: "l-smithee", Incident: "station-2016", Actor: "alan-smithee", Role: "handler"},
		plain,
		statement("smithee-name", "alan-smithee", "name", "Alan Smithee"),
		statement("smithee-alias", "alan-smithee", "alias", "Al Smithee"),
		statement("smithee-same", "screen", "same_as", "alan-smithee"),
		statement("smithee-contact", "l-smithee", "contact", "member_remotely"),
		&ascribe.Withdrawal{ID: "smithee-out", Statement: "smithee-alias", Kind: ascribe.Strike, Reason: "Smithee was misread"},
	)
	addSuspects(t, a, statement)
	keepsShown(t, a, "court", "testdata/page.html")
	return a
}

// addSuspects makes the person the value of statements about incidents, under a
// codebook that has a variable for that.
func addSuspects(t *testing.T, a *point.App, statement func(id, subject, variable, value string) *ascribe.Statement) {
	t.Helper()
	text := regexp.MustCompile(`(?m)^version: .*`).ReplaceAll(codebooks.Direction, []byte("version: 9.0.0"))
	text = bytes.Replace(text, []byte("\nvariables:\n"), []byte("\nvariables:\n  suspect: {title: Suspect, of: [incident], type: id, definition: Whom the police suspect.}\n"), 1)
	if _, err := acts.Adopt(t.Context(), a, point.By{Who: "a tester"}, point.File{Name: "suspects.yaml", Text: text}); err != nil {
		t.Fatal(err)
	}
	settling := statement("smithee-settled", "station-2016", "suspect", "alan-smithee")
	settling.Settles = []string{"smithee-suspect"}
	denied := statement("smithee-denied", "station-2016", "suspect", "l-smithee")
	denied.Stance = ascribe.Denies
	plain, other := statement("i2", "bridge-2017", "country", "FR"), statement("i4", "bridge-2017", "country", "BE")
	plain.Note, plain.Locator, plain.Quote = "", "", ""
	other.Note, other.Locator, other.Quote, other.Coder = "", "", "", "second-smithee"
	settled := statement("i3", "bridge-2017", "suspect", "screen")
	settled.Note, settled.Locator, settled.Quote, settled.Settles = "", "", "", []string{"smithee-link"}
	adds(
		t, a,
		&ascribe.Incident{ID: "bridge-2017", Title: "Bridge"}, plain, other,
		statement("smithee-suspect", "station-2016", "suspect", "alan-smithee"), settling, denied,
		statement("smithee-link", "bridge-2017", "suspect", "l-smithee"), settled,
		statement("smithee-bridge", "bridge-2017", "same_as", "alan-smithee"),
		statement("smithee-gone", "bridge-2017", "suspect", "alan-smithee"),
		&ascribe.Withdrawal{ID: "smithee-corrected", Statement: "smithee-gone", Kind: ascribe.Correction, Said: dated(t, "2017-01-01"), Source: "court", Reason: "It was not Smithee"},
		&ascribe.Withdrawal{ID: "smithee-back", Statement: "smithee-corrected", Kind: ascribe.Strike, Reason: "It was Smithee"},
	)
}

var hrefs = regexp.MustCompile(`href="(/[^"#]*)`)

// Nothing that can be reached by following links, and no JSON of it, tells the
// name of a person who may not be named.
func TestNoPageTellsAName(t *testing.T) {
	s := serve(t, hidden(t))
	seen, queue := map[string]int{}, []string{"/", "/actors", "/sources", "/ledger", "/incidents/station-2016"}
	for ; len(queue) > 0; queue = queue[1:] {
		address := queue[0]
		path, _, _ := strings.Cut(address, "?")
		if seen[address] > 0 || seen[path] > 4 || strings.HasPrefix(path, "/assets/") {
			continue
		}
		seen[address]++
		if address != path {
			seen[path]++
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
		body := w.Body.String()
		if w.Code == http.StatusInternalServerError {
			t.Errorf("%s: %d", address, w.Code)
		}
		if at := strings.Index(strings.ToLower(body), "smithee"); at >= 0 {
			t.Errorf("%s tells the name: …%s…", address, body[max(0, at-80):min(len(body), at+40)])
		}
		if strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			for _, m := range hrefs.FindAllStringSubmatch(body, -1) {
				queue = append(queue, html.UnescapeString(m[1]))
			}
		}
	}
	for _, address := range []string{
		"/actors/person-4", "/api/v1/actors/person-4", "/actors/screen", "/statements/statement-8", "/api/v1/statements/statement-8", "/statements/statement-10", "/ledger/12", "/api/v1/ledger/12",
	} {
		if seen[address] == 0 {
			t.Errorf("no link led to %s, among %d addresses", address, len(seen))
		}
	}
	for _, address := range []string{
		"/actors/alan-smithee", "/statements/smithee-name", "/statements/smithee-name/proof", "/statements/smithee-same/proof",
		"/statements/smithee-contact/proof", "/statements/i2/proof", "/statements/i4/proof", "/statements/statement-8/proof", "/statements/statement-10/proof", "/statements/statement-11/proof", "/statements/smithee-out/proof", "/api/v1/actors/alan-smithee",
	} {
		get(t, s, address, http.StatusNotFound)
	}
	get(t, s, "/statements/i1/proof", http.StatusOK)
}

// Every route that there is, in every form, with every parameter that it
// takes, is asked of everything that the record has.
func TestNoAnswerTellsAName(t *testing.T) {
	a := hidden(t)
	s := serve(t, a)
	last, err := a.Store.Last(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	records, err := a.Store.LastRecord(t.Context(), last)
	if err != nil {
		t.Fatal(err)
	}
	values := []string{"suspect", "-suspect", "suspect=person-4", "suspect=unknown", "coders", "coders=differ", "same_as", "country", "2016-07-20", "2018-01-01", "1.0.0", "9.0.0", "bridge", "5", "Station"}
	names := []string{"station-2016", "bridge-2017", "screen", "court", "i1", "i2", "i3", "i4", "2016-07-20", "court.67e6372207ad"}
	for n := int64(1); n <= records; n++ {
		names = append(names, strconv.FormatInt(n, 10), fmt.Sprint("person-", n), fmt.Sprint("link-", n), fmt.Sprint("statement-", n))
	}
	answers := 0
	tells := func(address, accept string) (status int) {
		w := request(s, http.MethodGet, address, "Accept", accept)
		answers++
		if w.Code >= 500 {
			t.Errorf("%s: %d", address, w.Code)
		}
		all := fmt.Sprint(w.Header()) + w.Body.String()
		for _, token := range regexp.MustCompile(`[A-Za-z0-9_-]{12,}`).FindAllString(all, -1) { // such as a cursor
			if text, err := base64.RawURLEncoding.DecodeString(token); err == nil {
				all += string(text)
			}
		}
		all = strings.ToLower(all)
		if at := strings.Index(all, "smithee"); at >= 0 {
			t.Errorf("%s tells the name: …%s…", address, all[max(0, at-80):min(len(all), at+40)])
		}
		return w.Code
	}
	for _, r := range everyRoute() {
		path := r.Path
		page, _ := r.Template()
		forms := map[string]string{kit.APIRoot + kit.APIPath(path): kit.TypeJSON}
		parameters := []*huma.Param{}
		always := url.Values{}
		if item := s.site.Description.Paths[kit.APIRoot+kit.APIPath(path)]; item == nil {
			forms = map[string]string{path: "*/*"}
		} else {
			parameters, always = item.Get.Parameters, needed(item.Get)
			if page != "" {
				forms[path] = "text/html"
			}
		}
		answered := 0
		for path, form := range forms {
			for _, base := range filled(path, names) {
				if tells(kit.Address(base, always), form) != http.StatusOK {
					continue
				}
				if form == kit.TypeJSON {
					tells(kit.Address(base, always), kit.TypeCSV)
				}
				if answered++; answered > 2 {
					continue
				}
				for _, p := range parameters {
					for _, value := range values {
						if p.In == "query" {
							query := maps.Clone(always)
							if slices.ContainsFunc(parameters, func(p *huma.Param) bool { return p.Name == "limit" }) {
								query.Set("limit", "1")
							}
							query.Set(p.Name, value)
							tells(kit.Address(base, query), form)
						}
					}
				}
			}
		}
		if answered == 0 && !strings.HasPrefix(path, "/datasets/") { // of which there are none
			t.Errorf("%s was not answered once", path)
		}
	}
	t.Logf("%d answers", answers)

	for address, want := range map[string]int{
		"q=smithee": 0, "where=suspect%3Dalan-smithee": 0, "where=suspect%3Dperson-4": 2, "where=suspect%3Dscreen": 0, "where=suspect%3Dunknown": 0, "where=same_as%3Dperson-4": 1, "q=bridge": 1,
	} {
		if found := parsed[struct{ Total int }](t, s, "/api/v1/incidents?"+address); found.Total != want {
			t.Errorf("%s: %d incidents, want %d", address, found.Total, want)
		}
	}
	contains(t, get(t, s, "/incidents/station-2016", http.StatusOK), "person-4")
	contains(t, get(t, s, "/api/v1/over-time?by=suspect", http.StatusOK), `"suspect":"person-4"`)
	for _, id := range []string{"smithee-suspect", "smithee-settled", "smithee-gone"} {
		for _, address := range []string{"/statements/" + id, "/statements/" + id + "/proof", "/statements/" + id + "?recorded=2"} {
			w, nobody := request(s, http.MethodGet, address), request(s, http.MethodGet, strings.Replace(address, id, "nobody", 1))
			if w.Code != nobody.Code || strings.ReplaceAll(w.Body.String(), id, "nobody") != nobody.Body.String() {
				t.Errorf("%s is answered as what there is: %d", address, w.Code)
			}
		}
	}
	there, none := get(t, s, "/api/v1/incidents/alan-smithee", http.StatusNotFound), get(t, s, "/api/v1/incidents/nobody", http.StatusNotFound)
	if strings.ReplaceAll(there, "alan-smithee", "nobody") != none {
		t.Errorf("an id that may not be known is answered with %s", there)
	}
}

// filled are the addresses that a path makes with each of the names for its
// last parameter.
func filled(path string, names []string) []string {
	from, to := strings.Index(path, "{"), strings.Index(path, "}")
	if from < 0 {
		return []string{path}
	}
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = path[:from] + url.PathEscape(name) + path[to+1:]
	}
	return list
}

// Where coders differ over an actor and a link is on the actor's page, and
// beside the incident.
func TestCodersDifferOnPages(t *testing.T) {
	a := emptyRecord(t)
	said := func(id, subject, variable, value, coder string, stance ascribe.Stance) *ascribe.Statement {
		return &ascribe.Statement{ID: id, Subject: subject, Variable: variable, Value: value, Stance: stance, Source: "press", Credibility: "2", Coder: coder}
	}
	adds(t, a,
		&ascribe.Source{ID: "press", Title: "Press", Published: dated(t, "2016-07-20"), Reliability: "B"},
		&ascribe.Incident{ID: "x", Title: "An attack"},
		&ascribe.Actor{ID: "group", Kind: ascribe.Organisation, Name: "A group"},
		&ascribe.Link{ID: "l", Incident: "x", Actor: "group", Role: "claimant"},
		said("i", "x", "country", "DE", "anna", ascribe.Asserts),
		said("a1", "group", "name", "One", "anna", ascribe.Asserts), said("a2", "group", "name", "Two", "ben", ascribe.Asserts),
		said("l1", "l", "claim", "made", "anna", ascribe.Asserts), said("l2", "l", "claim", "made", "ben", ascribe.Denies),
	)
	s := serve(t, a)
	contains(t, get(t, s, "/actors/group", http.StatusOK), "Where coders differ", `<b dir="auto">One</b>`, `<b dir="auto">Two</b>`, `Coders differ over`, `href="/statements/l2">statement l2</a>`)
	contains(t, get(t, s, "/incidents/x", http.StatusOK), "Coders differ over", `href="/statements/l1">l1</a>`, `href="/statements/a2">a2</a>`)
}
