package dataset_test

import (
	"strings"
	"testing"
)

// What a number with signs in it is, by the decimal sign that the mapping says.
func TestNumbers(t *testing.T) {
	for _, test := range []struct{ decimal, text, want string }{
		{"", "12", "12"},
		{"", "007", "7"},
		{"", "12.0", "12"},
		{"", "12,0", "12"},
		{"", "12.00", "12"},
		{"", "0.000", "0"},
		{"", "1.000", "ask"},
		{"", "12,500", "ask"},
		{"", "999.000", "ask"},
		{"", "1234.000", "1234"},
		{"", "1.234.567", "1234567"},
		{"", "1,234,567", "1234567"},
		{"", "1,234.0", "1234"},
		{"", "1.234,00", "1234"},
		{"", "1 234", "1234"},
		{"", "1\u00a0234", "1234"},
		{"", "1'234", "1234"},
		{"", "12.5", ""},
		{"", "12,5", ""},
		{"", "1,2,3", ""},
		{"", "1,23,456", ""},
		{"", "-1", ""},
		{",", "1.000", "1000"},
		{",", "12.500", "12500"},
		{",", "1,000", "1"},
		{",", "1.000,0", "1000"},
		{",", "12.0", ""},
		{",", "12", "12"},
		{".", "1.000", "1"},
		{".", "12.500", ""},
		{".", "12,500", "12500"},
		{".", "12.0", "12"},
		{".", "12,0", ""},
		{"", "9007199254740991", "9007199254740991"},
		{"", "9007199254740992", ""},
	} {
		m := "columns: {n: {type: number}}\n"
		if test.decimal != "" {
			m += "decimal: \"" + test.decimal + "\"\n"
		}
		_, rows, faults := read(t, "f.csv", csvText(t, [][]string{{"id", "n"}, {"a", test.text}}, ';'), mapping(t, m))
		switch {
		case test.want == "ask" && len(faults) == 1 && strings.Contains(faults[0], ": say decimal: "):
		case test.want == "" && len(faults) == 1 && !strings.Contains(faults[0], "say decimal"):
		case len(faults) == 0 && len(rows) == 1 && cell(t, rows[0], "n") == test.want:
		default:
			t.Errorf("%q with the decimal sign %q: %v %q, want %q", test.text, test.decimal, rows, faults, test.want)
		}
	}
	_, _, faults := read(t, "f.csv", []byte("id;n\n1;12.500\n"), mapping(t, "columns: {n: {type: number}}"))
	wantFaults(t, faults, `f.csv:2:3: n: "12.500" is 12500 where "." parts thousands, and 12.5 where it is the decimal sign: say decimal: "," or decimal: "." in the mapping`)
	// A derived column asks too, and stays empty.
	table, rows, faults := read(t, "f.csv", []byte("id;n\n1;1.000\n"), mapping(t, "derived: {killed: {from: [n], type: number}}"))
	wantFaults(t, faults)
	if got := table.Remarks().List[0].String(); cell(t, rows[0], "killed") != "" || !strings.Contains(got, `f.csv:2:3: killed is left empty: "1.000" is 1000 where`) {
		t.Error(got)
	}
	// What the file itself has as a number is not in doubt.
	m := mapping(t, "decimal: \",\"\ncolumns: {n: {type: number}}\nderived: {m: {from: [n], type: number}}")
	_, rows, faults = read(t, "f.jsonl", []byte(`{"id": 1, "n": 1.000}`+"\n"+`{"id": 2, "n": "1.000"}`), m)
	wantFaults(t, faults)
	if s := cells(rows[0]) + " " + cells(rows[1]); s != "id=1 n=1 m=1 id=2 n=1000 m=1000" {
		t.Error(s)
	}
	_, rows, faults = read(t, "f.xlsx", workbook(t, [][]string{{"id", "n"}, {"1", "12"}}, nil), m)
	wantFaults(t, faults)
	if s := cells(rows[0]); s != "id=1 n=12 m=12" {
		t.Error(s)
	}
}

