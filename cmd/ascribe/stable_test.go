package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"github.com/ascribe-project/ascribe/internal/web"
)

// asked is how each command that answers in JSON is asked, on the sample and on
// three editions of UCDP's.
var asked = map[string][]string{
	"list": {""}, "table": {""}, "spans": {""}, "links": {""}, "actors": {""}, "datasets": {""}, "drift": {""}, "next": {""}, "compare": {""}, "checkpoint": {""},
	"show": {"wuerzburg-train-2016", "bavaria-2016-07-19"}, "explain": {"wuerzburg-train-2016", "westminster-2017 --why-not remote_controlled"},
	"log": {"wuerzburg-train-2016"}, "history": {"wuerzburg-train-2016"}, "count": {"", "--by country,label --sum killed --against 2016-08-01"},
	"series": {"--from 2016 --to 2017 --sum killed"}, "sources": {"", "--wide"}, "changes": {"--from 2016-07-01 --to 2017-06-30", "--from 1 --to 2 --steps --variables"},
	"filter list": {""}, "twins list": {""}, "match": {"main ged-ukr"}, "diff": {"ged-ukr 19.1 20.1"}, "changed": {"ged-ukr best 2020-06 2022-06"},
	"codebook show": {""}, "codebook check": {"direction@1.1.0"}, "codebook diff": {"direction@1.0.0 direction@1.1.0"}, "verify": {""}, "version": {""},
}

// TestAnswersOnlyGrow holds every answer to samples of its members and columns
// (testdata/stable): none may be missing, or be of another type. With
// UPDATE_STABLE=1 those that are new join the samples, and none leaves them.
func TestAnswersOnlyGrow(t *testing.T) {
	if testing.Short() {
		t.Skip("it asks for every answer")
	}
	dir := t.TempDir()
	said := program(t, dir)
	makeSample(t, func(args ...string) { said(args...) })
	said("filter", "save", "deadly", "killed>=10")
	t.Run("commands", func(t *testing.T) { holdGrowing(t, "commands.txt", commandShapes(t)) })
	t.Run("api", func(t *testing.T) { holdGrowing(t, "api.txt", apiShapes(t, filepath.Join(dir, "ascribe.db"))) })
}

// A shape is the members of an answer, each with the types that it has.
type shape map[string][]string

// shapes are those of all answers by what asks for them, and their columns.
type shapes struct {
	members map[string]shape
	columns map[string][]string
}

func (s *shapes) json(t *testing.T, name, text string) {
	t.Helper()
	var answer any
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		return // what is no JSON
	}
	if s.members[name] == nil {
		s.members[name] = shape{}
	}
	s.members[name].add("", answer)
}

func (s *shapes) csv(name, text string) {
	if header, err := csv.NewReader(strings.NewReader(text)).Read(); err == nil && len(header) > 1 {
		s.columns[name] = header
	}
}

// add notes what a member has, and those within it.
func (s shape) add(at string, x any) {
	note := func(kind string) {
		if !slices.Contains(s[at], kind) {
			s[at] = append(s[at], kind)
			slices.Sort(s[at])
		}
	}
	switch x := x.(type) {
	case map[string]any:
		note("object")
		for name, member := range x {
			s.add(at+"."+name, member)
		}
	case []any:
		note("list")
		for _, member := range x {
			s.add(at+"[]", member)
		}
	case string:
		note("text")
	case float64:
		note("number")
	case bool:
		note("boolean")
	case nil:
		note("null")
	}
}

// lines are the shapes as a sample has them.
func (s *shapes) lines() (lines []string) {
	for name, of := range s.members {
		for at, kinds := range of {
			lines = append(lines, fmt.Sprintf("%s\tjson\t%s\t%s", name, at, strings.Join(kinds, "|")))
		}
	}
	for name, header := range s.columns {
		lines = append(lines, fmt.Sprintf("%s\tcsv\t%s\t", name, strings.Join(header, ",")))
	}
	slices.Sort(lines)
	return lines
}

// commandShapes are those of every command that answers in JSON.
func commandShapes(t *testing.T) *shapes {
	s := &shapes{map[string]shape{}, map[string][]string{}}
	parser, err := commandLine(new(commands))
	if err != nil {
		t.Fatal(err)
	}
	for _, leaf := range parser.Model.Leaves(true) {
		has := func(flag string) bool {
			return slices.ContainsFunc(leaf.Flags, func(f *kong.Flag) bool { return f.Name == flag })
		}
		name := strings.TrimPrefix(leaf.Path(), "ascribe ")
		name = strings.Join(slices.DeleteFunc(strings.Fields(name), func(w string) bool { return strings.HasPrefix(w, "<") || strings.HasPrefix(w, "[") }), " ")
		ways, known := asked[name]
		if !known {
			if has("csv") {
				t.Errorf("%s answers, and no sample is asked of it", name)
			}
			continue
		}
		for _, way := range ways {
			args := append(strings.Fields(name), strings.Fields(way)...)
			switch {
			case has("as") && (way == "--wide" || !has("csv")):
				s.csv("ascribe "+strings.TrimSpace(name+" "+way), must(t, append(args, "--as", "csv-programs")...))
			case has("csv"):
				s.csv("ascribe "+strings.TrimSpace(name+" "+way), must(t, append(args, "--csv")...))
			}
			if has("json") && way != "--wide" {
				s.json(t, "ascribe "+name, must(t, append(args, "--json")...))
			}
		}
	}
	return s
}

