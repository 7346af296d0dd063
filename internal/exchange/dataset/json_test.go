package dataset_test

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// Where the rows of a JSON file can lie.
func TestJSONShapes(t *testing.T) {
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(`[{"id": 1, "town": "Ulm"}, {"id": 2}]`)
	if err != nil {
		t.Fatal(err)
	}
	feature := func(id int, more string) string {
		return fmt.Sprintf(`{"type": "Feature", "properties": {"id": %d, "town": "Ulm"}, "geometry": %s}`, id, more)
	}
	for name, test := range map[string]struct {
		file, text string
		format     dataset.Format
		want       string
	}{
		"a list":                 {"a.json", `[{"id": 1, "town": "Ulm"}, {"id": 2}]`, "json", "id=1 town=Ulm|id=2"},
		"a list, with a mark":    {"a.json", "\ufeff[\r\n  {\"id\": 1,\r\n \"town\": \"Ulm\"},\r\n {\"id\": 2}\r\n]\r\n", "json", "id=1 town=Ulm|id=2"},
		"a list in UTF-16":       {"a.json", wide, "json", "id=1 town=Ulm|id=2"},
		"a member, on one line":  {"a.json", `{"status": 200, "success": true, "count": 2, "data": [{"id": 1, "town": "Ulm"}, {"id": 2}]}`, "json", "id=1 town=Ulm|id=2"},
		"a member, with more":    {"a.json", "{\n \"TotalCount\": 2,\n \"Result\": [{\"id\": 1, \"town\": \"Ulm\"},\n {\"id\": 2}],\n \"NextPageUrl\": \"\"\n}\n", "json", "id=1 town=Ulm|id=2"},
		"a member of any name":   {"a.json", `{"meta": {"n": 2}, "vorfaelle": [{"id": 1, "town": "Ulm"}, {"id": 2}]}`, "json", "id=1 town=Ulm|id=2"},
		"a member of a member":   {"a.json", `{"success": true, "result": {"fields": [{"id": "id", "type": "int"}], "records": [{"id": 1, "town": "Ulm"}, {"id": 2}]}}`, "json", "id=1 town=Ulm|id=2"},
		"by key":                 {"a.json", `{"x-1": {"town": "Ulm"}, "x-2": {"town": "Berlin"}}`, "json", "town=Ulm id=x-1|town=Berlin id=x-2"},
		"by key, in a member":    {"a.json", `{"ok": true, "data": {"x-1": {"town": "Ulm"}, "x-2": {"id": 7}}}`, "json", "town=Ulm id=x-1|id=7"},
		"lines":                  {"a.json", "{\"id\": 1, \"town\": \"Ulm\"}\n{\"id\": 2, \"sources\": [{\"a\": 1}]}\n", "jsonl", `id=1 town=Ulm|id=2 sources=[{"a":1}]`},
		"a line with a list":     {"a.json", `{"id": 1, "sources": [{"a": 1}, {"a": 2}]}`, "jsonl", `id=1 sources=[{"a":1},{"a":2}]`},
		"a line, by the name":    {"a.jsonl", `{"nr": 1, "data": [{"id": 1}], "id": 3}`, "jsonl", `nr=1 data=[{"id":1}] id=3`},
		"one after the other":    {"a.json", "{\n \"id\": 1,\n \"town\": \"Ulm\"\n}\n{\n \"id\": 2\n}\n", "json", "id=1 town=Ulm|id=2"},
		"one over several lines": {"a.json", "{\n \"id\": 1,\n \"town\": \"Ulm\"\n}", "json", "id=1 town=Ulm"},
		"a collection":           {"a.json", "\ufeff{\"type\": \"FeatureCollection\", \"features\": [" + feature(1, `{"type": "Point", "coordinates": [10.5, 49.3]}`) + "," + feature(2, "null") + "]}", "geojson", "id=1 town=Ulm latitude=49.3 longitude=10.5|id=2 town=Ulm"},
		"features in lines":      {"a.geojsonl", feature(1, `{"type": "Point", "coordinates": [10.5, 49.3]}`) + "\n" + feature(2, "null") + "\n", "geojson", "id=1 town=Ulm latitude=49.3 longitude=10.5|id=2 town=Ulm"},
		"features as RFC 8142":   {"a.geojsons", "\x1e" + feature(1, "null") + "\n\x1e" + feature(2, `{"type": "Point", "coordinates": []}`) + "\n", "geojson", "id=1 town=Ulm|id=2 town=Ulm"},
		"a list of features":     {"a.json", "[" + feature(1, "null") + "]", "geojson", "id=1 town=Ulm"},
		"one feature":            {"a.geojson", feature(1, "null"), "geojson", "id=1 town=Ulm"},
		"features of many lines": {"a.json", "\x1e" + strings.ReplaceAll(feature(1, "null"), ", ", ",\n") + "\n\x1e" + strings.ReplaceAll(feature(2, "null"), ", ", ",\n"), "geojson", "id=1 town=Ulm|id=2 town=Ulm"},
	} {
		t.Run(name, func(t *testing.T) {
			table, rows, faults := read(t, test.file, []byte(test.text), nil)
			if wantFaults(t, faults); table == nil {
				return
			}
			var got []string
			for _, r := range rows {
				got = append(got, cells(r))
			}
			if s := strings.Join(got, "|"); s != test.want || table.Format() != test.format {
				t.Errorf("%s %s\nwant %s %s", table.Format(), s, test.format, test.want)
			}
		})
	}
}

