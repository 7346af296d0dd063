package web

import (
	"bytes"
	"html"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// bring sends a form with a file, as a browser does; without a name, no file.
func (v *visit) bring(t testing.TB, path string, given url.Values, name, file string) *httptest.ResponseRecorder {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for field, values := range given {
		for _, value := range values {
			if err := form.WriteField(field, value); err != nil {
				t.Fatal(err)
			}
		}
	}
	if name != "" {
		part, err := form.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(file)); err != nil {
			t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, path, &body)
	r.Header.Set("Content-Type", form.FormDataContentType())
	r.Header.Set("Cookie", v.cookie)
	w := httptest.NewRecorder()
	v.s.ServeHTTP(w, r)
	return w
}

var area = regexp.MustCompile(`(?s)<textarea[^>]* name="([^"]+)"[^>]*>(.*?)</textarea>`)

// typedIn is a form with what stands in its areas.
func typedIn(page string, typed ...string) url.Values {
	v := form(page)
	for _, m := range area.FindAllStringSubmatch(page, -1) {
		v.Set(m[1], html.UnescapeString(m[2]))
	}
	for i := 0; i+1 < len(typed); i += 2 {
		v.Set(typed[i], typed[i+1])
	}
	return v
}

const (
	casesHead = "case,title,date,country,killed,source,published,credibility\n"
	bridge    = "c-1,Attack on a bridge,2017-06-03,United Kingdom,8,The bridge attack,2017-06-04,2\n"
	market    = "c-2,Attack on a market,2016-12-19,Germany,12,The market attack,2016-12-20,2\n"
)

// choose chooses a sheet, and is the page that shows what its columns mean.
func (v *visit) choose(t testing.TB, file string) string {
	t.Helper()
	first := form(v.get(t, "/desk/sheet", 200), "more", "yes")
	first.Del("file")
	w := v.bring(t, "/desk/sheet", first, "cases.csv", file)
	if w.Code != 200 {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	return w.Body.String()
}

// TestSheetsAtTheDesk: a sheet is chosen, what it means is proposed and mended, what it
// comes to is shown, and then it is written; when it has moved on, it is compared.
func TestSheetsAtTheDesk(t *testing.T) {
	v := signedIn(t, deskOf(t, sampleRecord(t)))
	n := v.s.entries(t)
	page := v.choose(t, casesHead+bridge+market)
	contains(t, page, "record: cases", "Of 2 rows: 2 incidents, 2 sources, 6 statements.", "What the mapping leaves open", "incident c-1: Attack on a bridge")
	if v.s.entries(t) != n {
		t.Fatal("a file that was only chosen is written")
	}

	// Mended so that nothing can be understood, it is refused, and what was typed is kept.
	broken := typedIn(page)
	broken.Set("mapping", strings.ReplaceAll(broken.Get("mapping"), "variable: killed", "variable: kiled"))
	if w := v.bring(t, "/desk/sheet", broken, "", ""); w.Code != 422 || !strings.Contains(w.Body.String(), "kiled") || v.s.entries(t) != n {
		t.Errorf("a mapping with a slip: %d", w.Code)
	}
	tried := typedIn(page, "try", "yes")
	tried.Set("mapping", strings.ReplaceAll(tried.Get("mapping"), "  killed: {variable: killed}", "  # killed"))
	w := v.bring(t, "/desk/sheet", tried, "", "")
	contains(t, w.Body.String(), "Of 2 rows: 2 incidents, 2 sources, 4 statements.")
	if got := strings.Count(w.Body.String(), "What would be written</h2>"); got != 1 {
		t.Errorf("what would be written is told %d times", got)
	}

	w = v.bring(t, "/desk/sheet", typedIn(page), "", "")
	if w.Code != 303 || v.s.entries(t) != n+1 {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	contains(t, v.get(t, "/incidents/c-1", 200), "Attack on a bridge")

	// The sheet has moved on: one cell, one row gone, one new.
	later := casesHead + strings.Replace(bridge, ",8,", ",11,", 1) + strings.NewReplacer("c-2", "c-3", "market", "station").Replace(market)
	page = v.choose(t, later)
	contains(t, page, "It was imported before", "Otherwise than before: 1 struck, 0 said later", "Rows that are gone", "c-2")
	if w = v.bring(t, "/desk/sheet", typedIn(page), "", ""); w.Code != 409 || !strings.Contains(w.Body.String(), "miscoded") || v.s.entries(t) != n+1 {
		t.Errorf("what changed cells mean is not asked: %d, %s", w.Code, w.Body)
	}
	w = v.bring(t, "/desk/sheet", typedIn(page, "changed", "strike", "why", "a slip"), "", "")
	if w.Code != 303 || v.s.entries(t) != n+2 {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	contains(t, v.get(t, "/incidents/c-1", 200), "11")
	contains(t, v.get(t, "/incidents/c-2", 200), "Attack on a market")

	// Once more, there is nothing to write.
	contains(t, v.choose(t, later), "Nothing: ")
}

// TestNoSheetAtTheDesk: what is no table is refused in a sentence.
func TestNoSheetAtTheDesk(t *testing.T) {
	v := signedIn(t, deskOf(t, emptyRecord(t)))
	first := form(v.get(t, "/desk/sheet", 200), "more", "yes")
	first.Del("file")
	if w := v.bring(t, "/desk/sheet", first, "cases.xlsx", "PK\x03\x04 and no more"); w.Code < 400 || w.Code >= 500 || !strings.Contains(w.Body.String(), "is no workbook that can be read") {
		t.Errorf("%d: %s", w.Code, w.Body)
	}
}
