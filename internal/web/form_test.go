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

// A visit is what somebody who has signed in does in a browser without a script.
type visit struct {
	s      *Server
	cookie string
}

func signedIn(t testing.TB, s *Server) *visit {
	t.Helper()
	w := request(s, http.MethodGet, s.desk.SignInAddress(""))
	cookies := w.Result().Cookies()
	if len(cookies) != 1 {
		t.Fatalf("nobody is signed in: %d", w.Code)
	}
	return &visit{s, cookies[0].Name + "=" + cookies[0].Value}
}

func (v *visit) get(t testing.TB, address string, status int) string {
	t.Helper()
	w := request(v.s, http.MethodGet, address, "Cookie", v.cookie)
	if w.Code != status {
		t.Errorf("GET %s: %d, want %d\n%s", address, w.Code, status, w.Body)
	}
	return w.Body.String()
}

var (
	inputs    = regexp.MustCompile(`<(?:input|textarea)[^>]* name="([^"]+)"(?:[^>]* value="([^"]*)")?`)
	selectOne = regexp.MustCompile(`<select[^>]* name="([^"]+)"`)
)

// form is what a page would send, with some of it typed.
func form(page string, typed ...string) url.Values {
	_, page, _ = strings.Cut(page, ` sheet">`)
	v := url.Values{}
	for _, m := range inputs.FindAllStringSubmatch(page, -1) {
		if !strings.Contains(m[0], "checkbox") {
			v.Set(m[1], html.UnescapeString(m[2]))
		}
	}
	for _, m := range selectOne.FindAllStringSubmatch(page, -1) {
		v.Set(m[1], "")
	}
	for i := 0; i+1 < len(typed); i += 2 {
		v.Set(typed[i], typed[i+1])
	}
	return v
}

func (v *visit) send(path string, form url.Values, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Cookie", v.cookie)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	v.s.ServeHTTP(w, r)
	return w
}

// TestForms: what is typed is written, or told of with what was typed kept; and a form
// writes once.
func TestForms(t *testing.T) {
	v := signedIn(t, deskOf(t, sampleRecord(t)))
	n := v.s.entries(t)
	given := form(v.get(t, "/desk/incident", 200), "id", "I 1", "title", "A <b>title")
	w := v.send("/desk/incident", given)
	if page := w.Body.String(); w.Code != 422 || !strings.Contains(page, `value="A &lt;b&gt;title"`) || !strings.Contains(page, `id="e-id"`) {
		t.Errorf("with a fault: %d\n%s", w.Code, page)
	}
	given = form(w.Body.String(), "id", "i1")
	for range 2 { // the second time it is the same form
		w = v.send("/desk/incident", given)
		if w.Code != 303 || w.Header().Get("Location") != "/incidents/i1" || v.s.entries(t) != n+1 {
			t.Fatalf("%d to %s, entry %d", w.Code, w.Header().Get("Location"), v.s.entries(t))
		}
	}
	wrote := w.Result().Cookies()
	page := request(v.s, http.MethodGet, "/incidents/i1", "Cookie", v.cookie+"; "+wrote[0].Name+"="+wrote[0].Value).Body.String()
	contains(t, page, fmt.Sprintf("entry %d</a>", n+1), fmt.Sprintf("/desk/undo?entry=%d", n+1), "Anna", "/desk/statement?subject=i1")
	given.Set("title", "Another")
	if w = v.send("/desk/incident", given); w.Code != 422 || !strings.Contains(w.Body.String(), "under this key") {
		t.Errorf("the same form with something else: %d", w.Code)
	}
	// Of an amendment only what was changed is sent, and what is stale is told.
	amendment := v.get(t, "/desk/amend?of=source&target=bavaria-2016-07-19", 200)
	if w = v.send("/desk/amend", form(amendment, "why", "x")); w.Code != 422 {
		t.Errorf("with nothing changed: %d", w.Code)
	}
	if w = v.send("/desk/amend", form(amendment, "set.title", "Another title", "why", "a test")); w.Code != 303 || w.Header().Get("Location") != "/sources/bavaria-2016-07-19" {
		t.Errorf("%d to %s\n%s", w.Code, w.Header().Get("Location"), w.Body)
	}
	n = v.s.entries(t)
	stale := form(amendment, "set.title", "A third", "why", "a test")
	stale.Set("form", form(v.get(t, "/desk/incident", 200)).Get("form"))
	if w = v.send("/desk/amend", stale); w.Code != 412 || !strings.Contains(w.Body.String(), "What changed since") || !strings.Contains(w.Body.String(), `value="A third"`) || v.s.entries(t) != n {
		t.Errorf("stale: %d\n%s", w.Code, w.Body)
	}
	// What falls is shown first, and has to be meant.
	strike := v.get(t, "/desk/strike?of=actor&target=islamic-state", 200)
	contains(t, strike, "hangs on it", "l-claim-wuerzburg")
	w = v.send("/desk/strike", form(strike, "why", "a test"))
	if w.Code != 409 || !strings.Contains(w.Body.String(), `name="although"`) || v.s.entries(t) != n {
		t.Errorf("a strike with which other things fall: %d\n%s", w.Code, w.Body)
	}
	if w = v.send("/desk/strike", form(w.Body.String(), "although", "true")); w.Code != 303 || v.s.entries(t) != n+1 {
		t.Errorf("meant: %d\n%s", w.Code, w.Body)
	}
	undo := v.get(t, fmt.Sprintf("/desk/undo?entry=%d", n+1), 200)
	contains(t, undo, "strike of the withdrawal")
	if w = v.send("/desk/undo", form(undo, "why", "it was a test")); w.Code != 303 || v.s.entries(t) != n+2 {
		t.Errorf("undone: %d\n%s", w.Code, w.Body)
	}
}

