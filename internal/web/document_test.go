package web

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
)

const hostilePage = `<!DOCTYPE html><html><head><title>Attack on a train</title><script>document.title='ran'</script></head><body><article><h1>Attack on a train</h1>
<p onclick="alert(2)">On Monday evening a young man attacked passengers on a regional train, the police said on Tuesday, and officers later shot him.</p>
<p>Investigators are looking into whether he was in contact with others; there was no sign so far of an order from abroad, a minister said.</p></article></body></html>`

// keepCopy keeps a file as a copy of a source, and is its id.
func keepCopy(t *testing.T, s *Server, source, name, file string) string {
	t.Helper()
	done := write(t, s, "/documents", fmt.Sprintf(`{"source": %q, "name": %q, "file": %q}`, source, name, base64.StdEncoding.EncodeToString([]byte(file)))).
		wants(t, http.StatusCreated)
	id, _ := done.json["id"].(string)
	return id
}

// TestDocumentsAreForReadersOnlyWhereShown: of one that is not shown readers see that
// it is kept, with its hash, and nothing that it says.
func TestDocumentsAreForReadersOnlyWhereShown(t *testing.T) {
	s := deskOf(t, emptyRecord(t))
	write(t, s, "/sources", `{"id": "paper", "title": "A report", "published": "2016-07-19"}`).wants(t, http.StatusCreated)
	id := keepCopy(t, s, "paper", "../../etc/of a person.html", hostilePage)
	anna := []string{"Authorization", "Bearer " + s.desk.Token}
	get := func(path string, headers ...string) *httptest.ResponseRecorder {
		t.Helper()
		return request(s, http.MethodGet, path, headers...)
	}
	const said = "no sign so far of an order from abroad"
	for _, path := range []string{"/documents/" + id, "/api/v1/documents/" + id} {
		if w := get(path, anna...); w.Code != 200 || !strings.Contains(w.Body.String(), said) || strings.Contains(w.Body.String(), "../") {
			t.Errorf("%s for Anna: %d, %.300s", path, w.Code, w.Body)
		}
		w := get(path)
		if body := w.Body.String(); w.Code != 200 || strings.Contains(body, said) || strings.Contains(body, "of a person") || !strings.Contains(body, "SHA-256") && !strings.Contains(body, "sha256") {
			t.Errorf("%s for readers: %d, %.300s", path, w.Code, body)
		}
	}
	if w := get("/documents/" + id + "/original"); w.Code != 404 {
		t.Errorf("readers get the file: %d", w.Code)
	}
	if w := get("/sources/paper"); !strings.Contains(w.Body.String(), "/documents/"+id) || strings.Contains(w.Body.String(), "of a person") {
		t.Errorf("the source's page: %d", w.Code)
	}
	write(t, s, "/amendments", fmt.Sprintf(`{"of": "document", "target": %q, "set": {"shown": "yes"}, "why": "free to all"}`, id)).wants(t, http.StatusCreated)
	if w := get("/documents/" + id); !strings.Contains(w.Body.String(), said) {
		t.Errorf("what is shown is not: %.300s", w.Body)
	}
	write(t, s, "/withdrawals", fmt.Sprintf(`{"of": "document", "target": %q, "kind": "strike", "why": "the wrong file", "although": true}`, id)).wants(t, http.StatusCreated)
	if w := get("/documents/"+id, anna...); w.Code != 404 {
		t.Errorf("a struck document is there: %d", w.Code)
	}
}

