package dataset_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// Bad text files, each with its sentence.
func TestBadText(t *testing.T) {
	long := strings.Repeat("x", 1<<20+1)
	many := strings.Repeat("c,", 2000) + "id\n"
	for name, test := range map[string]struct {
		text, mapping string
		want          []string
	}{
		"empty":                      {"", "", []string{"invalid: f.csv is empty"}},
		"a mark alone":               {"\xEF\xBB\xBF", "", []string{"f.csv:1:1: the file is empty: its first line names the columns"}},
		"no header row":              {"a\nb\n", "header_row: 4", []string{"f.csv:1:1: the file has 2 rows, and the mapping says that the columns are named in row 4"}},
		"too many fields":            {"id,a\n1,x,y\n2,z\n", "", []string{"f.csv:2:5: the row has 3 fields, and the header 2: its columns are shifted; text with commas in it has to be in quotes"}},
		"too few fields":             {"id;a;b\n1;x\n2;z;q\n", "", []string{"f.csv:2:1: the row has 2 fields, and the header 3: its columns are shifted, or it is broken in two"}},
		"cut short":                  {"id,a,b\n1,x", "", []string{"f.csv:2:1: the file ends within this row: it has 2 fields, and the header 3"}},
		"shifted by one":             {"id,date,n\n1,x,2016-01-01\n", "columns: {n: {type: number}}", []string{`f.csv:2:3: date: "x" is not a date: are the columns shifted?`, `f.csv:2:5: n: "2016-01-01" is not a whole number: are the columns shifted?`}},
		"no id":                      {"event_id,a\n1,x\n", "", []string{`f.csv:1:1: there is no column "id", which the id needs; the file has event_id, a`}},
		"an id missing":              {"a,id\nx,\n", "", []string{`f.csv:2:3: the id is missing: the row has no "id"`}},
		"one name twice":             {"id,a,a \n1,2,3\n", "", []string{`f.csv:1:6: the column "a" is there twice, as column 2 and 3: rename one of them`}},
		"two but for capitals":       {"ID,Id\n1,2\n", "", []string{`f.csv:1:1: there is no column "id"`}},
		"too many columns":           {many, "", []string{"f.csv:1:1: the header has 2001 columns, and a table has at most 2000"}},
		"NUL":                        {"id,a\n1,x\x00y\n", "", []string{"f.csv:2:4: there is a NUL byte"}},
		"a long field":               {"id,a\n1," + long + "\n", "", []string{"f.csv:2:3: the field is longer than 1048576 bytes (1 MiB)"}},
		"a quote left open":          {"id,a\n1,\"x\n", "", []string{"f.csv:2:3: the quote that opens here is never closed"}},
		"Windows-1252":               {"id,a\n1,x\n2,caf\xe9\n", "", []string{`f.csv:3:6: line 3 is not UTF-8; it looks like windows-1252, where the byte 0xE9 is 'é': write encoding: windows-1252 in the mapping, or save the file as UTF-8`}},
		"Windows-1252 in the header": {"id,caf\xe9\n", "", []string{"f.csv:1:7: line 1 is not UTF-8"}},
		"UTF-8, said otherwise":      {"id,a\n1,café\n", "encoding: windows-1252", []string{"f.csv:1:1: the file looks like UTF-8, and the mapping says encoding: windows-1252: write encoding: utf-8"}},
		"UTF-8 with a mark":          {"\xEF\xBB\xBFid\n1\n", "encoding: latin-1", []string{"f.csv:1:1: the file is UTF-8, by the mark that it begins with, and the mapping says encoding: latin-1"}},
		"UTF-16, said otherwise":     {"\xFF\xFEi\x00d\x00\n\x00", "encoding: utf-8", []string{"f.csv:1:1: the file is UTF-16, by the mark that it begins with"}},
		"UTF-16 without a mark":      {"i\x00d\x00,\x00a\x00\n\x00", "", []string{"f.csv:1:1: the file looks like UTF-16: write encoding: utf-16 in the mapping"}},
		"not UTF-16":                 {"id\n1\n", "encoding: utf-16", []string{"f.csv:1:1: the file is not UTF-16, as the mapping says: it looks like UTF-8"}},
		"not what the mapping is":    {"id\n1\n", "format: xlsx", []string{"invalid: f.csv is csv, and the mapping says format: xlsx"}},
		"a web page":                 {"<!DOCTYPE html><html>", "", []string{"invalid: f.csv is a web page, not a table"}},
		"an old workbook":            {"\xD0\xCF\x11\xE0", "", []string{"invalid: f.csv is an old or protected Excel file"}},
		"gzip":                       {"\x1F\x8B\x08", "", []string{"invalid: f.csv is compressed by gzip"}},
		"a number too great":         {"id,n\n1,99999999999999999999\n2,-1\n3,1.5\n", "columns: {n: {type: number}}", []string{"f.csv:2:3: n: ", "f.csv:3:3: n: ", "f.csv:4:3: n: "}},
		"not a code":                 {"id,n\n1,2\n", `columns: {n: {type: code, codes: {"1": x}}}`, []string{`f.csv:2:3: n: "2" is not one of the codes`}},
		"not a country":              {"id,n\n1,Atlantis\n", `columns: {n: {type: country}}`, []string{`f.csv:2:3: n: "Atlantis" is no country`}},
		"not a point":                {"id,n\n1,91 0\n", `columns: {n: {type: point}}`, []string{`f.csv:2:3: n: "91 0" is not a latitude and a longitude`}},
		"JSON: a broken line": {"{\"id\": 1}\n{\"id\": 2\n{\"id\": 3, \"é\": }\n7\n{\"id\":4} {}\n{\"id\":5,\"id\":6}\n{\"id\":\"a\\u0000\"}\n", "", []string{
			"f.csv:2:9: the JSON ends here before it is complete", "f.csv:3:16: this is not JSON: ", "f.csv:4:1: it is no object", "f.csv:5:1: there is something after the object",
			"f.csv:6:9: an object has a name twice", "f.csv:7:7: there is a NUL character",
		}},
		"JSON: nothing":          {"{", "", []string{"f.csv:1:2: the JSON ends here"}},
		"GeoJSON: cut short":     {`{"type": "FeatureCollection", "features": [{"properties": {"id": 1}},`, "", []string{"f.csv:1:70: the JSON ends"}},
		"GeoJSON: no features":   {`{"type": "FeatureCollection", "id": 7}`, "", []string{"f.csv:1:1: this is no GeoJSON FeatureCollection"}},
		"GeoJSON: half a point":  {"{\"type\": \"FeatureCollection\", \"features\": [{\"properties\": {\"id\": 1}},\n {\"properties\": {\"id\": 2}, \"geometry\": {\"type\": \"Point\", \"coordinates\": [1]}}]}", "", []string{"f.csv:2:2: the coordinates of a point are its longitude and latitude"}},
		"JSON in another code":   {"{\"id\": \"caf\xe9\"}\n", "", []string{"f.csv:1:12: line 1 is not UTF-8"}},
		"Parquet: only its mark": {"PAR1", "", []string{"invalid: f.csv is a Parquet file that is damaged or cut short"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, faults := read(t, "f.csv", []byte(test.text), mapping(t, test.mapping+"\nsentinels: []"))
			wantFaults(t, faults, test.want...)
		})
	}
}

