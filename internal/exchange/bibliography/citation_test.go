package bibliography

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/foreign"
)

func citations(t testing.TB) []Citation {
	t.Helper()
	day := date(t, "2026-12-01").Last()
	return []Citation{
		{
			Key: "wuerzburg-train-2016-known-2016-07-20-entry-4", Title: "Würzburg regional train attack", Record: "Remote direction: a sample", Owner: "A team & friends",
			Known: date(t, "2016-07-20"), Entry: 4, Codebook: "direction 1.1.0", Address: "https://records.example/incidents/wuerzburg-train-2016?known=2016-07-20&recorded=4", Accessed: day,
		},
		{Key: "incidents-entry-1", Title: "50 % {of} \\ them\nand \"more\" <b>", Record: "ascribe", Entry: 1, Address: "http://[::1]:8000/", Accessed: day},
	}
}

func TestCitationAsText(t *testing.T) {
	list := citations(t)
	for i, want := range []string{
		"A team & friends. “Würzburg regional train attack”. Remote direction: a sample, as known on 2016-07-20, ledger at entry 4, codebook direction 1.1.0. https://records.example/incidents/wuerzburg-train-2016?known=2016-07-20&recorded=4. Accessed 2026-12-01.",
		"“50 % {of} \\ them and \"more\" <b>”. ascribe, all that is known, ledger at entry 1. http://[::1]:8000/. Accessed 2026-12-01.",
	} {
		if got := list[i].Text(); got != want {
			t.Errorf("\n%s\nwant\n%s", got, want)
		}
	}
}

func TestCitationAsCSL(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("testdata/csl-data.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range citations(t) {
		instance, err := jsonschema.UnmarshalJSON(strings.NewReader(c.CSL()))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(instance); err != nil {
			t.Error(err)
		}
		item := instance.([]any)[0].(map[string]any)
		if item["title"] != c.Title || item["URL"] != c.Address || item["container-title"] != c.Record {
			t.Errorf("%v", item)
		}
	}
}

func TestCitationReadByPybtex(t *testing.T) {
	script := `
import json, sys
from pybtex.database import parse_file
book = parse_file(sys.argv[1])
print(json.dumps([[key, e.type, dict(e.fields), [str(p) for p in e.persons.get("author", [])]] for key, e in book.entries.items()]))`
	var text strings.Builder
	for _, c := range citations(t) {
		text.WriteString(c.BibTeX())
	}
	file := filepath.Join(t.TempDir(), "citations.bib")
	if err := os.WriteFile(file, []byte(text.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	var got [][]any
	if err := json.Unmarshal([]byte(foreign.Python(t, []string{"pybtex"}, script, file)), &got); err != nil {
		t.Fatal(err)
	}
	want := [][]any{
		{"wuerzburg-train-2016-known-2016-07-20-entry-4", "misc", map[string]any{
			"title": "{Würzburg regional train attack}", "howpublished": "Remote direction: a sample", "version": "entry 4",
			"note":    "as known on 2016-07-20, ledger at entry 4, codebook direction 1.1.0",
			"url":     "https://records.example/incidents/wuerzburg-train-2016?known=2016-07-20&recorded=4",
			"urldate": "2026-12-01",
		}, []any{`{A team \& friends}`}},
		{"incidents-entry-1", "misc", map[string]any{
			"title": `{50 \% \textbraceleft{}of\textbraceright{} \textbackslash{} them and "more" <b>}`, "howpublished": "ascribe", "version": "entry 1",
			"note": "all that is known, ledger at entry 1", "url": "http://[::1]:8000/", "urldate": "2026-12-01",
		}, []any{}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestCitationAsRIS: what is written is read again, title and address.
func TestCitationAsRIS(t *testing.T) {
	for _, c := range citations(t) {
		var problems ascribe.Problems
		found := Read("a.ris", RIS, []byte(c.RIS()), &problems)
		if problems.Len() > 0 || len(found) != 1 {
			t.Fatalf("%d references, %v", len(found), problems)
		}
		if s := found[0].Source; s.Title != strings.Join(strings.Fields(c.Title), " ") || s.URL != c.Address {
			t.Errorf("%+v", s)
		}
	}
}
