package web

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/jba/templatecheck"

	"github.com/ascribe-project/ascribe/casebooks"
	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/apptest"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

var (
	prepared       = apptest.New(adoptDirection)
	preparedSample = apptest.New(importSample)
)

func adoptDirection(t testing.TB, a *point.App) {
	t.Helper()
	if _, err := acts.Adopt(context.Background(), a, point.By{Who: "a tester"}, point.File{Name: "direction.yaml", Text: codebooks.Direction}); err != nil {
		t.Fatal(err)
	}
}

func importSample(t testing.TB, a *point.App) {
	t.Helper()
	adoptDirection(t, a)
	folder, err := exchange.OpenCasebook(casebooks.RemoteDirection(), "remote-direction")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := acts.Import(context.Background(), a, point.By{Who: "a tester"}, folder, "remote-direction"); err != nil {
		t.Fatal(err)
	}
}

// emptyRecord is a record under the shipped codebook, without an incident.
func emptyRecord(t testing.TB) *point.App {
	t.Helper()
	return withCache(t, prepared.App(t))
}

// sampleRecord is a record with the sample casebook.
func sampleRecord(t testing.TB) *point.App {
	t.Helper()
	return withCache(t, preparedSample.App(t))
}

func withCache(t testing.TB, a *point.App) *point.App {
	t.Helper()
	a.Cache = t.TempDir()
	return a
}

// serve is the reading room of a record.
func serve(t testing.TB, a *point.App) *Server { return serveTo(t, a, point.Public) }

// serveTo is a server that takes whoever asks for a viewer.
func serveTo(t testing.TB, a *point.App, viewer point.Viewer) *Server {
	t.Helper()
	s, err := New(a, Options{
		Version: "test", Hosts: []string{"example.com"}, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Viewer: func(*http.Request) point.Viewer { return viewer },
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// get asks for an address and is the answer; its status must be the one given.
func get(t testing.TB, s http.Handler, address string, status int) string {
	t.Helper()
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
	if w.Code != status {
		t.Errorf("GET %s: status %d, want %d\n%s", address, w.Code, status, w.Body)
	}
	return w.Body.String()
}

// contains holds a page to the texts that must be in it.
func contains(t testing.TB, page string, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(page, text) {
			t.Errorf("the page lacks %q", text)
		}
	}
}

// everyRoute is every address, with what is answered there.
func everyRoute() (list []kit.Route) {
	for _, section := range menu {
		list = append(list, section.Routes...)
	}
	return list
}

func TestTemplatesFitTheirData(t *testing.T) {
	pages, err := kit.ParseTemplates(menu)
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{"error": true, "form": true}
	if err := templatecheck.CheckHTML(pages["form"], &kit.FormPage{}); err != nil {
		t.Error(err)
	}
	for _, r := range everyRoute() {
		path := r.Path
		name, blank := r.Template()
		if name == "" {
			continue
		}
		used[name] = true
		page := pages[name]
		if page == nil {
			t.Errorf("%s: there is no template %s.html", path, name)
			continue
		}
		if err := templatecheck.CheckHTML(page, blank); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
	for name := range pages {
		if !used[name] {
			t.Errorf("%s.html belongs to no screen", name)
		}
	}
}