// A fault takes its row, and no other.
func TestReadingGoesOn(t *testing.T) {
	_, rows, faults := read(t, "f.csv", []byte("id,date\n1,x\n2,2016\n3\n,\n4,2017\n"), nil)
	wantFaults(t, faults, `f.csv:2:3: date`, `f.csv:4:1: the row has 1 fields`)
	if len(rows) != 2 || rows[0].ID != "2" || rows[1].ID != "4" {
		t.Error(rows)
	}
}

func TestBadWorkbooks(t *testing.T) {
	rows := [][]string{{"id", "date", "n"}, {"1", "2016", "5"}, {"2", "2017", "6"}}
	good := workbook(t, rows, nil)
	for name, test := range map[string]struct {
		data    []byte
		mapping string
		want    []string
	}{
		"a formula": {workbook(t, rows, func(f *excelize.File) { f.SetCellFormula("Sheet1", "C3", "C2+1") }), "", []string{
			"f.xlsx:C3: the cell has a formula in the place of a value: paste it as a value; or say formulas: values in the mapping",
		}},
		"a formula without its value": {workbook(t, rows, func(f *excelize.File) { f.SetCellFormula("Sheet1", "D3", "1") }), "formulas: values", []string{
			"f.xlsx:D3: the formula has no value that was saved",
		}},
		"merged cells": {workbook(t, rows, func(f *excelize.File) { f.MergeCell("Sheet1", "B2", "B3") }), "", []string{
			"f.xlsx:B2: the cells B2:B3 are merged, so that only the first of them has a value: unmerge them, and fill in each",
		}},
		"beyond the header": {workbook(t, rows, func(f *excelize.File) { f.SetCellValue("Sheet1", "E3", "x"); f.SetCellValue("Sheet1", "F3", "y") }), "", []string{
			"f.xlsx:E3: the cell lies beyond the columns that the header names, which end at C",
		}},
		"no such sheet":  {good, "sheet: Shet1", []string{`invalid: f.xlsx is no workbook that can be read: it has no sheet "Shet1"; did you mean "Sheet1"?`}},
		"no header":      {good, "header_row: 9", []string{`f.xlsx:9: the sheet "Sheet1" names no columns in row 9`}},
		"an empty sheet": {workbook(t, nil, nil), "", []string{`f.xlsx:1: the sheet "Sheet1" names no columns in row 1`}},
		"cut short":      {good[:len(good)/2], "", []string{"invalid: f.xlsx is no workbook that can be read: this is not a zip file, or it is cut short"}},
		"another zip":    {zipOf(t, "a.txt", "x"), "", []string{"invalid: f.xlsx is a zip, but no workbook: it has no xl/workbook.xml"}},
		"no relations":   {zipOf(t, "_rels/.rels", "", "xl/workbook.xml", "<workbook/>"), "", []string{"invalid: f.xlsx is a workbook that is damaged or cut short: xl/_rels/workbook.xml.rels in it cannot be read"}},
		"a wrong date":   {workbook(t, [][]string{{"id", "date", "n"}, {"1", "soon", "5"}}, nil), "", []string{`f.xlsx:B2: date: "soon" is not a date`}},
		"a bomb": {replaced(t, good, "xl/worksheets/sheet1.xml", "<worksheet>"+strings.Repeat(" ", 16<<20)+"</worksheet>"), "", []string{
			"invalid: f.xlsx is no workbook that can be read: the zip is refused: \"xl/worksheets/sheet1.xml\" unpacks to more than 300 times its size",
		}},
		"broken XML":          {replaced(t, good, "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r=\"1\"><c><v>"), "", []string{"invalid: f.xlsx is a workbook that is damaged or cut short: xl/worksheets/sheet1.xml in it cannot be read"}},
		"rows back and forth": {replaced(t, good, "xl/worksheets/sheet1.xml", sheet(`<row r="1">`+inline("id")+`</row><row r="3">`+inline("a")+`</row><row r="2">`+inline("b")+`</row>`)), "", []string{"f.xlsx:2: row 2 stands after row 3"}},
		"no such text":        {replaced(t, good, "xl/worksheets/sheet1.xml", sheet(`<row>`+inline("id")+`</row><row><c t="s"><v>99</v></c></row>`)), "", []string{"f.xlsx:A2: the cell refers to a text that the workbook does not have"}},
		"no number":           {replaced(t, good, "xl/worksheets/sheet1.xml", sheet(`<row>`+inline("id")+`</row><row><c><v>x</v></c></row>`)), "", []string{`f.xlsx:A2: the cell has the number "x", which is none`}},
		"an error value":      {replaced(t, good, "xl/worksheets/sheet1.xml", sheet(`<row>`+inline("id")+inline("n")+`</row><row>`+inline("a")+`<c t="e"><v>#REF!</v></c></row>`)), "", []string{"f.xlsx:B2: the cell has the error #REF! in the place of a value"}},
		"a NUL is no XML":     {replaced(t, good, "xl/worksheets/sheet1.xml", sheet("<row>"+inline("i\x00d")+"</row>")), "", []string{"invalid: f.xlsx is a workbook that is damaged"}},
		"two of one name":     {workbook(t, [][]string{{"id", "a", "a"}}, nil), "", []string{`f.xlsx:C1: the column "a" is there twice, as column 2 and 3`}},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, faults := read(t, "f.xlsx", test.data, mapping(t, test.mapping+"\nsentinels: []"))
			wantFaults(t, faults, test.want...)
		})
	}
}

