package bibliography

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/foreign"
)

func date(t testing.TB, text string) ascribe.Date {
	t.Helper()
	d, err := ascribe.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func odd(t testing.TB) []*ascribe.Source {
	return []*ascribe.Source{
		{
			ID: "a-1", Title: "50 % of {braces} & _more_ \\ #1 $ ~^", Publisher: "Süddeutsche & Söhne", URL: "https://example.org/a_b%20{c}?d=1&e#f",
			ArchivedURL: "https://archive.example/a", Published: date(t, "2016-07-18"), Kind: "press", Language: "de", Reliability: "B", RestsOn: []string{"b", "c"},
		},
		{ID: "b", Title: "Only a title"},
		{ID: "c", Title: "A study", Publisher: "An institute", Published: date(t, "2016-07~"), Kind: "research"},
		{ID: "d", Title: "An indictment", Published: date(t, "2016-07-18/2016-08"), Kind: "court_record", URL: "https://example.org"},
		{ID: "e", Title: "Its day is not exact", Published: date(t, "201X"), URL: "https://example.org", Kind: "a kind of their own"},
		{ID: "f", Title: "Summer", Published: date(t, "2016-22")},
	}
}

func each(list []*ascribe.Source) iter.Seq2[*ascribe.Source, error] {
	return func(yield func(*ascribe.Source, error) bool) {
		for _, s := range list {
			if !yield(s, nil) {
				return
			}
		}
	}
}

// sampled are the sources of the sample casebook.
func sampled(t testing.TB) (list []*ascribe.Source) {
	t.Helper()
	book, err := exchange.OpenCasebook(os.DirFS("../../../casebooks/remote-direction"), "casebook")
	if err != nil {
		t.Fatal(err)
	}
	var problems ascribe.Problems
	for placed, err := range book.Nouns(&problems) {
		if err != nil {
			t.Fatal(err)
		}
		if s, ok := placed.Noun.(*ascribe.Source); ok {
			list = append(list, s)
		}
	}
	if len(list) < 100 {
		t.Fatalf("only %d sources", len(list))
	}
	return list
}

// TestCSLByItsSchema holds what is written to the published schema.
func TestCSLByItsSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("testdata/csl-data.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range [][]*ascribe.Source{nil, odd(t)[:1], odd(t), sampled(t)} {
		var b bytes.Buffer
		if err := WriteCSL(&b, each(list)); err != nil {
			t.Fatal(err)
		}
		instance, err := jsonschema.UnmarshalJSON(&b)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(instance); err != nil {
			t.Errorf("%d sources: %v", len(list), err)
		}
		if items := instance.([]any); len(items) != len(list) {
			t.Errorf("%d items of %d sources", len(items), len(list))
		}
	}
}

func TestCSL(t *testing.T) {
	var b bytes.Buffer
	if err := WriteCSL(&b, each(odd(t))); err != nil {
		t.Fatal(err)
	}
	var got []map[string]any
	if err := json.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"id": "a-1", "type": "article-newspaper", "title": "50 % of {braces} & _more_ \\ #1 $ ~^", "publisher": "Süddeutsche & Söhne",
		"container-title": "Süddeutsche & Söhne", "issued": map[string]any{"date-parts": []any{[]any{2016.0, 7.0, 18.0}}}, "genre": "press",
		"language": "de", "URL": "https://example.org/a_b%20{c}?d=1&e#f", "archive_location": "https://archive.example/a",
		"custom": map[string]any{"reliability": "B", "rests_on": []any{"b", "c"}},
	}
	if diff := cmp.Diff(want, got[0]); diff != "" {
		t.Error(diff)
	}
	var dates []any
	var types []any
	for _, item := range got {
		dates, types = append(dates, item["issued"]), append(types, item["type"])
	}
	wantDates := []any{
		want["issued"], nil,
		map[string]any{"date-parts": []any{[]any{2016.0, 7.0}}, "circa": true},
		map[string]any{"date-parts": []any{[]any{2016.0, 7.0, 18.0}, []any{2016.0, 8.0}}},
		map[string]any{"literal": "201X"},
		map[string]any{"literal": "2016-22"},
	}
	if diff := cmp.Diff(wantDates, dates); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]any{"article-newspaper", "document", "report", "legal_case", "webpage", "document"}, types); diff != "" {
		t.Error(diff)
	}
}

func TestBibTeXReadByPybtex(t *testing.T) {
	script := `
import json, sys
from pybtex.database import parse_file
book = parse_file(sys.argv[1])
print(json.dumps([[key, e.type, dict(e.fields)] for key, e in book.entries.items()]))`
	read := func(list []*ascribe.Source) (entries [][]any) {
		var b bytes.Buffer
		if err := WriteBibTeX(&b, each(list)); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "sources.bib")
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(foreign.Python(t, []string{"pybtex"}, script, file)), &entries); err != nil {
			t.Fatal(err)
		}
		return entries
	}
	got := read(slices.Concat(odd(t), sampled(t)))
	if want := len(odd(t)) + len(sampled(t)); len(got) != want {
		t.Errorf("%d entries of %d sources", len(got), want)
	}
	want := []any{"a-1", "article", map[string]any{
		"title":   `{50 \% of \textbraceleft{}braces\textbraceright{} \& \_more\_ \textbackslash{} \#1 \$ \textasciitilde{}\textasciicircum{}}`,
		"journal": `Süddeutsche \& Söhne`, "year": "2016", "month": "July", "date": "2016-07-18", "type": "press", "language": "de",
		"url":  "https://example.org/a_b%20%7Bc%7D?d=1&e#f",
		"note": "reliability B; rests on b, c; archived at https://archive.example/a",
	}}
	if diff := cmp.Diff(want, got[0]); diff != "" {
		t.Error(diff)
	}
}

func TestSameBytes(t *testing.T) {
	for _, write := range []func(io.Writer, iter.Seq2[*ascribe.Source, error]) error{WriteCSL, WriteBibTeX} {
		var once, again bytes.Buffer
		if err := write(&once, each(sampled(t))); err != nil {
			t.Fatal(err)
		}
		if err := write(&again, each(sampled(t))); err != nil || !bytes.Equal(once.Bytes(), again.Bytes()) {
			t.Errorf("it is other bytes the second time: %v", err)
		}
		broken := errors.New("broken")
		if err := write(io.Discard, func(yield func(*ascribe.Source, error) bool) { yield(nil, broken) }); !errors.Is(err, broken) {
			t.Errorf("an error among the sources: %v", err)
		}
	}
}
