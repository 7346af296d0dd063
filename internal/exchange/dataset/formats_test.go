package dataset_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// The same rows are the same in every format and encoding.
func TestFormats(t *testing.T) {
	rows := [][]string{
		{"id", "date", "town", "killed", "note"},
		{"1", "2016-07-18", "Würzburg", "0", "a; \"b\", c"},
		{"2", "2016-07-24", "Ansbach", "1", ""},
		{"3", "", "Orly—Sud €", "12", "two\nlines"},
	}
	text := string(csvText(t, rows, ','))
	encode := func(e interface{ Bytes([]byte) ([]byte, error) }) []byte {
		b, err := e.Bytes([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	type line struct {
		ID     int64   `parquet:"id"`
		Date   *int32  `parquet:"date,optional,date"`
		Town   string  `parquet:"town"`
		Killed float64 `parquet:"killed"`
		Note   *string `parquet:"note,optional"`
	}
	ptr := func(s string) *string { return &s }
	day := func(n int32) *int32 { return &n }
	var columnar bytes.Buffer
	w := parquet.NewGenericWriter[line](&columnar)
	for i, l := range []line{
		{1, day(17000), "Würzburg", 0, ptr(rows[1][4])},
		{2, day(17006), "Ansbach", 1, nil},
		{3, nil, "Orly—Sud €", 12, ptr(rows[3][4])},
	} {
		if _, err := w.Write([]line{l}); err != nil {
			t.Fatal(err)
		}
		if i == 1 {
			if err := w.Flush(); err != nil { // another row group
				t.Fatal(err)
			}
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		data    []byte
		mapping string
	}{
		"f.csv":      {[]byte(text), ""},
		"mark.csv":   {[]byte("\xEF\xBB\xBF" + text), ""},
		"semi.csv":   {csvText(t, rows, ';'), ""},
		"tab.csv":    {csvText(t, rows, '\t'), "delimiter: tab"},
		"crlf.csv":   {[]byte(strings.ReplaceAll(text, "\n", "\r\n")), ""},
		"ansi.csv":   {encode(charmap.Windows1252.NewEncoder()), "encoding: windows-1252"},
		"utf16.csv":  {encode(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder()), ""},
		"utf16b.csv": {encode(unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder()), "encoding: utf-16"},
		"bare16.csv": {encode(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder()), "encoding: utf-16"},
		"head.csv":   {[]byte("A title\nand more,\n" + text), "header_row: 3"},
		"f.xlsx": {workbook(t, rows, func(f *excelize.File) {
			day, err := f.NewStyle(&excelize.Style{NumFmt: 14})
			if err != nil {
				t.Fatal(err)
			}
			f.SetCellStyle("Sheet1", "B2", "B3", day)
			f.SetCellValue("Sheet1", "B2", 42569)
			f.SetCellValue("Sheet1", "B3", 42575)
			f.SetCellRichText("Sheet1", "C3", []excelize.RichTextRun{{Text: "Ans"}, {Text: "bach", Font: &excelize.Font{Bold: true}}})
		}), ""},
		"sheet.xlsx": {workbook(t, nil, func(f *excelize.File) {
			f.SetCellValue("Sheet1", "A1", "about this file")
			f.NewSheet("Data")
			for i, row := range rows {
				for j, s := range row {
					name, _ := excelize.CoordinatesToCellName(j+1, i+3)
					f.SetCellStr("Data", name, s)
				}
			}
		}), "sheet: data\nheader_row: 3"},
		"f.jsonl":     {[]byte(`{"id":1,"date":"2016-07-18","town":"W\u00fcrzburg","killed":0,"note":"a; \"b\", c"}` + "\n\n" + `{"id":"2","town":"Ansbach","date":"2016-07-24","killed":1,"note":null}` + "\r\n" + `  {"note":"two\nlines","id":3,"town":"Orly—Sud €","killed":12}`), ""},
		"f.parquet":   {columnar.Bytes(), ""},
		"f.parquet.2": {columnar.Bytes(), "format: parquet"},
	} {
		t.Run(name, func(t *testing.T) {
			m := mapping(t, "columns: {killed: {type: number, role: killed}}\n"+test.mapping)
			_, got, faults := read(t, name, test.data, m)
			wantFaults(t, faults)
			if len(got) != 3 {
				t.Fatalf("%d rows", len(got))
			}
			for i, r := range got {
				var want []string
				for j, s := range rows[i+1] {
					if s != "" {
						want = append(want, rows[0][j]+"="+s)
					}
				}
				if got := cells(r); got != strings.Join(want, " ") || r.ID != rows[i+1][0] {
					t.Errorf("%q\nwant %q", got, strings.Join(want, " "))
				}
			}
		})
	}
}

func TestParquetValues(t *testing.T) {
	type row struct {
		ID    string             `parquet:"id"`
		Big   uint64             `parquet:"big"`
		Price int64              `parquet:"price,decimal(2:10)"`
		At    time.Time          `parquet:"at,timestamp(microsecond)"`
		Yes   bool               `parquet:"yes"`
		Tags  []string           `parquet:"tags,list"`
		In    struct{ A, B int } `parquet:"in"`
		F     float32            `parquet:"f"`
	}
	var b bytes.Buffer
	w := parquet.NewGenericWriter[row](&b)
	r := row{ID: "x", Big: 1 << 63, Price: -5, At: time.Date(2016, 7, 18, 21, 15, 0, 500_000_000, time.UTC), Yes: true, Tags: []string{"a", "b"}, F: 0.1}
	r.In.A = 3
	if _, err := w.Write([]row{r}); err != nil {
		t.Fatal(err)
	}
	w.Close()
	_, rows, faults := read(t, "f.parquet", b.Bytes(), nil)
	wantFaults(t, faults)
	want := "id=x big=9223372036854775808 price=-0.05 at=2016-07-18T21:15:00.5Z yes=true tags=a;b in_a=3 in_b=0 f=0.1"
	if got := cells(rows[0]); got != want {
		t.Errorf("%q\nwant %q", got, want)
	}
}

func TestWorkbookValues(t *testing.T) {
	data := workbook(t, [][]string{{"id", "v"}}, func(f *excelize.File) {
		style := func(format string) int {
			s, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
		for i, v := range []struct {
			value  any
			format string
		}{
			{48.145278000000003, "0.00"},
			{197000000001, "0"},
			{1.5e-7, ""},
			{true, ""},
			{42569.5, "d mmm yyyy h:mm"},
			{42569, `[$-409]mmmm d", "yyyy`},
			{0.75, "h:mm"},
			{7, `[Red]0" days"`},
			{1, "yyyy-mm-dd"},
			{61, "yyyy-mm-dd"},
			{" padded _x000D_ and_xyz_", ""},
		} {
			row := i + 2
			f.SetCellValue("Sheet1", fmt.Sprintf("A%d", row), fmt.Sprintf("r%d", i))
			name := fmt.Sprintf("B%d", row)
			f.SetCellValue("Sheet1", name, v.value)
			if v.format != "" {
				f.SetCellStyle("Sheet1", name, name, style(v.format))
			}
		}
		f.SetCellFormula("Sheet1", "B13", "")
	})
	_, rows, faults := read(t, "f.xlsx", data, nil)
	wantFaults(t, faults)
	var got []string
	for _, r := range rows {
		got = append(got, cell(t, r, "v"))
	}
	want := "48.145278 197000000001 0.00000015 TRUE 2016-07-18T12:00:00 2016-07-18 18:00:00 7 1900-01-01 1900-03-01 padded \r and_xyz_"
	if s := strings.Join(got, " "); s != want {
		t.Errorf("%q\nwant %q", s, want)
	}
}

func TestDates(t *testing.T) {
	for text, want := range map[string]string{
		"2016-07-18": "2016-07-18", "2016-07": "2016-07", "2016": "2016", "2016-07-18/2016-07-20": "2016-07-18/2016-07-20",
		"2016-07-18 00:00:00.000": "2016-07-18", "2016-07-18T00:00:00Z": "2016-07-18", "2016-07-18 21:15": "2016-07-18T21:15:00",
		"2016-07-18T21:15:00+0200": "2016-07-18T21:15:00+02:00", "2016/7/8": "2016-07-08", "8/7/2016": "2016-07-08", "8.7.2016": "2016-07-08",
		"18 July 2016": "2016-07-18", "18-Jul-2016": "2016-07-18", "July 18, 2016": "2016-07-18", "Sept. 2, 2016": "2016-09-02", "Jul 2016": "2016-07",
		"Monday, 18th July 2016": "2016-07-18", "8/7/2016 0:00": "2016-07-08",
		"31/2/2016": "", "8/7/16": "2016-07-08", "soon": "", "32 July 2016": "", "12": "",
	} {
		_, rows, faults := read(t, "f.csv", csvText(t, [][]string{{"id", "date"}, {"a", text}}, ','), mapping(t, "date_format: dmy"))
		switch {
		case want == "" && len(faults) == 1 && strings.Contains(faults[0], `f.csv:2:3: date: `):
		case want != "" && len(rows) == 1 && cell(t, rows[0], "date") == want:
		default:
			t.Errorf("%q: %v %q, want %q", text, rows, faults, want)
		}
	}
	_, _, faults := read(t, "f.csv", []byte("id,date\na,7/8/2016\n"), nil)
	wantFaults(t, faults, `f.csv:2:3: date: "7/8/2016" is a date whose order is not known: say date_format: dmy or mdy in the mapping`)
}

func TestTagsRow(t *testing.T) {
	for text, want := range map[string]int{
		"id,date,x\n,#date+occurred,\n1,2016,y\n":          1,
		"id,date,x\n#event +id,#date,#x +list\n1,2016,y\n": 1,
		"id,x\n1,#y\n":  1,
		"id,x\n#1,#2\n": 1,
	} {
		_, rows, faults := read(t, "f.csv", []byte(text), nil)
		wantFaults(t, faults)
		if len(rows) != want {
			t.Errorf("%q: %d rows", text, len(rows))
		}
	}
}