func sheet(rows string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + rows + `</sheetData></worksheet>`
}

func inline(s string) string {
	return `<c t="inlineStr"><is><t>` + s + `</t><rPh><t>spoken</t></rPh></is></c>`
}

func TestFormulaValues(t *testing.T) {
	good := workbook(t, [][]string{{"id"}}, nil)
	data := replaced(t, good, "xl/worksheets/sheet1.xml", sheet(`<row>`+inline("id")+inline("n")+`</row><row>`+inline("a")+`<c><f>1+1</f><v>2</v></c></row><row>`+inline("b")+`<c t="e"><v>#N/A</v></c></row>`))
	_, rows, faults := read(t, "f.xlsx", data, mapping(t, "formulas: values\nsentinels: [\"#N/A\"]"))
	wantFaults(t, faults)
	if len(rows) != 2 || cells(rows[0]) != "id=a n=2" || cells(rows[1]) != "id=b" {
		t.Error(rows)
	}
}

func TestMergesAboveTheHeader(t *testing.T) {
	data := workbook(t, [][]string{{"A title"}, {"id", "a"}, {"1", "x"}}, func(f *excelize.File) {
		f.MergeCell("Sheet1", "A1", "B1")
		f.MergeCell("Sheet1", "D3", "E4")
	})
	_, rows, faults := read(t, "f.xlsx", data, mapping(t, "header_row: 2"))
	wantFaults(t, faults)
	if len(rows) != 1 {
		t.Error(rows)
	}
}

