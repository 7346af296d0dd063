package table

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/ascribe-project/ascribe/internal/foreign"
)

// flatNames and flatRows are the sample as files have it that know no points.
var (
	flatNames = []any{"id", "said", "killed", "share", "settled", "date", "contact", "location_latitude", "location_longitude", "location_precision"}
	long      = strings.Repeat("ü", maxSheetText+1)
)

// TestSameBytes: each format is the same bytes twice, however many processors
// there are.
func TestSameBytes(t *testing.T) {
	many := manyRows(3*groupRows/2, 4)
	for _, f := range Formats {
		for _, table := range []*Table{sample(), many} {
			if f.Name == "geojson" && table == many {
				continue
			}
			var before []byte
			for _, processors := range []int{1, 2, 8} {
				old := runtime.GOMAXPROCS(processors)
				var b bytes.Buffer
				err := f.Write(&b, table)
				runtime.GOMAXPROCS(old)
				if err != nil || b.Len() == 0 {
					t.Fatalf("%s: %d bytes, %v", f.Name, b.Len(), err)
				}
				if before != nil && !bytes.Equal(before, b.Bytes()) {
					t.Errorf("%s of %s is other bytes", f.Name, table.Name)
				}
				before = b.Bytes()
			}
		}
	}
}

// TestErrorsOfRows: an error among the rows is the writer's, and one in writing
// is not lost.
func TestErrorsOfRows(t *testing.T) {
	broken := errors.New("broken")
	for _, f := range Formats {
		for _, after := range []int{0, 1, 2*batchRows + 1} {
			table := sample()
			rows := table.Rows
			table.Rows = func(yield func(Row, error) bool) {
				for n := 0; ; {
					for row := range rows {
						if n == after {
							yield(nil, broken)
							return
						}
						n++
						if !yield(row, nil) {
							return
						}
					}
				}
			}
			if err := f.Write(io.Discard, table); !errors.Is(err, broken) {
				t.Errorf("%s after %d rows: %v", f.Name, after, err)
			}
		}
		if err := f.Write(full{}, sample()); !errors.Is(err, broken) && !errors.Is(err, errFull) {
			t.Errorf("%s to a full disk: %v", f.Name, err)
		}
	}
}

type full struct{}

var errFull = errors.New("full")

func (full) Write([]byte) (int, error) { return 0, errFull }

// manyRows are rows of a few short cells.
func manyRows(rows, distinct int) *Table {
	t := &Table{Name: "many", Columns: []Column{{Name: "id", Type: TypeInteger}, {Name: "code"}, {Name: "codes", Type: TypeCodes}}}
	t.Rows = func(yield func(Row, error) bool) {
		row := make(Row, 3)
		for i := range rows {
			row[0], row[1], row[2] = Integer(int64(i)), Text(strings.Repeat("x", i%distinct)), Codes(strings.Repeat("a;", i%distinct)+"b")
			if !yield(row, nil) {
				return
			}
		}
	}
	return t
}

