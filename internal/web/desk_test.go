package web

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/web/desk"
	"github.com/ascribe-project/ascribe/internal/web/guard"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// deskOf is a server at which Anna can write.
func deskOf(t testing.TB, a *point.App) *Server {
	t.Helper()
	s, err := New(a, Options{
		Version: "test", Hosts: []string{"example.com"}, Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Desk: NewDesk("Anna"),
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// An answered is an answer to an act.
type answeredAct struct {
	status int
	header http.Header
	body   string
	json   map[string]any
}

// write asks for an act as a script of Anna's, unless headers say otherwise.
func write(t testing.TB, s *Server, path, body string, headers ...string) *answeredAct {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, kit.APIRoot+path, strings.NewReader(body))
	r.Header.Set("Content-Type", kit.TypeJSON)
	if s.desk != nil {
		r.Header.Set("Authorization", "Bearer "+s.desk.Token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
		if headers[i+1] == "" {
			r.Header.Del(headers[i])
		}
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	out := &answeredAct{status: w.Code, header: w.Header(), body: w.Body.String()}
	json.Unmarshal([]byte(out.body), &out.json) //nolint:errcheck // it is looked at
	return out
}

// wants holds an answer to a status and to words in it.
func (x *answeredAct) wants(t testing.TB, status int, words ...string) *answeredAct {
	t.Helper()
	if x.status != status {
		t.Errorf("status %d, want %d: %s", x.status, status, x.body)
	}
	for _, word := range words {
		if !strings.Contains(x.body, word) {
			t.Errorf("without %q: %s", word, x.body)
		}
	}
	return x
}

// readJSON is a member of what is read at an address, as Anna.
func (s *Server) member(t testing.TB, address, name string) any {
	t.Helper()
	w := request(s, http.MethodGet, kit.APIRoot+address, "Authorization", "Bearer "+s.desk.Token)
	var all map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &all); err != nil || w.Code != 200 {
		t.Fatalf("GET %s: %d, %v", address, w.Code, err)
	}
	return all[name]
}

func (s *Server) entries(t testing.TB) int64 {
	t.Helper()
	n, err := s.record.Store.Last(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestActsAreDescribed holds the description of the API to the acts that there are.
func TestActsAreDescribed(t *testing.T) {
	s := serve(t, emptyRecord(t))
	listed := map[string]bool{}
	ids := map[string]bool{}
	for _, a := range desk.Acts {
		listed[a.At()] = true
		item := s.site.Description.Paths[a.At()]
		if item == nil || item.Post == nil {
			t.Errorf("%s is not described", a.At())
			continue
		}
		op := item.Post
		if op.OperationID == "" || ids[op.OperationID] || op.Summary == "" || len(op.Tags) != 1 || len(op.Security) != 1 {
			t.Errorf("%s: %q, %q, %v", a.At(), op.OperationID, op.Summary, op.Tags)
		}
		ids[op.OperationID] = true
		known := false
		for _, section := range menu {
			known = known || section.Name == op.Tags[0]
		}
		if !known {
			t.Errorf("%s is of the section %s, which there is not", a.At(), op.Tags[0])
		}
		schemas := s.site.Description.Components.Schemas
		in := schemas.SchemaFromRef(op.RequestBody.Content[kit.TypeJSON].Schema.Ref)
		if in.Properties["dry_run"] == nil || in.Properties["why"] == nil || in.AdditionalProperties != false {
			t.Errorf("%s is sent %v", a.At(), reflect.ValueOf(in.Properties).MapKeys())
		}
	}
	for path, item := range s.site.Description.Paths {
		if item.Post != nil && !listed[path] {
			t.Errorf("%s is described, and is no act", path)
		}
	}
}

// zipOf is a zip of some files.
func zipOf(t *testing.T, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range files {
		f, err := z.Create(name)
		if err == nil {
			_, err = f.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestTrialsWriteNothing: a trial says what a statement would do to the label, over the API,
// and what is wrong with it.
func TestTrialsWriteNothing(t *testing.T) {
	s := deskOf(t, sampleRecord(t))
	n := s.entries(t)
	write(t, s, "/trials", `{"subject": "wuerzburg-train-2016", "variable": "directive", "value": "top", "source": "cbc-day6-2017", "credibility": "2"}`).
		wants(t, 200, `"label":"directed"`, `"fate":"picked"`)
	write(t, s, "/trials", `{"subject": "wuerzburg-train-2016", "variable": "directive", "value": "topp", "source": "nobody", "credibility": "2"}`).wants(t, 422, "topp", "nobody")
	if s.entries(t) != n {
		t.Error("a trial is written")
	}
}

// TestWriting walks through the acts as a script does, and holds each answer to its
// schema.
func TestWriting(t *testing.T) {
	s := deskOf(t, emptyRecord(t))
	compiler := described(t, s)
	text := func(v any) string {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	statement := `{"subject": "i1", "variable": "contact", "value": "member", "source": "s1", "credibility": "2", "coder": "c%d", "id": "t%[1]d"%s}`
	for _, x := range []struct{ path, body string }{
		{"/incidents", `{"id": "i1", "title": "One", "why": "a start"}`},
		{"/incidents", `{"id": "i2", "title": "Two"}`},
		{"/actors", `{"id": "a1", "kind": "organisation", "name": "The group"}`},
		{"/links", `{"id": "l1", "incident": "i1", "actor": "a1", "role": "claimant"}`},
		{"/sources", `{"id": "s1", "title": "A paper", "published": "2020-01-02", "reliability": "B"}`},
		{"/regrades", `{"source": "s1", "reliability": "A", "why": "checked"}`},
		{"/statements", fmt.Sprintf(statement, 1, "")},
		{"/statements", fmt.Sprintf(statement, 2, `, "stance": "denies"`)},
		{"/code", `{"subject": "i2", "source": "s1", "coder": "c1", "statements": [{"variable": "contact", "value": "member", "credibility": "2"}, {"variable": "stage", "value": "attack", "credibility": "1"}]}`},
		{"/adjudications", fmt.Sprintf(statement, 3, `, "settles": ["t1", "t2"], "why": "read again"`)},
		{"/batch", `{"records": [{"record": "incident", "id": "i3", "title": "Three"}, {"record": "incident", "id": "i4", "title": "Four"}]}`},
		{"/amendments", `{"target": "i1", "set": {"title": "The first"}, "why": "a slip"}`},
		{"/twins", `{"one": "i2", "other": "i3", "source": "s1", "why": "other days"}`},
		{"/withdrawals", `{"target": "l1", "kind": "strike", "why": "misread"}`},
		{"/description", `{"title": "A record"}`},
		{"/filters", `{"filter": "mine", "where": ["label=inspired"]}`},
		{"/imports/bibliography", `{"format": "ris", "text": "TY  - NEWS\nTI  - Another paper\nPY  - 2020/01/03\nUR  - https://example.org/a\nER  - \n"}`},
		{"/imports/table", `{"record": "incident", "rows": "id\ttitle\ni5\tFive\ni6\tSix\n"}`},
		{"/imports/sheet", text(map[string]any{"name": "cases.csv", "file": []byte("case,title,killed,said\nc-1,A case,3,2020-01-02\n"), "mapping": "record: cases\nformat: csv\nrow: case\nincident:\n  id: \"{case}\"\n  title: \"{title}\"\nsources:\n  source:\n    title: \"On {title}\"\n    published: \"{said}\"\n    reliability: B\ncredibility: 2\ncolumns:\n  killed: {variable: killed}\n"})},
		{"/imports/dataset", text(map[string]any{"dataset": "theirs", "edition": "1", "published": "2019-02", "name": "theirs.csv", "file": []byte("id,year,country\nA1,2016,DE\n")})},
		{"/imports/casebook", text(map[string]any{"name": "more.zip", "file": zipOf(t, map[string]string{"incidents.csv": "id,title\ni7,Seven\n", "statements.csv": "id,subject,variable,value,stance,source,credibility\nt7,i7,killed,3,asserts,s1,2\n"})})},
		{"/documents", text(map[string]any{"source": "s1", "name": "note.txt", "file": []byte("It was said on Monday.")})},
		{"/notes", `{"dataset": "main", "said": "2020-01", "text": "Coded by two from now on"}`},
		{"/codebook", text(map[string]string{"text": strings.Replace(string(codebooks.Direction), "version: 1.1.0", "version: 1.1.1", 1)})},
		{"/erasures", `{"what": ["i4"], "also": "none", "why": "asked for"}`},
		{"/undos", `{"entry": 2, "although": true, "why": "it was none"}`},
	} {
		before := s.entries(t)
		schema, err := compiler.Compile("openapi.json#/paths/" + strings.ReplaceAll(kit.APIRoot+x.path, "/", "~1") + "/post/responses/200/content/application~1json/schema")
		if err != nil {
			t.Fatal(err)
		}
		dry := write(t, s, x.path, strings.Replace(x.body, "{", `{"dry_run": true, `, 1)).wants(t, 200)
		if n := s.entries(t); n != before {
			t.Errorf("%s: a dry run wrote entry %d", x.path, n)
		}
		done := write(t, s, x.path, x.body).wants(t, 201)
		if n := s.entries(t); n != before+1 || done.header.Get("Location") != fmt.Sprintf("/api/v1/ledger/%d", n) || done.json["entry"] != float64(n) || dry.json["entry"] != float64(n) {
			t.Errorf("%s: entry %d after %d, at %s: %s", x.path, n, before, done.header.Get("Location"), done.body)
		}
		for _, answer := range []*answeredAct{dry, done} {
			value, err := jsonschema.UnmarshalJSON(strings.NewReader(answer.body))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(value); err != nil {
				t.Errorf("%s: %v\n%s", x.path, err, answer.body)
			}
		}
	}
	write(t, s, "/code", `{"subject": "i2", "source": "s1", "statements": [{"variable": "contact", "value": "membr"}, {"variable": "stge", "value": "attack"}]}`).
		wants(t, 422, `"line":1`, `"line":2`, "member", "stage")
	e, err := s.record.Store.Entry(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	if who, err := s.record.Store.Person(t.Context(), e.Person); who != "Anna" || err != nil {
		t.Errorf("it was written by %q, %v", who, err)
	}
}

// TestWhoMayWrite: nobody where nothing is written, and only who has signed in at a
// desk; and nothing that comes from a page elsewhere.
func TestWhoMayWrite(t *testing.T) {
	a := emptyRecord(t)
	const body = `{"id": "i1", "title": "One"}`
	write(t, serve(t, a), "/incidents", body).wants(t, 403, "ascribe desk")
	s := deskOf(t, a)
	for _, headers := range [][]string{
		{"Authorization", ""},
		{"Authorization", "Bearer nonsense"},
		{"Authorization", "Basic " + s.desk.Token},
		{"Authorization", "", "Cookie", "ascribe_desk=nonsense"},
		{"Authorization", "", "Cookie", "ascribe_desk=" + s.desk.Token},
	} {
		x := write(t, s, "/incidents", body, headers...).wants(t, 401, "signed in")
		if x.header.Get("WWW-Authenticate") == "" {
			t.Errorf("with %v it is not said how", headers)
		}
	}
	for _, headers := range [][]string{
		{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"},
		{"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "navigate"},
		{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "cors"},
		{"Origin", "https://evil.example"},
		{"Origin", "null"},
	} {
		write(t, s, "/incidents", body, headers...).wants(t, 403, "elsewhere")
	}
	r := httptest.NewRequest(http.MethodPost, "/api/v1/incidents", strings.NewReader(body))
	r.Host = "evil.example"
	r.Header.Set("Authorization", "Bearer "+s.desk.Token)
	w := httptest.NewRecorder()
	if s.ServeHTTP(w, r); w.Code != 421 {
		t.Errorf("under another name: %d", w.Code)
	}
	if n := s.entries(t); n != 1 {
		t.Errorf("something was written: the last entry is %d", n)
	}
	write(t, s, "/incidents", body, "Origin", "http://example.com", "Sec-Fetch-Site", "same-origin").wants(t, 201)
}

// TestSigningIn: the address works once, and the cookie that it gives is for that
// browser alone. Whoever reads without it reads as everybody.
func TestSigningIn(t *testing.T) {
	s := deskOf(t, sampleRecord(t))
	address := s.desk.SignInAddress("")
	if w := request(s, http.MethodGet, guard.SignInPath+"?key=nonsense"); w.Code != 403 {
		t.Errorf("a wrong address: %d", w.Code)
	}
	if w := request(s, http.MethodHead, address); w.Code != 403 {
		t.Errorf("HEAD: %d", w.Code)
	}
	w := request(s, http.MethodGet, address)
	cookies := w.Result().Cookies()
	if w.Code != 303 || w.Header().Get("Location") != "/" || w.Header().Get("Cache-Control") != "no-store" || len(cookies) != 1 {
		t.Fatalf("%d, %v", w.Code, w.Header())
	}
	if c := cookies[0]; !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Path != "/" || len(c.Value) < 20 {
		t.Errorf("the cookie is %v", c)
	}
	w = request(s, http.MethodGet, address)
	if w.Code != 403 || len(w.Result().Cookies()) > 0 || !strings.Contains(w.Body.String(), "once") {
		t.Errorf("a second time: %d, %s", w.Code, w.Body)
	}
	cookie := cookies[0].Name + "=" + cookies[0].Value
	for _, address := range []string{"/", "/incidents/wuerzburg-train-2016", "/api/v1/incidents"} {
		own, public := request(s, http.MethodGet, address, "Cookie", cookie), request(s, http.MethodGet, address)
		if h := own.Header(); own.Code != 200 || h.Get("Cache-Control") != "private, no-store" || h.Get("ETag") != "" {
			t.Errorf("GET %s, signed in: %d, %v", address, own.Code, h)
		}
		if h := public.Header(); public.Code != 200 || h.Get("Cache-Control") != "no-cache" || h.Get("ETag") == "" {
			t.Errorf("GET %s: %d, %v", address, public.Code, h)
		}
		for _, w := range []*httptest.ResponseRecorder{own, public} {
			if !strings.Contains(strings.Join(w.Header().Values("Vary"), ", "), "Cookie") {
				t.Errorf("GET %s varies by %v", address, w.Header().Values("Vary"))
			}
		}
		if strings.Contains(public.Body.String(), "Anna") {
			t.Errorf("GET %s names to everybody who is signed in", address)
		}
		if serve := request(serve(t, s.record), http.MethodGet, address); serve.Body.String() != public.Body.String() {
			t.Errorf("GET %s is answered to readers otherwise than by a server for readers", address)
		}
	}
	write(t, s, "/incidents", `{"id": "i1", "title": "One"}`, "Authorization", "", "Cookie", cookie).wants(t, 201)
	if w := request(serve(t, s.record), http.MethodGet, s.desk.SignInAddress("")); w.Code != 404 {
		t.Errorf("a server for readers signs in: %d", w.Code)
	}
}

// TestAllFaultsAtOnce: what is wrong is told with its field and its place, what was
// meant, and all of it at once.
func TestAllFaultsAtOnce(t *testing.T) {
	s := deskOf(t, sampleRecord(t))
	x := write(t, s, "/statements", "{\n  \"subject\": \"wuerzburg-train-2061\",\n  \"variabel\": \"contact\",\n  \"variable\": \"contcat\", \"value\": 5,\n  \"source\": \"bavaria-2016-07-91\"\n}").wants(t, 422)
	got := map[string]string{}
	for _, p := range x.json["problems"].([]any) {
		p := p.(map[string]any)
		got[p["field"].(string)] = fmt.Sprint(p["line"], ":", p["column"], " ", p["message"])
	}
	for field, want := range map[string][]string{
		"variabel": {"3:15", "variable"}, "value": {"4:35", "a text"}, "subject": {"wuerzburg-train-2016"}, "source": {"bavaria-2016-07-19"}, "variable": {"contact"},
	} {
		for _, word := range want {
			if !strings.Contains(got[field], word) {
				t.Errorf("%s: %q lacks %q", field, got[field], word)
			}
		}
	}
	before := s.entries(t)
	for body, want := range map[string]struct {
		status int
		word   string
	}{
		``:                                       {400, "too early"},
		`[]`:                                     {400, "no JSON object"},
		`"x"`:                                    {400, "no JSON object"},
		`{"id": "i1", "id": "i2", "title": "x"}`: {400, "duplicate"},
		`{"id": "i1", "title": "x"} {}`:          {400, "behind"},
		`{"id": "i1", "title": "x",`:             {400, "too early"},
		`{"id": "i1", "title": null}`:            {422, "leave it out"},
		`{"id": "i1", "title": "x", "dry_run": "no"}`:                         {422, "true or false"},
		`{"id": "i1", "titel": "x"}`:                                          {422, "did you mean"},
		`{"id": "I 1", "title": ""}`:                                          {422, "title"},
		`{"id": "wuerzburg-train-2016", "title": "x"}`:                        {409, "there is"},
		`{"id": "i1", "title": "` + strings.Repeat("x", 1<<20) + `"}`:         {413, "parts"},
		`{"id": "i1", "title": "x", "a": ` + strings.Repeat("[", 20000) + `}`: {400, ""},
		"{\"id\": \"i1\", \"title\": \"\xff\"}":                               {400, "UTF-8"},
		`{"ID": "i1", "title": "x"}`:                                          {422, "id"},
	} {
		write(t, s, "/incidents", body).wants(t, want.status, want.word)
	}
	write(t, s, "/incidents", `{}`, "Content-Type", "text/plain").wants(t, 415, "application/json")
	write(t, s, "/amendments", `{"target": "wuerzburg-train-2016", "set": {"titel": "x", "title": ""}, "why": "y"}`).wants(t, 422, `"field":"titel"`, `"field":"title"`)
	write(t, s, "/withdrawals", `{"target": "islamic-state", "kind": "strike"}`).wants(t, 400, "reason", `\"why\": `)
	write(t, s, "/withdrawals", `{"target": "islamic-state", "kind": "strike", "why": "x"}`).wants(t, 409, "falls what hangs on it", `\"although\": true`)
	write(t, s, "/batch", `{"records": [{"record": "incident", "id": "i8", "title": "Eight"}, {"record": "incident", "title": ""}]}`).wants(t, 422, `"line":2`)
	if n := s.entries(t); n != before {
		t.Errorf("something was written: %d, then %d", before, n)
	}
}

// TestIdempotency: under one key something is written once, also by another server
// on the same store, and something else is refused.
func TestIdempotency(t *testing.T) {
	a := emptyRecord(t)
	s := deskOf(t, a)
	const key, body = "Idempotency-Key", `{"id": "i1", "title": "One"}`
	write(t, s, "/incidents", strings.Replace(body, "{", `{"dry_run": true, `, 1), key, "k1").wants(t, 200)
	write(t, s, "/incidents", `{"id": "i1"}`, key, "k1").wants(t, 422) // what was refused is not kept
	first := write(t, s, "/incidents", body, key, "k1").wants(t, 201)
	n := s.entries(t)
	for _, server := range []*Server{s, deskOf(t, a)} {
		again := write(t, server, "/incidents", body, key, "k1").wants(t, 201)
		if again.body != first.body || again.header.Get("Location") != first.header.Get("Location") {
			t.Errorf("again: %s, first %s", again.body, first.body)
		}
		write(t, server, "/incidents", `{"id": "i2", "title": "Two"}`, key, "k1").wants(t, 422, "entry 2", "key of its own")
		write(t, server, "/actors", body, key, "k1").wants(t, 422)
	}
	if s.entries(t) != n {
		t.Errorf("it was written twice")
	}
	write(t, s, "/incidents", body).wants(t, 409)
	write(t, s, "/incidents", `{"id": "i2", "title": "Two"}`, key, strings.Repeat("x", 300)).wants(t, 400, "longer")
	write(t, s, "/incidents", `{"id": "i2", "title": "Two"}`, key, "k2").wants(t, 201)
	write(t, s, "/erasures", `{"what": ["i1"], "also": "none", "why": "asked for"}`).wants(t, 201)
	// Nothing of what was erased is kept with the key.
	if again := write(t, s, "/incidents", body, key, "k1").wants(t, 201); again.json["entry"] != first.json["entry"] || strings.Contains(again.body, "i1") {
		t.Errorf("after an erasure: %s", again.body)
	}
}

// TestVersions: what is touched is as whoever acts has seen it, or nothing is
// written and it is told what changed. An entry elsewhere refuses nothing.
func TestVersions(t *testing.T) {
	s := deskOf(t, sampleRecord(t))
	const incident, match = "/incidents/wuerzburg-train-2016", "If-Match"
	version := func(address string) string { return fmt.Sprintf(`"%v"`, s.member(t, address, "version")) }
	seen := version(incident)
	write(t, s, "/amendments", `{"target": "nice-2016", "set": {"title": "Elsewhere"}, "why": "a test"}`).wants(t, 201)
	if now := version(incident); now != seen {
		t.Errorf("an entry elsewhere made %s of %s", now, seen)
	}
	amend := `{"target": "wuerzburg-train-2016", "set": {"title": "%s"}, "why": "a test"}`
	write(t, s, "/amendments", fmt.Sprintf(amend, "First"), match, seen).wants(t, 201)
	stale := write(t, s, "/amendments", fmt.Sprintf(amend, "Second"), match, seen).wants(t, 412, "has changed since", `"changed":{`, "First")
	if now := version(incident); now == seen || !strings.Contains(stale.body, "version "+strings.Trim(now, `"`)) {
		t.Errorf("it is of version %s: %s", now, stale.body)
	}
	for path, body := range map[string]string{
		"/statements":  `{"subject": "wuerzburg-train-2016", "variable": "contact", "value": "member", "source": "bavaria-2016-07-19"}`,
		"/links":       `{"id": "l9", "incident": "wuerzburg-train-2016", "actor": "islamic-state", "role": "handler"}`,
		"/withdrawals": `{"target": "wuerzburg-train-2016", "kind": "strike", "why": "x", "although": true}`,
	} {
		write(t, s, path, body, match, seen).wants(t, 412)
		write(t, s, path, strings.Replace(body, "{", `{"dry_run": true, `, 1), match, `"1", `+version(incident)).wants(t, 200)
	}
	for address, path := range map[string]string{
		"/sources/bavaria-2016-07-19": `/regrades {"source": "bavaria-2016-07-19", "reliability": "C", "why": "x"}`,
		"/actors/islamic-state":       `/amendments {"target": "islamic-state", "set": {"name": "IS"}, "why": "x"}`,
		"/links/l-claim-wuerzburg":    `/withdrawals {"target": "l-claim-wuerzburg", "kind": "strike", "why": "x", "although": true}`,
	} {
		path, body, _ := strings.Cut(path, " ")
		write(t, s, path, body, match, `"1"`).wants(t, 412)
		write(t, s, path, body, match, version(address)).wants(t, 201)
	}
	etag := request(s, http.MethodGet, kit.APIRoot+incident).Header().Get("ETag")
	for given, status := range map[string]int{etag: 400, "nonsense": 400, `W/"2"`: 400, "2": 400, `"-0"`: 400, "*": 200} {
		write(t, s, "/amendments", fmt.Sprintf(strings.Replace(amend, "{", `{"dry_run": true, `, 1), "Third"), match, given).wants(t, status)
	}
	write(t, s, "/undos", `{"entry": 2, "dry_run": true, "although": true}`, match, `"2"`).wants(t, 400, "no one thing")
	write(t, s, "/amendments", `{"target": "nobody", "set": {"title": "x"}, "why": "y"}`, match, `"2"`).wants(t, 422, "nobody")
}