// TestOriginalsRunNothing: whatever strangers made is shown on a page of its own, from
// which it reaches nothing, or is only to be kept.
func TestOriginalsRunNothing(t *testing.T) {
	s := deskOf(t, emptyRecord(t))
	write(t, s, "/sources", `{"id": "paper", "title": "A report", "published": "2016-07-19"}`).wants(t, http.StatusCreated)
	for name, c := range map[string]struct{ file, kind, policy string }{
		"page.html": {hostilePage, "text/html", "sandbox; default-src 'none'"},
		"a.svg":     {`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`, "image/svg+xml", "sandbox; default-src 'none'"},
		"a.txt":     {"It said <b>no</b>.", "text/plain; charset=utf-8", "sandbox; default-src 'none'"},
		"a.pdf":     {"%PDF-1.4\n…", "application/pdf", "default-src 'none'; style-src"},
	} {
		id := keepCopy(t, s, "paper", name, c.file)
		w := request(s, http.MethodGet, "/documents/"+id+"/original", "Authorization", "Bearer "+s.desk.Token)
		h := w.Header()
		if w.Code != 200 || w.Body.String() != c.file || h.Get("Content-Type") != c.kind {
			t.Errorf("%s: %d, %s, %.80q", name, w.Code, h.Get("Content-Type"), w.Body)
		}
		if policy := h.Values("Content-Security-Policy"); len(policy) != 1 || !strings.HasPrefix(policy[0], c.policy) || strings.Contains(policy[0], "script") || strings.Contains(policy[0], "allow-") {
			t.Errorf("%s: policy %q", name, policy)
		}
		if h.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: its type may be guessed", name)
		}
	}
	write(t, s, "/documents", `{"source": "paper", "file": "TVqQAAMAAAA="}`).wants(t, http.StatusUnprocessableEntity, "a program for Windows")
	write(t, s, "/documents", `{"source": "nobody", "file": "SXQgd2FzIHNhaWQu"}`).wants(t, http.StatusUnprocessableEntity, "there is no source nobody")
	if n := s.entries(t); n != 6 {
		t.Errorf("%d entries", n)
	}
}

// TestAFileIsBroughtByAForm sends what a browser sends.
func TestAFileIsBroughtByAForm(t *testing.T) {
	s := deskOf(t, emptyRecord(t))
	write(t, s, "/sources", `{"id": "paper", "title": "A report", "published": "2016-07-19"}`).wants(t, http.StatusCreated)
	page := request(s, http.MethodGet, "/desk/document?source=paper", "Authorization", "Bearer "+s.desk.Token).Body.String()
	seal := regexp.MustCompile(`name="form" value="([^"]+)"`).FindStringSubmatch(page)
	if seal == nil || !strings.Contains(page, `enctype="multipart/form-data"`) || !strings.Contains(page, `type="file"`) {
		t.Fatalf("no form for a file: %.500s", page)
	}
	send := func(file string) *httptest.ResponseRecorder {
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		for name, value := range map[string]string{"form": seal[1], "source": "paper", "captured": "2016-07-20"} {
			if err := form.WriteField(name, value); err != nil {
				t.Fatal(err)
			}
		}
		part, err := form.CreateFormFile("file", "note.txt")
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(part, file)
		form.Close()
		r := httptest.NewRequest(http.MethodPost, "/desk/document", &body)
		r.Header.Set("Content-Type", form.FormDataContentType())
		r.Header.Set("Authorization", "Bearer "+s.desk.Token)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w
	}
	if w := send("\x00\x01\x02"); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "not known") {
		t.Errorf("what is no document: %d", w.Code)
	}
	if w := send("It was said on Monday."); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/sources/paper" {
		t.Errorf("a file: %d, %s, %.600s", w.Code, w.Header().Get("Location"), w.Body)
	}
	if rows := s.member(t, "/sources/paper", "documents"); rows == nil || !strings.Contains(fmt.Sprint(rows), "note.txt") {
		t.Errorf("it is not there: %v", rows)
	}
}

