package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// request asks for an address with headers, given as pairs, and is the answer.
func request(s http.Handler, method, address string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, address, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// needed are the parameters of the query without which there is no answer, as
// their examples have them.
func needed(op *huma.Operation) url.Values {
	always := url.Values{}
	for _, p := range op.Parameters {
		if p.In == "query" && p.Required {
			always.Set(p.Name, fmt.Sprint(p.Example))
		}
	}
	return always
}

// operations are all of the API, with an address for each that the examples of
// its parameters make: the path alone, and with each parameter of the query.
func operations(t testing.TB, s *Server) map[*huma.Operation][]string {
	t.Helper()
	list := map[*huma.Operation][]string{}
	for path, item := range s.site.Description.Paths {
		if item.Get == nil {
			continue // where one only writes
		}
		base := path
		for _, p := range item.Get.Parameters {
			if p.In == "path" {
				if p.Example == nil {
					t.Errorf("%s: %s has no example", path, p.Name)
				}
				base = strings.ReplaceAll(base, "{"+p.Name+"}", url.PathEscape(fmt.Sprint(p.Example)))
			}
		}
		always := needed(item.Get)
		addresses := []string{kit.Address(base, always)}
		for _, p := range item.Get.Parameters {
			if p.In != "query" || p.Example == nil || always.Has(p.Name) || p.Name == "codebook" && strings.Contains(path, "/datasets/") {
				continue // a dataset has versions of its own
			}
			query := maps.Clone(always)
			if values, ok := p.Example.([]any); ok {
				for _, v := range values {
					query.Add(p.Name, fmt.Sprint(v))
				}
			} else {
				query.Set(p.Name, fmt.Sprint(p.Example))
			}
			addresses = append(addresses, kit.Address(base, query))
		}
		list[item.Get] = addresses
	}
	return list
}

// TestNoSuchPage: a cursor that is none is refused wherever one is taken, also
// where what is asked for has only one page.
func TestNoSuchPage(t *testing.T) {
	s := serve(t, ukraineRecord(t))
	taken := 0
	for op, addresses := range operations(t, s) {
		for _, p := range op.Parameters {
			if p.Name != "after" && p.Name != "before" {
				continue
			}
			taken++
			for _, given := range addresses {
				for _, cursor := range []string{"garbage", "-1", "🂡"} {
					u, err := url.Parse(given)
					if err != nil {
						t.Fatal(err)
					}
					query := u.Query()
					query.Set(p.Name, cursor)
					u.RawQuery = query.Encode()
					// An example of this address may not be in this record.
					if w := request(s, http.MethodGet, u.String()); w.Code != http.StatusBadRequest && request(s, http.MethodGet, given).Code == http.StatusOK {
						t.Errorf("GET %s: %d", u, w.Code)
					}
				}
			}
		}
	}
	if taken < 8 {
		t.Errorf("only %d answers have pages", taken)
	}
}

func TestDescription(t *testing.T) {
	s := serve(t, emptyRecord(t))
	var described struct {
		OpenAPI string
		Info    struct{ Title, Version, Description string }
		Paths   map[string]json.RawMessage
	}
	if err := json.Unmarshal([]byte(get(t, s, "/openapi.json", 200)), &described); err != nil {
		t.Fatal(err)
	}
	if described.OpenAPI != "3.1.0" || described.Info.Title != "ascribe" || described.Info.Version != "test" || described.Info.Description == "" {
		t.Errorf("the description begins with %+v", described.Info)
	}
	for _, r := range everyRoute() {
		path := r.Path
		if strings.HasPrefix(reflect.TypeOf(r.Question).Name(), "Download[") {
			continue // a file is no answer
		}
		if described.Paths[kit.APIRoot+kit.APIPath(path)] == nil {
			t.Errorf("%s is not described", path)
		}
	}
	if unsaid := s.site.Description.Components.Schemas.(*kit.Schemas).Unsaid; len(unsaid) > 0 {
		t.Errorf("types that write themselves, and newSchemas does not say how: %v", unsaid)
	}
	ids := map[string]bool{}
	for path, item := range s.site.Description.Paths {
		op := item.Get
		if op == nil {
			continue // where one only writes; see TestActsAreDescribed
		}
		if op.OperationID == "" || ids[op.OperationID] || strings.ContainsAny(op.OperationID, "- ") {
			t.Errorf("%s: the operation's id is %q", path, op.OperationID)
		}
		ids[op.OperationID] = true
		if op.Summary == "" || len(op.Tags) != 1 || op.Responses["200"].Content[kit.TypeJSON].Schema == nil {
			t.Errorf("%s lacks a summary, a tag or a schema", path)
		}
		for _, p := range op.Parameters {
			if p.Description == "" {
				t.Errorf("%s: nothing is said of %s", path, p.Name)
			}
		}
	}
}

// TestAnswersFitTheirSchemas asks everything that the API can be asked, with
// the examples that its description gives, and holds the answers to it: with no
// member that is not described.
func TestAnswersFitTheirSchemas(t *testing.T) {
	s := serve(t, ukraineRecord(t))
	compiler := described(t, s)
	for op, addresses := range operations(t, s) {
		at := "openapi.json#/paths/" + strings.ReplaceAll(op.Path, "/", "~1") + "/get/responses/200/content/application~1json/schema"
		schema, err := compiler.Compile(at)
		if err != nil {
			t.Errorf("%s: %v", op.Path, err)
			continue
		}
		for _, address := range addresses {
			w := request(s, http.MethodGet, address)
			if w.Code == 404 && strings.HasSuffix(address, "/documents/cbc-day6-2017.67e6372207ad?recorded=2") {
				continue // it was kept later
			}
			if w.Code != 200 || w.Header().Get("Content-Type") != kit.TypeJSON {
				t.Errorf("GET %s: %d, %s\n%s", address, w.Code, w.Header().Get("Content-Type"), w.Body)
				continue
			}
			answer, err := jsonschema.UnmarshalJSON(w.Body)
			if err != nil {
				t.Errorf("GET %s: %v", address, err)
				continue
			}
			if err := schema.Validate(answer); err != nil {
				t.Errorf("GET %s: %v", address, err)
			}
		}
	}
}

// described is the description, made strict: it has every member.
func described(t testing.TB, s *Server) *jsonschema.Compiler {
	t.Helper()
	text, err := json.Marshal(s.site.Description)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	closeObjects(doc)
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("openapi.json", doc); err != nil {
		t.Fatal(err)
	}
	return c
}

func closeObjects(v any) {
	switch v := v.(type) {
	case map[string]any:
		_, has := v["properties"].(map[string]any)
		if _, more := v["additionalProperties"]; has && v["type"] == "object" && !more {
			v["additionalProperties"] = false
		}
		for _, x := range v {
			closeObjects(x)
		}
	case []any:
		for _, x := range v {
			closeObjects(x)
		}
	}
}

// TestFaultsAreProblems holds every way to be told of a fault to the schema of
// problems.
func TestFaultsAreProblems(t *testing.T) {
	s := serve(t, sampleRecord(t))
	schema, err := described(t, s).Compile("openapi.json#/components/schemas/Problem")
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		method, address string
		status          int
		says            string
	}{
		{"GET", "/api/v1/nothing", 404, "openapi.json"},
		{"GET", "/api/", 404, "openapi.json"},
		{"GET", "/api/v1/incidents/nobody", 404, "nobody"},
		{"GET", "/api/v1/incidents?known=yesterday", 400, "2016-07-20"},
		{"GET", "/api/v1/incidents?recorded=-1", 404, "no entry -1"},
		{"GET", "/api/v1/incidents?recorded=x", 400, "an entry's number"},
		{"GET", "/api/v1/incidents?codebook=99", 404, "adopted"},
		{"GET", "/api/v1/incidents?dataset=nothing", 404, "nothing"},
		{"GET", "/api/v1/incidents?limit=1000000", 400, "limit"},
		{"GET", "/api/v1/incidents?limit=x", 400, "whole number"},
		{"GET", "/api/v1/incidents?after=nonsense", 400, "cursor"},
		{"GET", "/api/v1/incidents?sort=nonsense", 400, "nonsense"},
		{"GET", "/api/v1/incidents?where=nonsense", 400, "nonsense"},
		{"GET", "/api/v1/incidents?knwon=2016-07-20", 400, "knwon"},
		{"GET", "/api/v1/incidents?known=2016-07-20&known=2017-07-20", 400, "more than once"},
		{"GET", "/api/v1/incidents?known=%zz", 400, "cannot be read"},
		{"GET", "/api/v1/incidents?format=xml", 400, "xml"},
		{"POST", "/api/v1/incidents", 403, "reading"},
		{"POST", "/api/v1/undos", 403, "ascribe desk"},
		{"GET", "/api/v1/undos", 405, "written"},
		{"POST", "/api/v1/over-time", 405, "reading"},
		{"DELETE", "/api/v1/incidents/wuerzburg-train-2016", 405, "reading"},
		{"GET", "/api/v1/incidents?q=" + strings.Repeat("x", 9000), 414, "longer"},
		{"GET", "/api/v1/incidents?" + strings.Repeat("where=label%3dx&", 300), 400, "200 times"},
	} {
		w := request(s, x.method, x.address)
		short := x.address[:min(len(x.address), 80)]
		if w.Code != x.status || w.Header().Get("Content-Type") != kit.TypeProblem {
			t.Errorf("%s %s: %d, %s", x.method, short, w.Code, w.Header().Get("Content-Type"))
		}
		allowed := "GET, HEAD"
		if strings.HasSuffix(x.address, "/undos") {
			allowed = "POST"
		}
		if w.Code == 405 && w.Header().Get("Allow") != allowed {
			t.Errorf("%s %s: Allow is %q", x.method, short, w.Header().Get("Allow"))
		}
		if w.Header().Get("ETag") != "" || w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("%s %s: a fault could be kept", x.method, short)
		}
		contains(t, w.Body.String(), x.says)
		problem, err := jsonschema.UnmarshalJSON(w.Body)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(problem); err != nil {
			t.Errorf("%s %s: %v", x.method, short, err)
		}
	}
}

