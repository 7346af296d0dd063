package dataset_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// cellXML is a cell of a number in a style.
func cellXML(style, value string) string { return `<c s="` + style + `"><v>` + value + `</v></c>` }

const styleSheet = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="3">
<numFmt numFmtId="164" formatCode="[h]:mm"/><numFmt numFmtId="165" formatCode="[$-407]d. mmm yy"/><numFmt numFmtId="166" formatCode="[mm]:ss"/></numFmts>
<cellXfs count="8"><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="20"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="46"/><xf numFmtId="166"/></cellXfs></styleSheet>`

// Numbers as the spreadsheet shows them, as far as they are exact.
func TestNumbersOfCells(t *testing.T) {
	good := workbook(t, [][]string{{"id"}}, nil)
	for _, test := range []struct{ cell, want string }{
		{cellXML("0", "1E-3"), "0.001"},
		{cellXML("0", "1.0E+2"), "100"},
		{cellXML("0", "-0"), "0"},
		{cellXML("0", "201607180001"), "201607180001"},
		{cellXML("0", "123456789012345"), "123456789012345"},
		{cellXML("0", "1234567890123451"), "1234567890123451"},
		{cellXML("0", "1E+16"), "10000000000000000"},
		{cellXML("0", "6.02E+23"), "602000000000000000000000"},
		{cellXML("0", "48.145278000000003"), "48.145278"},
		{cellXML("0", "1.2345678901234501E+16"), "f.xlsx:B2: the cell has a number of 17 digits, 12345678901234500, and a spreadsheet keeps 15"},
		{cellXML("0", "12345678901234567"), "f.xlsx:B2: the cell has a number of 17 digits"},
		{cellXML("0", "1234567890123450"), "f.xlsx:B2: the cell has a number of 16 digits"},
		{cellXML("0", "-9007199254740993"), "f.xlsx:B2: the cell has a number of 16 digits"},
		{cellXML("1", "0.5"), "0.5"},
		{cellXML("2", "0.604166666666667"), "14:30:00"},
		{cellXML("2", "1.26041666666667"), "30:15:00"},
		{cellXML("2", "42569.5"), "2016-07-18T12:00:00"},
		{cellXML("3", "1.26041666666667"), "30:15:00"},
		{cellXML("3", "60"), "1440:00:00"},
		{cellXML("6", "0.5"), "12:00:00"},
		{cellXML("7", "1.5"), "36:00:00"},
		{cellXML("4", "1"), "1900-01-01"},
		{cellXML("4", "59"), "1900-02-28"},
		{cellXML("4", "61"), "1900-03-01"},
		{cellXML("5", "42569.999999"), "2016-07-19"},
		{cellXML("4", "60"), "f.xlsx:B2: the cell is shown as a date, and 60 is none"},
		{cellXML("4", "-1"), "f.xlsx:B2: the cell is shown as a date, and -1 is none"},
		{`<c t="str"><f>""</f><v></v></c>`, ""},
		{`<c t="str"><f>A1</f><v/></c>`, ""},
		{`<c t="str"><f>A1</f></c>`, "f.xlsx:B2: the formula has no value that was saved"},
		{`<c><f>1+1</f><v></v></c>`, "f.xlsx:B2: the formula has no value that was saved"},
		{`<c><f>1+1</f><v>2</v></c>`, "2"},
	} {
		data := replaced(t, good, "xl/worksheets/sheet1.xml", sheet(`<row>`+inline("id")+inline("v")+`</row><row>`+inline("a")+test.cell+`</row>`))
		_, rows, faults := read(t, "f.xlsx", replaced(t, data, "xl/styles.xml", styleSheet), mapping(t, "formulas: values"))
		switch {
		case len(faults) == 1 && strings.HasPrefix(faults[0], test.want) && test.want != "":
		case len(faults) == 0 && len(rows) == 1 && cell(t, rows[0], "v") == test.want:
		default:
			t.Errorf("%s: %v %q, want %q", test.cell, rows, faults, test.want)
		}
	}
}

// renamed is a zip whose files have other names, and texts that name them.
func renamed(t *testing.T, data []byte, name func(string) string, text func(string) string) []byte {
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
		files = append(files, name(f.Name), text(string(content)))
	}
	return zipOf(t, files...)
}

// Workbooks of other writers are read as Excel reads them.
func TestWorkbooksOfOtherWriters(t *testing.T) {
	good := workbook(t, [][]string{{"id", "town"}, {"1", "Ulm"}}, nil)
	same := func(s string) string { return s }
	for name, data := range map[string][]byte{
		"backslashes":      renamed(t, good, func(s string) string { return strings.ReplaceAll(s, "/", `\`) }, same),
		"a slash in front": renamed(t, good, func(s string) string { return "/" + s }, same),
		"capitals":         renamed(t, good, func(s string) string { return strings.Replace(s, "worksheets/sheet1", "Worksheets/Sheet1", 1) }, same),
		"all in capitals":  renamed(t, good, strings.ToUpper, same),
		"other names": renamed(t, good, func(s string) string {
			return strings.NewReplacer("xl/workbook", "book/main", "xl/_rels/workbook", "book/_rels/main", "xl/", "book/").Replace(s)
		}, func(s string) string {
			return strings.NewReplacer("xl/workbook", "book/main", `Target="/xl/`, `Target="/book/`, "/xl/", "/book/").Replace(s)
		}),
		"backslashes in targets": renamed(t, good, same, func(s string) string { return strings.ReplaceAll(s, "worksheets/sheet1.xml", `worksheets\sheet1.xml`) }),
		"no references":          replaced(t, good, "xl/worksheets/sheet1.xml", sheet("<row>"+inline("id")+inline("town")+"</row><row>"+inline("1")+inline("Ulm")+"</row>")),
	} {
		_, rows, faults := read(t, "f.xlsx", data, nil)
		wantFaults(t, faults)
		if len(rows) != 1 || cells(rows[0]) != "id=1 town=Ulm" {
			t.Errorf("%s: %v", name, rows)
		}
	}
	_, _, faults := read(t, "f.xlsx", zipOf(t, "xl/Workbook.xml", "", "xl/workbook.xml", ""), nil)
	wantFaults(t, faults, `invalid: f.xlsx is no workbook that can be read: the zip is refused: it holds two files "xl/workbook.xml"`)
	_, _, faults = read(t, "f.xlsx", zipOf(t, `..\xl\workbook.xml`, ""), nil)
	wantFaults(t, faults, `invalid: f.xlsx is no workbook that can be read: the zip is refused: the path "..\\xl\\workbook.xml" in it leaves the folder`)
}

// What is no workbook is named, with what to do.
func TestOtherThanWorkbooks(t *testing.T) {
	for name, test := range map[string]struct {
		data []byte
		want string
	}{
		"a.ods":  {zipOf(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", ""), "an OpenDocument spreadsheet (ods)"},
		"a.xlsb": {zipOf(t, "[Content_Types].xml", "", "_rels/.rels", `<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>`, "xl/workbook.bin", ""), "a binary Excel workbook (xlsb)"},
		"a.docx": {zipOf(t, "word/document.xml", ""), "a text document or presentation, not a table"},
		"a.zip":  {zipOf(t, "a.csv", "id\n"), "a zip, but no workbook"},
		"a.xls":  {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "an old or protected Excel file (xls): save it as xlsx or CSV"},
		"b.xls":  {[]byte("<html><body><table><tr><td>id</td></tr></table></body></html>"), "a web page with a table in it, whatever its name says"},
		"c.xls":  {[]byte(`<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">`), "XML, not a table"},
		"a.db":   {[]byte("SQLite format 3\x00"), "an SQLite database"},
	} {
		_, _, faults := read(t, name, test.data, nil)
		wantFaults(t, faults, "invalid: "+name+" is "+test.want)
	}
	// A cell's place is its name, in remarks too.
	data := workbook(t, [][]string{{"id", "n"}, {"1", "soon"}}, func(f *excelize.File) { f.SetCellValue("Sheet1", "C1", "m") })
	table, _, faults := read(t, "f.xlsx", data, mapping(t, "derived: {x: {from: [n], type: date}}\ncolumns: {m: {type: number}}"))
	wantFaults(t, faults)
	if got := table.Remarks().List[0].String(); got != `f.xlsx:B2: x is left empty: "soon" is no date` {
		t.Error(got)
	}
}