func TestCSVReadByPython(t *testing.T) {
	script := `
import csv, io, json, sys
text = open(sys.argv[1], encoding="utf-8", newline="").read()
print(json.dumps([text[:1] == "\ufeff", list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline="")))]))
`
	for name, people := range map[string]bool{"csv-people": true, "csv-programs": false} {
		got := parsed[[]any](t, foreign.Python(t, []string{"csv"}, script, writtenAs(t, name, sample())))
		formula := "=SUM(A1)"
		if people {
			formula = "'" + formula
		}
		want := []any{people, []any{
			flatNames,
			[]any{"a", formula, "0", "0.1", "yes", "2016-07-18", "member;one_way", "49.74", "9.96", "town"},
			[]any{"b", "line one\nline two, \"quoted\"; <b>&amp;", "9007199254740991", "-1000000000000000000000", "no", "2016-07~", "one_way", "-0.5", "180", ""},
			[]any{"c", "Würzburg 火車 \U0001F600", "-3", "12345678.901", "yes", "1848-03-18", "", "", "", ""},
			[]any{"d", "", "", "", "", "", "", "", "", ""},
			[]any{"e", long, "", "", "", "2016-07-18/2016-07-20", "", "", "", ""},
		}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func parsed[T any](t testing.TB, text string) (v T) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return v
}

// TestCSVReadByR: strings stay strings, and numbers are numbers.
func TestCSVReadByR(t *testing.T) {
	got := foreign.R(t, nil, `
x <- read.csv(commandArgs(TRUE)[1], fileEncoding = "UTF-8", encoding = "UTF-8", na.strings = "")
cat(names(x)[1], nrow(x), class(x$killed), class(x$share), x$settled[1:3], is.na(x$said[4]), x$said[1])`,
		writtenAs(t, "csv-programs", sample()))
	if want := "id 5 numeric numeric yes no yes TRUE =SUM(A1)"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestJSONLinesReadByPython(t *testing.T) {
	script := `
import json, sys
print(json.dumps([json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]))`
	got := parsed[[]map[string]any](t, foreign.Python(t, []string{"json"}, script, writtenAs(t, "jsonl", sample())))
	want := map[string]any{
		"id": "b", "said": "line one\nline two, \"quoted\"; <b>&amp;", "killed": float64(1<<53 - 1), "share": -1e21, "settled": false,
		"date": "2016-07~", "contact": []any{"one_way"}, "location": map[string]any{"latitude": -0.5, "longitude": 180.0, "precision": nil},
	}
	if len(got) != 5 {
		t.Fatalf("%d rows", len(got))
	}
	if diff := cmp.Diff(want, got[1]); diff != "" {
		t.Error(diff)
	}
	for name, v := range got[3] {
		if (v == nil) == (name == "id") {
			t.Errorf("%s of an unknown row: %v", name, v)
		}
	}
}

// TestGeoJSON holds a file to the published schema, and reads it.
func TestGeoJSON(t *testing.T) {
	var b bytes.Buffer
	if err := writeGeoJSON(&b, sample()); err != nil {
		t.Fatal(err)
	}
	schema, err := jsonschema.NewCompiler().Compile("testdata/schemas/geojson-FeatureCollection.json")
	if err != nil {
		t.Fatal(err)
	}
	instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(instance); err != nil {
		t.Error(err)
	}
	type feature struct {
		Geometry   *struct{ Coordinates []float64 }
		Properties map[string]any
	}
	got := parsed[struct{ Features []feature }](t, b.String()).Features
	if len(got) != 5 || got[2].Geometry != nil {
		t.Fatalf("%+v", got)
	}
	if diff := cmp.Diff([]float64{9.96, 49.74}, got[0].Geometry.Coordinates); diff != "" {
		t.Error(diff)
	}
	want := map[string]any{
		"id": "a", "said": "=SUM(A1)", "killed": 0.0, "share": 0.1, "settled": true, "date": "2016-07-18",
		"contact": []any{"member", "one_way"}, "location_precision": "town",
	}
	if diff := cmp.Diff(want, got[0].Properties); diff != "" {
		t.Error(diff)
	}
	if err := writeGeoJSON(io.Discard, manyRows(1, 1)); err == nil || !strings.Contains(err.Error(), "no column of points") {
		t.Errorf("without points: %v", err)
	}
}

func TestParquetReadByDuckDB(t *testing.T) {
	file := writtenAs(t, "parquet", sample())
	types := foreign.DuckDB(t, "select string_agg(column_name || ' ' || column_type, ' ') from (describe from read_parquet('"+file+"'))")
	if want := "id VARCHAR said VARCHAR killed BIGINT share DOUBLE settled BOOLEAN date VARCHAR contact VARCHAR[] location_latitude DOUBLE location_longitude DOUBLE location_precision VARCHAR\n"; types != want {
		t.Errorf("%s, want %s", types, want)
	}
	got := foreign.DuckDB(t, "select to_json(list(t order by id)) from read_parquet('"+file+"') t")
	rows := parsed[[]map[string]any](t, got)
	want := []map[string]any{
		{"id": "a", "said": "=SUM(A1)", "killed": 0.0, "share": 0.1, "settled": true, "date": "2016-07-18", "contact": []any{"member", "one_way"}, "location_latitude": 49.74, "location_longitude": 9.96, "location_precision": "town"},
		{"id": "b", "said": "line one\nline two, \"quoted\"; <b>&amp;", "killed": float64(1<<53 - 1), "share": -1e21, "settled": false, "date": "2016-07~", "contact": []any{"one_way"}, "location_latitude": -0.5, "location_longitude": 180.0, "location_precision": nil},
		{"id": "c", "said": "Würzburg 火車 \U0001F600", "killed": -3.0, "share": 12345678.901, "settled": true, "date": "1848-03-18", "contact": nil, "location_latitude": nil, "location_longitude": nil, "location_precision": nil},
		{"id": "d", "said": nil, "killed": nil, "share": nil, "settled": nil, "date": nil, "contact": nil, "location_latitude": nil, "location_longitude": nil, "location_precision": nil},
		{"id": "e", "said": long, "killed": nil, "share": nil, "settled": nil, "date": "2016-07-18/2016-07-20", "contact": nil, "location_latitude": nil, "location_longitude": nil, "location_precision": nil},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	about := foreign.DuckDB(t, "select decode(key) || ' ' || decode(value) from parquet_kv_metadata('"+file+"')")
	if !strings.Contains(about, "ascribe.known 2016-07-20") {
		t.Errorf("it says of itself %q", about)
	}
}

// TestParquetOfManyGroups: rows are the same, and in order, over more than one
// row group.
func TestParquetOfManyGroups(t *testing.T) {
	rows := 2*groupRows + batchRows + 1
	file := writtenAs(t, "parquet", manyRows(rows, 5))
	got := foreign.DuckDB(t, `select count(*), sum(id), sum(case when id = file_row_number then 1 end), sum(length(code)), sum(len(codes)) from read_parquet('`+file+`', file_row_number = true)`)
	lengths, codes := 0, 0
	for i := range rows {
		lengths += i % 5
		codes += i%5 + 1
	}
	want := sprint(rows, rows*(rows-1)/2, rows, lengths, codes)
	if got != want {
		t.Errorf("%s, want %s", got, want)
	}
	groups := foreign.DuckDB(t, "select num_rows, num_row_groups from parquet_file_metadata('"+file+"')")
	if groups != sprint(rows, 3) {
		t.Errorf("row groups: %s", groups)
	}
	empty := writtenAs(t, "parquet", manyRows(0, 5))
	if got := foreign.DuckDB(t, "select count(*) from read_parquet('"+empty+"')"); got != "0\n" {
		t.Errorf("of no rows: %s", got)
	}
}

func sprint(numbers ...int) string {
	text, _ := json.Marshal(numbers)
	return strings.Trim(string(text), "[]") + "\n"
}

func TestXLSXReadByOpenpyxl(t *testing.T) {
	script := `
import datetime, json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
sheet = book.worksheets[0]
def value(c):
    v = c.value
    if isinstance(v, datetime.datetime): v = "day " + v.date().isoformat()
    return v
rows = [[value(c) for c in row] for row in sheet.iter_rows()]
formulas = [c.coordinate for s in book.worksheets for row in s.iter_rows() for c in row if c.data_type == "f"]
harmless = sheet["B2"]
print(json.dumps({"sheets": book.sheetnames, "rows": rows, "formulas": formulas, "frozen": sheet.freeze_panes,
  "filter": sheet.auto_filter.ref, "format": harmless.number_format, "prefix": harmless.quotePrefix,
  "codebook": [[c.value for c in row] for row in book["codebook"].iter_rows()], "about": [[c.value for c in row] for row in book["about"].iter_rows()]}))
`
	file := writtenAs(t, "xlsx", sample())
	got := parsed[map[string]any](t, foreign.Python(t, []string{"openpyxl"}, script, file))
	cut := strings.Repeat("ü", maxSheetText-1) + "…"
	want := map[string]any{
		"sheets": []any{"sample", "codebook", "about"}, "formulas": []any{}, "frozen": "A2", "filter": "A1:J6", "format": "@", "prefix": true,
		"rows": []any{
			flatNames,
			[]any{"a", "=SUM(A1)", 0.0, 0.1, true, "day 2016-07-18", "member;one_way", 49.74, 9.96, "town"},
			[]any{"b", "line one\nline two, \"quoted\"; <b>&amp;", float64(1<<53 - 1), -1e21, false, "2016-07~", "one_way", -0.5, 180.0, nil},
			[]any{"c", "Würzburg 火車 \U0001F600", -3.0, 12345678.901, true, "1848-03-18", nil, nil, nil, nil},
			[]any{"d", nil, nil, nil, nil, nil, nil, nil, nil, nil},
			[]any{"e", cut, nil, nil, nil, "2016-07-18/2016-07-20", nil, nil, nil, nil},
		},
		"about": []any{[]any{"what", "value"}, []any{"title", "A sample"}, []any{"known", "2016-07-20"}, []any{"codebook", "direction 1.1.0"}},
	}
	codebook := got["codebook"].([]any)
	delete(got, "codebook")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for _, row := range []any{
		[]any{"said", nil, "text", nil, "What was said, in <their> words & ours."},
		[]any{"contact", nil, nil, "one_way", "No more than material."},
	} {
		if !strings.Contains(text(codebook), text(row)) {
			t.Errorf("the sheet codebook lacks %v: %v", row, codebook)
		}
	}
}

func text(v any) string {
	b, _ := json.Marshal(v)
	return string(b)
}

func TestTooManyRowsForExcel(t *testing.T) {
	if testing.Short() {
		t.Skip("a million rows")
	}
	if err := writeXLSX(io.Discard, manyRows(maxSheetRows-1, 2)); err != nil {
		t.Error(err)
	}
	if err := writeXLSX(io.Discard, manyRows(maxSheetRows, 2)); err == nil || !strings.Contains(err.Error(), "1048575 rows") {
		t.Errorf("a row too many: %v", err)
	}
}

// TestTextInXML: what XML has no characters for is written as Excel does, and
// what looks like that is not taken for it.
func TestTextInXML(t *testing.T) {
	for s, want := range map[string]string{
		"a<b>&c": "a&lt;b&gt;&amp;c", "bell\a": "bell_x0007_", "line\r\n": "line_x000D_\n", "_x0041_": "_x005F_x0041_", "a_x": "a_x005F_x", "a_b": "a_b",
	} {
		if got := string(appendXML(nil, s)); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestColumnLetters(t *testing.T) {
	for column, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA", maxSheetColumns - 1: "XFD"} {
		if got := columnLetters(column); got != want {
			t.Errorf("%d: %s, want %s", column, got, want)
		}
	}
}

func TestSerialDay(t *testing.T) {
	for date, want := range map[string]int{"1900-03-01": 61, "2016-07-18": 42569, "1900-02-28": 0, "2016-07": 0, "": 0, "2016-07-18~": 0} {
		if got, ok := serialDay(date); got != want || ok != (want > 0) {
			t.Errorf("%s: %d, %v, want %d", date, got, ok, want)
		}
	}
}

func TestCutText(t *testing.T) {
	for _, s := range []string{"", "short", strings.Repeat("a", maxSheetText), strings.Repeat("ü", maxSheetText)} {
		if got := cutText(s); got != s {
			t.Errorf("%d bytes were cut to %d", len(s), len(got))
		}
	}
	pairs := strings.Repeat("\U0001F600", maxSheetText) // two units each
	if got := cutText(pairs); got != strings.Repeat("\U0001F600", maxSheetText/2)+"…" {
		t.Errorf("pairs were cut to %d bytes", len(got))
	}
	exact := strings.Repeat("\U0001F600", maxSheetText/2) + "a"
	if got := cutText(exact); got != exact {
		t.Errorf("what just fits was cut to %d bytes", len(got))
	}
}

// No cell of a CSV for people begins a formula.
func TestHarmless(t *testing.T) {
	for cell, want := range map[string]string{
		"=1+1": "'=1+1", "+a": "'+a", "-a": "'-a", "@a": "'@a", "\ta": "'\ta", "\ra": "'\ra",
		"＝1+1": "'＝1+1", "＋a": "'＋a", "－a": "'－a", "＠a": "'＠a",
		"": "", "-1.5": "-1.5", "+3": "+3", "a=b": "a=b", "ａ": "ａ", "\xff": "\xff",
	} {
		if got := Harmless(cell); got != want {
			t.Errorf("%q: %q, want %q", cell, got, want)
		}
	}
}