// TestUnknownParametersOnPages holds that a slip in an address does not look like
// a finding.
func TestUnknownParametersOnPages(t *testing.T) {
	s := serve(t, sampleRecord(t))
	contains(t, get(t, s, "/?knwon=2016-07-20", 400), "knwon")
	contains(t, get(t, s, "/?known=2016-07-20&known=2016-10-15", 400), "more than once")
}

func TestCursors(t *testing.T) {
	s := serve(t, sampleRecord(t))
	var all struct{ Rows []struct{ Incident string } }
	if err := json.Unmarshal([]byte(get(t, s, "/api/v1/incidents?limit=500&sort=-date", 200)), &all); err != nil {
		t.Fatal(err)
	}
	var got []string
	pages := 0
	for address := "/api/v1/incidents?limit=10&sort=-date"; address != ""; pages++ {
		w := request(s, http.MethodGet, address)
		var page struct{ Rows []struct{ Incident string } }
		if err := json.Unmarshal(w.Body.Bytes(), &page); err != nil || w.Code != 200 || len(page.Rows) == 0 {
			t.Fatalf("GET %s: %d, %v", address, w.Code, err)
		}
		for _, r := range page.Rows {
			got = append(got, r.Incident)
		}
		address = ""
		for _, link := range w.Header().Values("Link") {
			if rest, ok := strings.CutSuffix(link, `>; rel="next"`); ok {
				address = rest[1:]
			}
		}
	}
	var want []string
	for _, r := range all.Rows {
		want = append(want, r.Incident)
	}
	if !slices.Equal(got, want) || pages != (len(want)+9)/10 {
		t.Errorf("%d pages have %v\nall is %v", pages, got, want)
	}
}

// TestNextIsNamedAfter: a list that goes on is asked for with "after".
func TestNextIsNamedAfter(t *testing.T) {
	s := serve(t, emptyRecord(t))
	for path, item := range s.site.Description.Paths {
		if item.Get == nil {
			continue // where one only writes
		}
		if item.Get.Responses["200"].Headers["Link"] == nil {
			continue
		}
		if !slices.ContainsFunc(item.Get.Parameters, func(p *huma.Param) bool { return p.Name == "after" }) {
			t.Errorf("%s has a next page, and no parameter after", path)
		}
	}
}