// TestAStatementLeadsToItsPassage: from the page of an incident a click on the passage
// behind it, for readers where its document is shown; and what was marked goes when the
// document is erased.
func TestAStatementLeadsToItsPassage(t *testing.T) {
	s := deskOf(t, emptyRecord(t))
	write(t, s, "/incidents", `{"id": "train", "title": "Attack on a train"}`).wants(t, http.StatusCreated)
	write(t, s, "/sources", `{"id": "paper", "title": "A report", "published": "2016-07-19", "reliability": "B"}`).wants(t, http.StatusCreated)
	id := keepCopy(t, s, "paper", "page.html", hostilePage)
	const words = "no sign so far of an order from abroad"
	code := func(passage string) *answeredAct {
		return write(t, s, "/statements", fmt.Sprintf(`{"subject": "train", "variable": "directive", "value": "none_found", "source": "paper", "credibility": "2", "document": %q, %s}`, id, passage))
	}
	code(`"passage": "no such words"`).wants(t, http.StatusUnprocessableEntity, "do not stand in the document")
	code(`"passage": "the"`).wants(t, http.StatusUnprocessableEntity, "mark more of the sentence")
	code(`"start": 5, "end": 500000`).wants(t, http.StatusUnprocessableEntity, "does not lie in the document")
	code(`"start": 5, "end": 9, "passage": "other"`).wants(t, http.StatusUnprocessableEntity, "mark them anew")
	before := s.entries(t)
	statement, _ := code(fmt.Sprintf(`"passage": %q`, words)).wants(t, http.StatusCreated).json["id"].(string)
	if n := s.entries(t); n != before+1 {
		t.Errorf("%d entries for a statement and its passage", n-before)
	}
	anna := []string{"Authorization", "Bearer " + s.desk.Token}
	link := regexp.MustCompile(`href="(/documents/[^"]+passage=[^"]+)#passage"`)
	for _, page := range []string{"/incidents/train", "/statements/" + statement} {
		body := request(s, http.MethodGet, page, anna...).Body.String()
		m := link.FindStringSubmatch(body)
		if m == nil {
			t.Errorf("%s leads to no passage", page)
			continue
		}
		if shown := request(s, http.MethodGet, strings.ReplaceAll(m[1], "&amp;", "&"), anna...).Body.String(); !strings.Contains(shown, `<mark id="passage">`+words+"</mark>") {
			t.Errorf("%s does not mark it", m[1])
		}
	}
	if body := request(s, http.MethodGet, "/incidents/train").Body.String(); link.MatchString(body) || strings.Contains(body, "order from abroad") {
		t.Error("readers are led to a passage of a document that is not shown")
	}
	write(t, s, "/amendments", fmt.Sprintf(`{"of": "document", "target": %q, "set": {"shown": "yes"}, "why": "free to all"}`, id)).wants(t, http.StatusCreated)
	m := link.FindStringSubmatch(request(s, http.MethodGet, "/incidents/train").Body.String())
	if m == nil || !strings.Contains(request(s, http.MethodGet, strings.ReplaceAll(m[1], "&amp;", "&")).Body.String(), `<mark id="passage">`+words) {
		t.Errorf("readers are not led to the passage of what is shown: %v", m)
	}
	write(t, s, "/erasures", fmt.Sprintf(`{"what": [%q], "also": "none", "why": "asked for by the paper"}`, id)).wants(t, http.StatusCreated)
	for _, page := range []string{"/incidents/train", "/statements/" + statement} {
		if w := request(s, http.MethodGet, page, anna...); w.Code != 200 || link.MatchString(w.Body.String()) || strings.Contains(w.Body.String(), words) {
			t.Errorf("%s still tells of what was erased (%d)", page, w.Code)
		}
	}
}

// TestCodingBesideADocument: the text of the document stands beside the form, and the
// answer about the incident above it; what is pasted into it becomes the passage.
func TestCodingBesideADocument(t *testing.T) {
	s := deskOf(t, emptyRecord(t))
	write(t, s, "/incidents", `{"id": "train", "title": "Attack on a train"}`).wants(t, http.StatusCreated)
	write(t, s, "/sources", `{"id": "paper", "title": "A report", "published": "2016-07-19", "reliability": "B"}`).wants(t, http.StatusCreated)
	id := keepCopy(t, s, "paper", "page.html", hostilePage)
	anna := []string{"Authorization", "Bearer " + s.desk.Token}
	if body := request(s, http.MethodGet, "/documents/"+id, anna...).Body.String(); !strings.Contains(body, "/desk/statement?document="+id) {
		t.Error("the page of a document does not lead to coding from it")
	}
	body := request(s, http.MethodGet, "/desk/statement?subject=train&variable=directive&document="+id, anna...).Body.String()
	for _, want := range []string{"order from abroad", `name="passage"`, `name="document" value="` + id + `"`, `name="source" value="paper"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the form has no %s", want)
		}
	}
	seal := regexp.MustCompile(`name="form" value="([^"]+)"`).FindStringSubmatch(body)
	if seal == nil {
		t.Fatal("there is no form")
	}
	form := "form=" + seal[1] + "&subject=train&variable=directive&value=none_found&stance=asserts&source=paper&credibility=2&document=" + id + "&passage=no+sign+so+far+of+an+order"
	r := httptest.NewRequest(http.MethodPost, "/desk/statement", strings.NewReader(form))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Authorization", anna[1])
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != http.StatusSeeOther {
		t.Fatalf("%d: %.800s", w.Code, w.Body)
	}
	if body := request(s, http.MethodGet, "/incidents/train", anna...).Body.String(); !strings.Contains(body, "#passage") {
		t.Error("the passage is not there")
	}
	if body := request(s, http.MethodGet, "/desk/statement?subject=train&variable=contact&document="+id, anna...).Body.String(); !strings.Contains(body, "As it stands") {
		t.Error("the answer does not stand above the form")
	}
}