func TestDecimalCommasInPoints(t *testing.T) {
	m := mapping(t, "columns: {p: {type: point}}\nderived: {point: {role: point, latitude: lat, longitude: lon}}")
	_, rows, faults := read(t, "f.csv", []byte("id;lat;lon;p\n1;48,145278;11,5;48,1 11,5\n2;-8.5;+11;48.1, 11.5\n"), m)
	wantFaults(t, faults)
	if s := cells(rows[0]) + "|" + cells(rows[1]); s != "id=1 lat=48,145278 lon=11,5 p=48.1 11.5 point=48.145278 11.5|id=2 lat=-8.5 lon=+11 p=48.1 11.5 point=-8.5 11" {
		t.Error(s)
	}
}

// What can stand between a latitude and a longitude. A comma that may be a
// decimal one is none.
func TestPointsInOneColumn(t *testing.T) {
	m := mapping(t, "columns: {p: {type: point}}")
	for text, want := range map[string]string{
		"48,85; 2,35": "48.85 2.35", "48,85;2,35": "48.85 2.35", "48.85 ; 2.35": "48.85 2.35", "48,85 / 2,35": "48.85 2.35", "48.85/2.35": "48.85 2.35", "48,85, 2,35": "48.85 2.35",
		"48.85,2.35": "48.85 2.35", "-8.5,-70.25": "-8.5 -70.25", "POINT (2.35 48.85)": "48.85 2.35", "48,85,2,35": "", "48,85": "", "48.85; 2.35; 7": "", "91 0": "",
	} {
		_, rows, faults := read(t, "f.csv", csvText(t, [][]string{{"id", "p"}, {"1", text}}, ','), m)
		if want == "" {
			if len(faults) != 1 {
				t.Errorf("%q is %v", text, rows)
			}
			continue
		}
		if len(rows) != 1 || cell(t, rows[0], "p") != want {
			t.Errorf("%q: %v, %q", text, rows, faults)
		}
	}
}

// What a spreadsheet was tricked with, so that it leaves a text alone, is the
// text.
func TestTextsForSpreadsheets(t *testing.T) {
	for text, want := range map[string]string{
		"id,a\n\"=\"\"00012\"\"\",x\n":        "id=00012 a=x",
		"id,a\n=\"00012\",\"=\"\"1,5\"\"\"\n": "id=00012 a=1,5",
		"id,a\n'00012,'Ayn\n":                 "id=00012 a='Ayn",
		"=\"id\",a\n1,=1+1\n":                 "id=1 a==1+1",
		"id;a\n=\"1\";=\"x;\"\"y\"\"\"\n":     "id=1 a=x;\"y\"",
		"id,a\n1,=\n":                         "id=1 a==",
	} {
		_, rows, faults := read(t, "f.csv", []byte(text), nil)
		if wantFaults(t, faults); len(rows) != 1 || cells(rows[0]) != want {
			t.Errorf("%q: %v", text, rows)
		}
	}
}

// Where files were joined, the header in the middle is no incident.
func TestHeaderAgain(t *testing.T) {
	for text, want := range map[string]int{
		"\ufeffid,town\r\n1,Ansbach\r\n\ufeffid,town\r\n2,Ulm\r\n":            2,
		"id,date\n1,2016\nID, date\n2,2017\n":                                 2,
		"id,town\n1,town\n2,id\n":                                             2,
		"id,a\nid,x\n":                                                        1,
		"\ufeffid,date,n\n1,2016,1\n\ufeff2,2017,2\n":                         2,
		"{\"id\": 1, \"town\": \"Ulm\"}\n{\"id\": \"x\", \"town\": \"town\"}": 2,
	} {
		table, rows, faults := read(t, "f", []byte(text), mapping(t, "columns: {n: {type: number, optional: true}}"))
		wantFaults(t, faults)
		if len(rows) != want || strings.Contains(text, "\n\ufeffid") && table.Remarks().Len() != 1 {
			t.Errorf("%q: %v %v", text, rows, table.Remarks())
		}
		for _, r := range rows {
			if strings.Contains(r.Title, "\ufeff") {
				t.Errorf("%q", r.Title)
			}
		}
	}
	_, _, faults := read(t, "f.csv", []byte("id,town,n\n1,Ulm,2\nn,id,town\n3,2,Ulm\n"), nil)
	wantFaults(t, faults, "f.csv:3:1: the row names the columns in another order than the header: files were joined whose columns differ; join them by the names of their columns")
}