// apiShapes are those of every address of the API.
func apiShapes(t *testing.T, file string) *shapes {
	s := &shapes{map[string]shape{}, map[string][]string{}}
	env := &environment{out: newTerminal(io.Discard), err: newTerminal(io.Discard), store: file}
	a, err := env.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer a.Store.Close() //nolint:errcheck // it was only read
	handler, err := web.New(a, web.Options{Version: "test", Hosts: []string{"example.com"}, Log: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		t.Fatal(err)
	}
	var description struct{ Paths map[string]map[string]any }
	readJSON(t, handler, "/openapi.json", &description)
	for _, address := range addresses(t, handler) {
		address = ofAPI(address)
		path, _, _ := strings.Cut(address, "?")
		name := templateOf(slices.Collect(maps.Keys(description.Paths)), path)
		for _, format := range []string{"", "format=csv"} {
			w := httptest.NewRecorder()
			handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, withPoint(address, format), nil))
			switch kind := w.Header().Get("Content-Type"); {
			case w.Code != http.StatusOK:
			case strings.HasPrefix(kind, "application/json"):
				s.json(t, name, w.Body.String())
			case strings.HasPrefix(kind, "text/csv") && format != "":
				s.csv(strings.ReplaceAll(address, path, name), strings.TrimPrefix(w.Body.String(), "\ufeff"))
			}
		}
	}
	return s
}

// templateOf is the path of the description that an address is of.
func templateOf(paths []string, path string) string {
	if slices.Contains(paths, path) {
		return path
	}
	for _, p := range slices.Sorted(slices.Values(paths)) {
		pattern := regexp.MustCompile(`\\\{[^}]*\\\}`).ReplaceAllString(regexp.QuoteMeta(p), `[^/]+`)
		if regexp.MustCompile("^" + pattern + "$").MatchString(path) {
			return p
		}
	}
	return path
}

// holdGrowing compares shapes with a sample.
func holdGrowing(t *testing.T, file string, now *shapes) {
	t.Helper()
	file = filepath.Join("testdata", "stable", file)
	have := map[string]string{}
	lines := now.lines()
	for _, line := range lines {
		name, of, _ := cutSample(line)
		have[name] = of
	}
	update := os.Getenv("UPDATE_STABLE") != ""
	text, err := os.ReadFile(file)
	if err != nil && !update {
		t.Fatal(err)
	}
	var sample []string
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		name, want, isCSV := cutSample(line)
		got, found := have[name]
		switch {
		case !found:
			t.Errorf("there is no %s any more: what answers have is never taken away (docs/stability.md)", name)
		case isCSV && !inOrder(strings.Split(want, ","), strings.Split(got, ",")):
			t.Errorf("%s has the columns %s, and had %s: columns may only be added (docs/stability.md)", name, got, want)
		case !isCSV && !within(got, want):
			t.Errorf("%s is %s, and was %s: a member keeps its type (docs/stability.md)", name, got, want)
		case isCSV && got != want:
			continue // it has grown, and is new
		}
		delete(have, name)
		sample = append(sample, line)
	}
	if len(have) == 0 {
		return
	}
	if !update {
		t.Errorf("%d members or columns are new, such as %s: UPDATE_STABLE=1 takes them into the samples", len(have), slices.Sorted(maps.Keys(have))[0])
		return
	}
	for _, line := range lines {
		name, _, _ := cutSample(line)
		if _, grown := have[name]; grown {
			sample = append(sample, line)
		}
	}
	slices.Sort(sample)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(strings.Join(sample, "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}

// cutSample is the name of what a line is of, and what it says of it.
func cutSample(line string) (name, of string, isCSV bool) {
	cells := strings.Split(line, "\t")
	if cells[1] == "csv" {
		return cells[0] + " as CSV", cells[2], true
	}
	return cells[0] + " " + cells[2], cells[3], false
}

// inOrder reports whether all of some columns are there, in their order.
func inOrder(some, all []string) bool {
	for _, name := range all {
		if len(some) > 0 && some[0] == name {
			some = some[1:]
		}
	}
	return len(some) == 0
}

// within reports whether something is of no other types than it was.
func within(now, was string) bool {
	for kind := range strings.SplitSeq(now, "|") {
		if !slices.Contains(strings.Split(was, "|"), kind) {
			return false
		}
	}
	return true
}
