package web

import (
	"context"
	crand "crypto/rand"
	"encoding/hex"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"
	"pgregory.net/rapid"

	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/store"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// commitments are the routes that commit to what somebody may not see, too: all
// of the answer there may be another, and nowhere else anything.
var commitments = []string{"/statements/{id}/proof", "/ledger/{n}/proof", "/ledger/checkpoint"}

// rooted are those that have roots and a checkpoint in them: of these alone they
// may be others.
var rooted = []string{"/ledger", "/ledger/{n}"}

// TestViewer: whoever may not see some records is answered, at every address
// and in every form, as over a record of the same shape in which these, and what
// hangs on them, are others.
func TestViewer(t *testing.T) {
	empty := makeEmpty(t)
	records := 300
	if testing.Short() {
		records = 30
	}
	checks(t, records)
	rapid.Check(t, func(t *rapid.T) {
		d := drawRecord(t)
		one, two := make([]words, len(d.nouns)), make([]words, len(d.nouns))
		for i := range d.nouns {
			one[i] = drawWords(t, d.nouns[i].id)
			two[i] = one[i]
			if d.nouns[i].gone {
				two[i] = drawWords(t, "another-"+d.nouns[i].id)
			}
		}
		viewer := rapid.SampledFrom([]point.Viewer{point.Public, point.Team}).Draw(t, "viewer")
		first, second := d.servedTo(t, empty, viewer, false, one), d.servedTo(t, empty, viewer, true, two)
		defer first.close()
		defer second.close()
		all := d.addresses(one, two)
		for range asked {
			a := rapid.SampledFrom(all).Draw(t, "address")
			a.compare(t, first, second)
		}
	})
}

// asked is at how many addresses, drawn from all of them, each record is asked.
const asked = 16

// checks has rapid draw so many, where nobody asked for another number.
func checks(t *testing.T, n int) {
	t.Helper()
	f := flag.Lookup("rapid.checks")
	if before := f.Value.String(); before == f.DefValue {
		f.Value.Set(fmt.Sprint(n))                //nolint:errcheck // it is a number
		t.Cleanup(func() { f.Value.Set(before) }) //nolint:errcheck // it was one before
	}
}

// emptyStore is the file of a store with a codebook and nothing else.
type emptyStore struct {
	file []byte
	key  string
}

func makeEmpty(t *testing.T) emptyStore {
	t.Helper()
	origin, key, err := acts.NewOrigin(crand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "ascribe.db")
	s, err := store.Create(t.Context(), path, origin)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	adoptDirection(t, &point.App{
		Store: s, Rand: crand.Reader, Now: func() time.Time { return now },
		Signer: func() (note.Signer, error) { return note.NewSigner(key) },
	})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return emptyStore{file, key}
}

// A servedRecord is a drawn record as it is served to one viewer.
type servedRecord struct {
	server *Server
	roots  *strings.Replacer // takes the roots of entries out of an answer
	close  func()
}

func (d *drawnRecord) servedTo(t *rapid.T, empty emptyStore, viewer point.Viewer, other bool, drawn []words) *servedRecord {
	folder, err := os.MkdirTemp("", "viewer")
	must(t, err)
	a, kept := d.written(t, empty, folder, other, drawn)
	viewer = viewer.Without("who may not see four", kept...)
	s, err := New(a, Options{
		Version: "test", Hosts: []string{"example.com"}, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Viewer: func(*http.Request) point.Viewer { return viewer },
	})
	must(t, err)
	var roots []string
	for e, err := range a.Store.Entries(context.Background()) {
		must(t, err)
		root := hex.EncodeToString(e.Root[:])
		roots = append(roots, root, "the root", root[:10], "the root") // a page has the beginning alone
	}
	checkpoint, err := a.Store.Checkpoint(context.Background())
	must(t, err)
	for _, word := range strings.Fields(string(checkpoint)) {
		if len(word) > 30 { // the root of all and the signature, as in JSON and in a page
			roots = append(roots, word, "the root", strings.ReplaceAll(word, "+", "&#43;"), "the root")
		}
	}
	return &servedRecord{s, strings.NewReplacer(roots...), func() {
		a.Store.Close()
		os.RemoveAll(folder)
	}}
}

// A drawnAddress is one with the route that it is of.
type drawnAddress struct{ route, address string }

// addresses are all at which a drawn record is asked: every route, about
// everything that was written in either of its stores and as of different
// points.
func (d *drawnRecord) addresses(drawn ...[]words) (list []drawnAddress) {
	var ids, search []string
	for _, words := range drawn {
		for i := range words {
			ids = append(ids, words[i].id)
			search = append(search, strings.Fields(words[i].text)...)
		}
	}
	slices.Sort(search)
	search = slices.Compact(search)
	points := []string{"", "known=2016-06-30", "known=2018-01-01", fmt.Sprintf("recorded=%d", 1+len(d.entries)/2)}
	own := map[string][]string{
		"/":          {"sort=title", "sort=country", "sort=date", "where=label=inspired", "where=country=DE", "limit=2"},
		"/table":     {"long=true", "with=state&with=counts"},
		"/over-time": {"by=country", "by=settled&across=country", "by=source_kind", "then=2016-01-01"},
		"/ledger":    {"limit=2"},
		"/actors":    {"role=handler", "kind=person", "q=" + search[0]},
		"/sources":   {"kind=press", "sort=title", "sort=statements"},
		"/awaiting":  {"variable=contact"},
		"/drift":     {"from=inspired&to=remote_controlled"},
	}
	for _, q := range search {
		for _, path := range []string{"/", "/table", "/spans", "/sources"} {
			own[path] = append(own[path], "q="+url.QueryEscape(q))
		}
	}
	for _, r := range everyRoute() {
		paths := []string{r.Path}
		switch {
		case strings.Contains(r.Path, "{id}"):
			paths = replaced(r.Path, "{id}", ids)
		case strings.Contains(r.Path, "{n}"):
			paths = nil
			for n := range len(d.entries) + 2 {
				paths = append(paths, strings.Replace(r.Path, "{n}", fmt.Sprint(n), 1))
			}
		case strings.Contains(r.Path, "{then}"):
			paths = replaced(r.Path, "{then}", []string{"2016-01-01"})
		case strings.Contains(r.Path, "{name}"):
			paths = replaced(r.Path, "{name}", []string{"main"})
		}
		for _, path := range paths {
			for _, at := range points {
				for _, o := range append([]string{""}, own[r.Path]...) {
					query := "?" + strings.Trim(at+"&"+o, "&")
					list = append(list, drawnAddress{r.Path, path + query}, drawnAddress{r.Path, kit.APIRoot + path + query})
					list = append(list, drawnAddress{r.Path, kit.APIRoot + path + query + "&format=csv"})
				}
			}
		}
	}
	return list
}

func replaced(path, part string, by []string) (list []string) {
	for _, x := range by {
		list = append(list, strings.Replace(path, part, url.PathEscape(x), 1))
	}
	return list
}

// compare asks both, and holds the one answer to the other.
func (a drawnAddress) compare(t *rapid.T, one, two *servedRecord) {
	first, second := httptest.NewRecorder(), httptest.NewRecorder()
	one.server.ServeHTTP(first, httptest.NewRequest(http.MethodGet, a.address, nil))
	two.server.ServeHTTP(second, httptest.NewRequest(http.MethodGet, a.address, nil))
	if first.Code != second.Code {
		t.Fatalf("GET %s: %d and %d\n%s\n%s", a.address, first.Code, second.Code, first.Body, second.Body)
	}
	if first.Code == http.StatusInternalServerError {
		t.Fatalf("GET %s: %s", a.address, first.Body)
	}
	if slices.Contains(commitments, a.route) {
		return
	}
	b1, b2 := first.Body.String(), second.Body.String()
	if slices.Contains(rooted, a.route) {
		b1, b2 = one.roots.Replace(b1), two.roots.Replace(b2)
	}
	if b1 != b2 {
		t.Fatalf("GET %s: two answers\n%s\n\n%s", a.address, apart(b1, b2), apart(b2, b1))
	}
	for _, name := range []string{"ETag", "Cache-Control", "Vary", "Location"} {
		if x, y := first.Header().Values(name), second.Header().Values(name); !slices.Equal(x, y) {
			t.Fatalf("GET %s: %s is %q and %q", a.address, name, x, y)
		}
	}
}

// apart is a text from shortly before where it is not the other.
func apart(text, other string) string {
	at := 0
	for at < min(len(text), len(other)) && text[at] == other[at] {
		at++
	}
	return text[max(0, at-300):min(len(text), at+300)]
}