// A list far into a file is found, and an object too long for one look is one
// line.
func TestJSONBeyondTheSample(t *testing.T) {
	note := strings.Repeat("x", 900)
	rows := make([]string, 3000)
	for i := range rows {
		rows[i] = fmt.Sprintf(`{"id": %d, "note": %q}`, i, note)
	}
	for name, text := range map[string]string{
		"lines": strings.Join(rows, "\n"), "list": "[" + strings.Join(rows, ",") + "]",
		"member": `{"n": 3000, "data": [` + strings.Join(rows, ",\n") + `], "more": {"data": []}}`,
	} {
		if _, got, faults := read(t, "a.json", []byte(text), nil); len(got) != len(rows) || len(faults) > 0 {
			t.Errorf("%s: %d rows, %q", name, len(got), faults)
		}
	}
}

// What is no table of JSON is told by what it is.
func TestOtherThanJSON(t *testing.T) {
	for text, want := range map[string]string{
		`var incidents = [{"id": 1}];`:                                  "JavaScript, not data",
		`window.YTD.tweet.part0 = [{"id": 1}]`:                          "JavaScript, not data",
		`callback({"data": [{"id": 1}]})`:                               "JavaScript, not data",
		"/**/ jQuery123([{\"id\": 1}]);":                                "JavaScript, not data",
		"export default [\n{id: 1}]":                                    "JavaScript, not data",
		")]}',\n[{\"id\": 1}]":                                          "JavaScript, not data",
		"\ufeff\n<!DOCTYPE html>\n<html>":                               "a web page, not a table",
		"<html><body><table><tr><td>id</td></tr></table></body></html>": "a web page with a table in it",
		`<?xml version="1.0"?><kml></kml>`:                              "XML, not a table",
		`[["id", "date"], [1, "2016"]]`:                                 "JSON whose rows are lists without names",
		`{"columns": ["id"], "index": [0], "data": [[1]]}`:              "JSON whose rows are lists without names",
		`{"id": {"0": 1, "1": 2}, "date": {"0": "2016", "1": "2017"}}`:  "JSON that was written column by column",
		`[1, 2]`: "a JSON list of single values",
		`{"error": {"code": 403, "message": "no key"}}`:                        "an answer that tells of an error",
		`{"status": 403, "error": "no key"}`:                                   "an answer that tells of an error",
		`{"before": [{"id": 1}], "after": [{"id": 2}]}`:                        "JSON with several lists, and the rows may be in before or after",
		"\xff\xfe<\x00h\x00t\x00m\x00l\x00>\x00<\x00b\x00o\x00d\x00y\x00>\x00": "a web page, not a table",
	} {
		_, _, faults := read(t, "f.json", []byte(text), nil)
		wantFaults(t, faults, "invalid: f.json is "+want)
	}
	for text, want := range map[string]string{
		"[]":                                 "f.json:1:1: there are no objects in the file: it has no rows",
		`{"count": 0, "data": []}`:           "f.json:1:1: there are no objects in the file",
		`[{"id": 1}, 7]`:                     "f.json:1:13: it is no object",
		`[{"id": 1},`:                        "f.json:1:12: the JSON ends",
		`{"data": [{"id": 1}]} x`:            "f.json:1:23: this is not JSON",
		"[{\"id\": 1}]\n[{\"id\": 2}]":       "f.json:2:1: there is something after",
		`{"data": [{"id": 1, "id": 2}]}`:     "f.json:1:21: an object has a name twice",
		"[{\"id\": 1},\n{\"id\": \"\xe9\"}]": "f.json:2:9: line 2 is not UTF-8",
	} {
		_, _, faults := read(t, "f.json", []byte(text), nil)
		if wantFaults(t, faults, want); t.Failed() {
			t.Fatal(text)
		}
	}
	// CSV that begins like something else is CSV.
	for _, text := range []string{"id(x),date\n", "data = x,id\n", "<id>,id\n", "function,id\n", "let,id\n"} {
		if table, err := open("f.csv", []byte(text), nil); err == nil && table.Format() != dataset.CSV || err != nil && !strings.Contains(err.Error(), "fault") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// A proposal finds the encoding of JSON too.
func TestProposalForJSONInOtherEncodings(t *testing.T) {
	const file = `[{"id": 1, "town": "Würzburg", "date": "2016-07-18"}, {"id": 2, "town": "Köln", "date": "2016-07-19"}]`
	for want, enc := range map[string]encoding.Encoding{
		"utf-16": unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "windows-1252": charmap.Windows1252, "": encoding.Nop,
	} {
		b, err := enc.NewEncoder().Bytes([]byte(file))
		if err != nil {
			t.Fatal(err)
		}
		if got := block(proposed(t, "f.json", b), "encoding:"); got != want {
			t.Errorf("encoding: %s, want %s", got, want)
		}
	}
}
