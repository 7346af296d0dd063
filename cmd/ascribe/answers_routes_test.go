package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/web"
)

// points are those from which every address is looked at.
var points = []string{"", "known=2016-07-20", "known=2019-12-31", "recorded=2", "known=2021-06-30&recorded=3"}

// pointsOf leaves some out where an answer goes through all rows of a dataset.
func pointsOf(address string) []string {
	if strings.Contains(address, "ged-ukr") {
		return points[1:3]
	}
	return points
}

// TestRouteAnswers holds what the reading room answers at every address of its
// own description, as page, JSON and CSV, to the list of answers: over the
// sample with three editions of UCDP's, and over a record made by chance.
func TestRouteAnswers(t *testing.T) {
	if testing.Short() {
		t.Skip("it asks at every address, thrice, and from five points")
	}
	var list strings.Builder
	for _, record := range []struct {
		name string
		make func(t *testing.T, said func(...string))
	}{
		{"sample", makeSample},
		{"random", makeRandom},
	} {
		fmt.Fprintf(&list, "# %s\n", record.name)
		handler := answeringServer(t, record.name, record.make)
		for _, address := range addresses(t, handler) {
			for _, point := range pointsOf(address) {
				at := withPoint(address, point)
				fmt.Fprintf(&list, "%s %s %s %s\n",
					answerAt(handler, at), answerAt(handler, ofAPI(at)), answerAt(handler, withPoint(ofAPI(at), "format=csv")), at)
			}
		}
	}
	checkAnswers(t, "routes.txt", list.String())
}