// TestStatementForm: the label that would follow is told, and all faults stand beside
// their fields.
func TestStatementForm(t *testing.T) {
	v := signedIn(t, deskOf(t, sampleRecord(t)))
	n := v.s.entries(t)
	contains(t, v.get(t, "/desk/statement?subject=wuerzburg-train-2016", 200), `<option value="contact">`, "Go on")
	page := v.get(t, "/desk/statement?subject=wuerzburg-train-2016&variable=directive", 200)
	contains(t, page, "What it means", "Try it")
	given := form(page, "value", "top", "stance", "asserts", "source", "cbc-day6-2071", "credibility", "2", "said", "yesterday", "note", "two\nlines")
	w := v.send("/desk/statement", given)
	if w.Code != 422 || strings.Count(w.Body.String(), `class="wrong"`) != 2 {
		t.Errorf("with two faults: %d\n%s", w.Code, w.Body)
	}
	contains(t, w.Body.String(), "cbc-day6-2017", `id="e-said"`, "two\nlines</textarea>", `<option value="top" selected>`)
	given.Del("said")
	given.Set("source", "cbc-day6-2017")
	given.Set("try", "yes")
	w = v.send("/desk/statement", given)
	if w.Code != 200 || v.s.entries(t) != n {
		t.Errorf("tried: %d", w.Code)
	}
	contains(t, w.Body.String(), "Were it written down", "would move the label from remote controlled", "to directed")
	given = form(w.Body.String(), "value", "top", "stance", "asserts", "credibility", "2", "note", "x")
	if w = v.send("/desk/statement", given); w.Code != 303 || w.Header().Get("Location") != "/incidents/wuerzburg-train-2016" || v.s.entries(t) != n+1 {
		t.Errorf("%d to %s\n%s", w.Code, w.Header().Get("Location"), w.Body)
	}
	contains(t, v.get(t, "/incidents/wuerzburg-train-2016", 200), "directed")
}

// TestForgedForms: a form that no page of this desk made writes nothing, nor does one
// that comes from elsewhere; and nobody else is shown one.
func TestForgedForms(t *testing.T) {
	a := sampleRecord(t)
	v := signedIn(t, deskOf(t, a))
	n := v.s.entries(t)
	given := form(v.get(t, "/desk/incident", 200), "id", "i1", "title", "One")
	for _, seal := range []string{"", "nonsense", "a.b", given.Get("form") + "0", deskOf(t, a).desk.Form()} {
		forged := url.Values{"id": {"i1"}, "title": {"One"}, "form": {seal}}
		if w := v.send("/desk/incident", forged); w.Code != 403 {
			t.Errorf("with %q: %d", seal, w.Code)
		}
	}
	for _, headers := range [][]string{
		{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"},
		{"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "navigate"},
		{"Origin", "http://127.0.0.1:9999"},
	} {
		if w := v.send("/desk/incident", given, headers...); w.Code != 403 {
			t.Errorf("with %v: %d", headers, w.Code)
		}
	}
	if w := v.send("/desk/incident", given, "Cookie", ""); w.Code != 401 {
		t.Errorf("signed in as nobody: %d", w.Code)
	}
	if w := v.send("/desk/incident", given, "Content-Type", "text/plain"); w.Code != 415 {
		t.Errorf("as text: %d", w.Code)
	}
	if w := v.send("/api/v1/incidents", url.Values{"id": {"i1"}}); w.Code != 415 {
		t.Errorf("a form for the API: %d", w.Code)
	}
	for _, path := range []string{"/desk/incident", "/desk/amend?of=incident&target=wuerzburg-train-2016", "/desk/undo?entry=2"} {
		if w := request(v.s, http.MethodGet, path); w.Code != 401 || strings.Contains(w.Body.String(), "<textarea") {
			t.Errorf("GET %s as everybody: %d", path, w.Code)
		}
		if w := request(serve(t, a), http.MethodGet, path); w.Code != 403 {
			t.Errorf("GET %s of a server for readers: %d", path, w.Code)
		}
	}
	if v.s.entries(t) != n {
		t.Error("something was written")
	}
}
