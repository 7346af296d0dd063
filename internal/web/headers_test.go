package web

import (
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app"
)

// TestKept: an answer is kept until the ledger has another entry.
func TestKept(t *testing.T) {
	a := sampleRecord(t)
	s := serve(t, a)
	for _, address := range []string{"/", "/incidents/wuerzburg-train-2016", "/api/v1/incidents", "/openapi.json"} {
		first := request(s, http.MethodGet, address)
		tag := first.Header().Get("ETag")
		if first.Code != 200 || !strings.HasPrefix(tag, `W/"`) || first.Header().Get("Cache-Control") != "no-cache" {
			t.Fatalf("GET %s: %d, %q", address, first.Code, tag)
		}
		strong := strings.TrimPrefix(tag, "W/")
		for given, status := range map[string]int{
			tag: 304, strong: 304, `"other", ` + tag: 304, `W/"other",` + strong + `,"more"`: 304, `"other"`: 200, `nonsense`: 200, ``: 200,
		} {
			w := request(s, http.MethodGet, address, "If-None-Match", given)
			if w.Code != status || status == 304 && w.Body.Len() > 0 || w.Header().Get("ETag") != tag {
				t.Errorf("GET %s with %q: %d, %q", address, given, w.Code, w.Header().Get("ETag"))
			}
		}
	}
	tag := request(s, http.MethodGet, "/api/v1/incidents").Header().Get("ETag")
	if w := request(s, http.MethodGet, "/api/v1/incidents", "Accept", "text/csv", "If-None-Match", tag); w.Code != 200 {
		t.Errorf("the tag of JSON is taken for CSV: %d", w.Code)
	}
	if _, err := a.Add(context.Background(), app.By{Who: "a tester"}, &ascribe.Incident{ID: "new-2020", Title: "New"}); err != nil {
		t.Fatal(err)
	}
	if w := request(s, http.MethodGet, "/api/v1/incidents", "If-None-Match", tag); w.Code != 200 || w.Header().Get("ETag") == tag {
		t.Errorf("after another entry: %d, and the tag is %s", w.Code, w.Header().Get("ETag"))
	}
}

func TestHead(t *testing.T) {
	s := listen(t, serve(t, sampleRecord(t)))
	for _, path := range []string{"/", "/api/v1/incidents", "/nowhere"} {
		got, err := http.Get(s + path)
		if err != nil {
			t.Fatal(err)
		}
		got.Body.Close()
		head, err := http.Head(s + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(head.Body)
		if err != nil || len(body) > 0 || head.StatusCode != got.StatusCode || head.Header.Get("Content-Type") != got.Header.Get("Content-Type") {
			t.Errorf("HEAD %s: %d, %v; GET is %d, %v", path, head.StatusCode, head.Header, got.StatusCode, got.Header)
		}
	}
}

func TestSmaller(t *testing.T) {
	s := serve(t, sampleRecord(t))
	plain := request(s, http.MethodGet, "/api/v1/incidents").Body.String()
	w := request(s, http.MethodGet, "/api/v1/incidents", "Accept-Encoding", "gzip")
	if w.Header().Get("Content-Encoding") != "gzip" || w.Body.Len() > len(plain)/2 {
		t.Fatalf("%d bytes, %v", w.Body.Len(), w.Header())
	}
	vary := strings.Join(w.Header().Values("Vary"), ", ")
	if !strings.Contains(vary, "Accept-Encoding") || !strings.Contains(vary, "Accept,") && !strings.HasSuffix(vary, "Accept") {
		t.Errorf("Vary is %q", vary)
	}
	unpacked, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(unpacked)
	if err != nil || string(text) != plain {
		t.Errorf("unpacked it is another answer: %v", err)
	}
}