// answeringServer is the reading room of a record that is the same each time.
func answeringServer(t *testing.T, seed string, fill func(*testing.T, func(...string))) http.Handler {
	t.Helper()
	file := filepath.Join(t.TempDir(), "record.db")
	t.Setenv("ASCRIBE_CACHE", "none")
	t.Setenv("ASCRIBE_WHO", "Anna")
	step := 0
	environmentOf := func(said *bytes.Buffer) *environment {
		step++
		return &environment{
			stdin: strings.NewReader(""), out: newTerminal(said), err: newTerminal(said), store: file,
			now: func() time.Time { return answersClock }, rand: answersChance(seed + strconv.Itoa(step)),
		}
	}
	fill(t, func(args ...string) {
		t.Helper()
		var said bytes.Buffer
		if code := environmentOf(&said).run(t.Context(), append([]string{"--store", file}, args...)); code != 0 {
			t.Fatalf("ascribe %s: exit %d\n%s", strings.Join(args, " "), code, said.String())
		}
	})
	a, err := environmentOf(new(bytes.Buffer)).open(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { a.Store.Close() })
	handler, err := web.New(a, web.Options{Version: "test", Hosts: []string{"example.com"}, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		t.Fatal(err)
	}
	return handler
}

func makeSample(t *testing.T, said func(...string)) {
	said("init")
	said("import", "../../casebooks/remote-direction", "--why", "the sample casebook")
	for _, e := range [][2]string{{"19.1", "2019-06"}, {"20.1", "2020-06"}, {"22.1", "2022-06"}} {
		said("import", "../../internal/exchange/testdata/ucdp/ged_ukr_v"+e[0]+"_hdx.csv",
			"--format", "ucdp-ged", "--dataset", "ged-ukr", "--edition", e[0], "--published", e[1])
	}
}

// makeRandom imports a casebook of incidents, actors, links and sources of whom
// things are said by chance, in two entries.
func makeRandom(t *testing.T, said func(...string)) {
	said("init")
	said("import", randomCasebook(t, 1))
	said("import", randomCasebook(t, 2))
}

func randomCasebook(t *testing.T, seed uint64) string {
	t.Helper()
	chance := rand.New(rand.NewPCG(seed, 7))
	book, err := codebook.Parse("direction.yaml", codebooks.Direction)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][][]string{
		"incidents": {{"id", "title"}},
		"actors":    {{"id", "kind", "name"}},
		"links":     {{"id", "incident", "actor", "role"}},
		"sources":   {{"id", "title", "publisher", "url", "archived_url", "published", "kind", "language", "reliability", "rests_on"}},
		"statements": {{
			"id", "subject", "variable", "value", "stance", "basis", "source", "locator", "said", "reliability", "credibility", "coder", "quote", "note",
		}},
	}
	add := func(file string, cells ...string) { files[file] = append(files[file], cells) }
	pick := func(list ...string) string { return list[chance.IntN(len(list))] }
	day := func() string {
		return time.Date(2015, 1, 1+chance.IntN(2500), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	}
	name := func(kind string, i int) string { return fmt.Sprintf("%s-%d-%d", kind, seed, i) }
	for i := range 12 {
		add("incidents", name("incident", i), fmt.Sprintf("Incident %d of %d", i, seed))
		rests := ""
		if i > 0 && chance.IntN(3) == 0 {
			rests = name("source", i-1)
		}
		add("sources", name("source", i), fmt.Sprintf("Report %d", i), fmt.Sprintf("Publisher %d", i%5), "", "", day(), pick("press", "research", "court_record"), "en", pick("A", "B", "C", "D", "F"), rests)
	}
	for i := range 5 {
		add("actors", name("actor", i), pick("person", "organisation", "persona"), fmt.Sprintf("Name %d", i))
		add("links", name("link", i), name("incident", i), name("actor", i), pick("perpetrator", "handler", "claimant"))
	}
	for range 300 {
		v := &book.Variables[chance.IntN(len(book.Variables))]
		subject := name("incident", chance.IntN(12))
		if len(v.Of) > 0 && !slices.Contains(v.Of, "incident") {
			subject = name(string(v.Of[0]), chance.IntN(5))
		}
		value := ""
		switch {
		case len(v.Values) > 0:
			value = v.Values[chance.IntN(len(v.Values))].Code
		case v.Type == "number":
			value = strconv.Itoa(chance.IntN(40))
		case v.Type == "date":
			value = day()
		case v.Type == "country":
			value = pick("DE", "FR", "GB")
		case v.Type == "text":
			value = fmt.Sprintf("Place %d", chance.IntN(9))
		default:
			continue
		}
		add("statements", "", subject, v.Name, value, pick("asserts", "asserts", "asserts", "denies", "raises"), pick("seen", "told", "document", ""),
			name("source", chance.IntN(12)), "", pick("", "", day()), "", pick("1", "2", "3", "4"), pick("", "c1"), "", "As said in the report.")
	}
	dir := t.TempDir()
	for file, rows := range files {
		var text bytes.Buffer
		if err := csv.NewWriter(&text).WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, file+".csv"), text.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// addresses are those of the pages that the description of the API lists, with
// some of what is in the record for its ids.
func addresses(t *testing.T, handler http.Handler) (list []string) {
	t.Helper()
	var description struct{ Paths map[string]map[string]any }
	readJSON(t, handler, "/openapi.json", &description)
	incidents := idsOf(t, handler, "/api/v1/incidents", "incident", "wuerzburg-train-2016")
	statements := []string{}
	for _, id := range incidents {
		statements = append(statements, idsOf(t, handler, "/api/v1/incidents/"+id, "statement")...)
	}
	ids := map[string][]string{
		"incidents":  incidents,
		"sources":    idsOf(t, handler, "/api/v1/sources", "source", "bavaria-2016-07-19"),
		"actors":     idsOf(t, handler, "/api/v1/actors", "actor"),
		"statements": statements,
		"datasets":   idsOf(t, handler, "/api/v1/datasets", "dataset"),
		"ledger":     {"1", "2", "3"},
		"beside":     {"2016-08-01"},
		"differ":     {"2016-08-01"},
	}
	for _, path := range slices.Sorted(maps.Keys(description.Paths)) {
		if description.Paths[path]["get"] == nil {
			continue // where one only writes
		}
		path = strings.TrimPrefix(path, "/api/v1")
		if path == "/incidents" {
			path = "/"
		}
		before, after, found := strings.Cut(path, "/{")
		if !found {
			list = append(list, path)
			continue
		}
		_, after, _ = strings.Cut(after, "}")
		for _, id := range ids[filepath.Base(before)] {
			list = append(list, before+"/"+id+after)
		}
	}
	return append(list,
		"/?dataset=ged-ukr&limit=20", "/over-time?dataset=ged-ukr", "/datasets/ged-ukr/diff?from=19.1&to=20.1",
		"/datasets/ged-ukr/diff?from=20.1&to=22.1&limit=20", "/?where=label%3Dinspired&where=country%3DDE", "/?q=train", "/?sort=-changed",
		"/over-time?by=country&across=label", "/over-time?then=2016-08-01", "/incidents/wuerzburg-train-2016?why_not=directed",
		"/changes?from=2016-07-01&to=2017-06-30", "/changes?from=1&to=2&steps=1&variables=1", "/changes?dataset=ged-ukr&from=2019-06-30&to=2020-06-30",
		"/sources?q=minister", "/actors?kind=organisation", "/incidents/204791?dataset=ged-ukr",
	)
}

// idsOf are the ids that an answer has first, three at most, and the one given.
func idsOf(t *testing.T, handler http.Handler, address, member string, also ...string) []string {
	t.Helper()
	var answer any
	readJSON(t, handler, address, &answer)
	ids := []string{}
	var walk func(any)
	walk = func(x any) {
		switch x := x.(type) {
		case map[string]any:
			if id, ok := x[member].(string); ok && !slices.Contains(ids, id) && len(ids) < 3 {
				ids = append(ids, id)
			}
			for _, key := range slices.Sorted(maps.Keys(x)) {
				walk(x[key])
			}
		case []any:
			for _, y := range x {
				walk(y)
			}
		}
	}
	walk(answer)
	for _, id := range also {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

func readJSON(t *testing.T, handler http.Handler, address string, answer any) {
	t.Helper()
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
	if w.Code != http.StatusOK {
		return // of the random record not every id is there
	}
	if err := json.Unmarshal(w.Body.Bytes(), answer); err != nil {
		t.Fatalf("%s: %v", address, err)
	}
}

func ofAPI(address string) string {
	if address == "/" || strings.HasPrefix(address, "/?") {
		return "/api/v1/incidents" + strings.TrimPrefix(address, "/")
	}
	return "/api/v1" + address
}

func withPoint(address, point string) string {
	switch {
	case point == "":
		return address
	case strings.Contains(address, "?"):
		return address + "&" + point
	}
	return address + "?" + point
}

// scripts are left out of a page where npm has not brought what they are made
// from, and a style has the hash of its text in its name.
var scripts = regexp.MustCompile(`<script[^>]*></script>|/assets/[^"]*`)

func answerAt(handler http.Handler, address string) string {
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
	body := scripts.ReplaceAll(w.Body.Bytes(), nil)
	return fmt.Sprintf("%d:%s", w.Code, shortHash(body)[:10])
}