func TestDamagedParquet(t *testing.T) {
	var b bytes.Buffer
	w := parquet.NewGenericWriter[struct {
		ID string `parquet:"id"`
		A  string `parquet:"a"`
	}](&b)
	for range 1000 {
		w.Write([]struct {
			ID string `parquet:"id"`
			A  string `parquet:"a"`
		}{{"x", strings.Repeat("text ", 20)}})
	}
	w.Close()
	for _, cut := range []int{5, 20, b.Len() / 2, b.Len() - 1} {
		_, _, faults := read(t, "f.parquet", b.Bytes()[:cut], nil)
		wantFaults(t, faults, "invalid: f.parquet is a Parquet file that is damaged or cut short")
	}
	for at := 4; at < b.Len(); at += 7 {
		bad := bytes.Clone(b.Bytes())
		bad[at] ^= 0x55
		read(t, "f.parquet", bad, nil) // an error or not, and no panic
	}
}

// zipOf is a zip of files with their texts.
func zipOf(t testing.TB, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, files[i+1])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// replaced is a zip with another text in the place of one file.
func replaced(t testing.TB, data []byte, name, text string) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, f := range r.File {
		rc, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(rc)
		if err != nil {
			t.Fatal(err)
		}
		rc.Close()
		if f.Name == name {
			content = []byte(text)
		}
		files = append(files, f.Name, string(content))
	}
	return zipOf(t, files...)
}

// A disk that fails is not the file's fault, and nothing of the row is told.
func TestFailingDisk(t *testing.T) {
	disk := &failing{ReaderAt: strings.NewReader("id,a\n1,x\n2,\"y\n3,z\n")}
	table, err := dataset.OpenTable("f.csv", disk, 19, nil)
	if err != nil {
		t.Fatal(err)
	}
	disk.fails = true
	var problems ascribe.Problems
	var last error
	for _, err := range table.Rows(&problems) {
		last = err
	}
	if last == nil || ascribe.KindOf(last) != ascribe.ErrInternal || last.Error() != "f.csv could not be read to its end" || problems.Len() > 0 {
		t.Error(last, problems)
	}
}

// failing reads nothing behind the first bytes, once it fails.
type failing struct {
	io.ReaderAt
	fails bool
}

func (f *failing) ReadAt(p []byte, off int64) (int, error) {
	if !f.fails {
		return f.ReaderAt.ReadAt(p, off)
	}
	const good = 12
	if off >= good {
		return 0, io.ErrClosedPipe
	}
	n, _ := f.ReaderAt.ReadAt(p[:min(int64(len(p)), good-off)], off)
	return n, io.ErrClosedPipe
}
