package web

import (
	"compress/gzip"
	"context"
	"crypto/rand"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/store"
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
	if _, err := acts.Add(context.Background(), a, point.By{Who: "a tester"}, &ascribe.Incident{ID: "new-2020", Title: "New"}); err != nil {
		t.Fatal(err)
	}
	if w := request(s, http.MethodGet, "/api/v1/incidents", "If-None-Match", tag); w.Code != 200 || w.Header().Get("ETag") == tag {
		t.Errorf("after another entry: %d, and the tag is %s", w.Code, w.Header().Get("ETag"))
	}
}

// TestTags: what an answer follows from is in its tag, and nothing else.
func TestTags(t *testing.T) {
	origin, key, err := acts.NewOrigin(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	other, otherKey, err := acts.NewOrigin(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	begun := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	room := func(origin store.Origin, key, title string, began time.Time) *Server {
		st, err := store.Create(t.Context(), filepath.Join(t.TempDir(), "a.db"), origin)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { st.Close() })
		a := &point.App{Store: st, Now: func() time.Time { return began }, Rand: rand.Reader, Signer: func() (note.Signer, error) { return note.NewSigner(key) }}
		if _, err := acts.Adopt(t.Context(), a, point.By{Who: "a tester"}, point.File{Name: "direction.yaml", Text: codebooks.Direction}); err != nil {
			t.Fatal(err)
		}
		adds(t, a, &ascribe.Incident{ID: "i1", Title: title})
		return serve(t, a)
	}
	tag := func(s *Server, address string, headers ...string) string {
		return request(s, http.MethodGet, address, headers...).Header().Get("ETag")
	}
	s := room(origin, key, "One", begun)
	first := tag(s, "/api/v1/incidents")
	if same := tag(room(origin, key, "Another", begun), "/api/v1/incidents"); same != first {
		t.Errorf("the content of a record is in the tag: %s, %s", first, same)
	}
	tags := map[string]string{first: "the first"}
	for what, tag := range map[string]string{
		"another store": tag(room(other, otherKey, "One", begun), "/api/v1/incidents"),
		"another time":  tag(room(origin, key, "One", begun.Add(time.Second)), "/api/v1/incidents"),
		"another form":  tag(s, "/api/v1/incidents?format=csv"),
	} {
		if tags[tag] != "" || tag == "" {
			t.Errorf("%s has the tag of %s: %s", what, tags[tag], tag)
		}
		tags[tag] = what
	}
	for _, address := range []string{"/incidents/nobody", "/api/v1/incidents/nobody", "/nowhere", "/api/v1/incidents?codebook=99"} {
		if w := request(s, http.MethodGet, address, "If-None-Match", first); w.Code != http.StatusNotFound || w.Header().Get("ETag") != "" {
			t.Errorf("GET %s with a tag: %d, %q", address, w.Code, w.Header().Get("ETag"))
		}
	}
	if w := request(s, http.MethodGet, "/api/v1/incidents?limit=x", "If-None-Match", first); w.Code != http.StatusBadRequest {
		t.Errorf("what cannot be asked, with a tag: %d", w.Code)
	}
	for range 2 { // worked out, and from the cache
		if w := request(s, http.MethodGet, "/api/v1/incidents", "If-None-Match", first); w.Code != http.StatusNotModified || w.Body.Len() > 0 || w.Header().Get("ETag") != first {
			t.Errorf("what the browser has: %d, %v", w.Code, w.Header())
		}
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
