package dataset_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/mappings"
)

func shipped(t testing.TB, name string) *dataset.Mapping {
	t.Helper()
	text, ok := mappings.Get(name)
	if !ok {
		t.Fatalf("no mapping %s ships", name)
	}
	m, err := dataset.ParseMapping(name+".yaml", text)
	if err != nil {
		t.Fatalf("%s: %q", name, faultsOf(err))
	}
	return m
}

// Every column that a mapping names is one of the header as it was published.
func TestShippedMappings(t *testing.T) {
	published := map[string]string{"acled": "acled_2023", "gtd": "gtd_0718dist", "pirus": "pirus_cleaned"}
	if names := mappings.Names(); !slices.Equal(names, []string{"acled", "gtd", "pirus"}) {
		t.Errorf("these ship: %q", names)
	}
	for name, key := range published {
		t.Run(name, func(t *testing.T) {
			m := shipped(t, name)
			if m.ID != name || m.Title == "" || m.Publisher == "" || m.Licence == "" || m.LicenceNote == "" {
				t.Errorf("%+v", m)
			}
			header := headers(t, key)
			named := slices.Concat(m.IDs, m.Sources)
			for _, c := range m.Columns {
				named = append(named, c.Name)
			}
			for _, d := range m.Derived {
				named = append(named, d.Year, d.Month, d.Day, d.Start, d.End, d.Latitude, d.Longitude, d.Precision)
				named = append(named, d.From...)
			}
			for _, n := range named {
				if n != "" && !slices.Contains(header, n) {
					t.Errorf("%q is no column of %s", n, key)
				}
			}
			table, _, faults := read(t, name+".csv", []byte(strings.Join(header, ",")+"\n"), utf8Of(m))
			wantFaults(t, faults)
			if table == nil {
				return
			}
			var own []string
			for _, c := range table.Columns() {
				if !c.Derived() {
					own = append(own, c.Name)
				}
			}
			if !slices.Equal(own, header) {
				t.Errorf("of %d columns these are kept: %q", len(header), own)
			}
		})
	}
}

// utf8Of is the mapping, for a file in UTF-8.
func utf8Of(m *dataset.Mapping) *dataset.Mapping {
	n := *m
	n.Encoding = dataset.UTF8
	return &n
}

// line is a row of a header with some values.
func line(columns []string, values map[string]string) []string {
	row := make([]string, len(columns))
	for i, c := range columns {
		row[i] = values[c]
	}
	return row
}

var gtdRows = []map[string]string{
	{"eventid": "197000000001", "iyear": "1970", "imonth": "7", "iday": "2", "country": "58", "country_txt": "Dominican Republic", "city": "Santo Domingo", "latitude": "18.456792", "longitude": "-69.951164", "specificity": "1", "doubtterr": "0", "attacktype1_txt": "Assassination", "gname": "MANO-D", "nkill": "1", "nwound": "0", "nperps": "-99", "summary": "Ein Überfall in São Paulo; “quoted”"},
	{"eventid": "197000000002", "iyear": "1970", "imonth": "0", "iday": "0", "country_txt": "West Germany (FRG)", "city": "Unknown", "gname": "Unknown", "doubtterr": "-9", "nkill": "0.5", "longitude": "-86185896", "latitude": "12.1"},
	{"eventid": "197001000003", "iyear": "1970", "imonth": "1", "iday": "0", "country_txt": "Bosnia-Herzegovina", "city": "Mostar"},
	{"eventid": "197502000004", "iyear": "1975", "imonth": "2", "iday": "30", "country_txt": "Soviet Union"},
}

func TestGTD(t *testing.T) {
	header := headers(t, "gtd_0718dist")
	rows := [][]string{header}
	for _, r := range gtdRows {
		rows = append(rows, line(header, r))
	}
	ansi, err := charmap.Windows1252.NewEncoder().Bytes(csvText(t, rows, ','))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{"gtd.csv": ansi, "gtd.xlsx": workbook(t, rows, nil)}
	var first []string
	for name, data := range files {
		table, got, faults := read(t, name, data, shipped(t, "gtd"))
		wantFaults(t, faults)
		if len(got) != 4 {
			t.Fatalf("%s: %d rows", name, len(got))
		}
		if s := cell(t, got[0], "summary"); s != gtdRows[0]["summary"] {
			t.Errorf("%s: %s", name, s)
		}
		var list []string
		for _, r := range got {
			list = append(list, r.ID+" "+r.Title+": "+cells(r))
		}
		if first == nil {
			first = list
		}
		if !slices.Equal(list, first) {
			t.Errorf("%s:\n%s\n%s", name, strings.Join(list, "\n"), strings.Join(first, "\n"))
		}
		dates := []string{"1970-07-02", "1970", "1970-01", "1975-02"}
		countries := []string{"DO", "", "BA", ""}
		for i, r := range got {
			if d, c := cell(t, r, "event_date"), cell(t, r, "country_code"); d != dates[i] || c != countries[i] {
				t.Errorf("%s: row %d is of %q in %q", name, i, d, c)
			}
		}
		for _, v := range []string{"city", "gname", "doubtterr", "killed", "point", "nperps"} {
			if s := cell(t, got[1], v); s != "" {
				t.Errorf("%s: %s is %q, and should be unknown", name, v, s)
			}
		}
		if s := cell(t, got[1], "nkill") + cell(t, got[0], "killed") + cell(t, got[0], "point"); s != "0.5118.456792 -69.951164 town" {
			t.Error(s)
		}
		var remarks []string
		for _, r := range table.Remarks().List {
			remarks = append(remarks, strings.TrimPrefix(r.String(), name+":"))
		}
		want := []string{
			`: country_code is left empty: "West Germany (FRG)" is a state that is no more`,
			`: point is left empty: "12.1" and "-86185896" are no latitude and longitude`,
			`: killed is left empty: "0.5" is no number`,
			`: event_date is 1975-02: there is no day "30" in 1975-02`,
			`: country_code is left empty: "Soviet Union" is a state that is no more`,
		}
		// A place is that of the cell which the column is first made from.
		places := []string{"3:27", "3:57", "3:164", "5:14", "5:28"}
		if name == "gtd.xlsx" {
			places = []string{"I3", "N3", "CU3", "B5", "I5"}
		}
		for i := range want {
			want[i] = places[i] + want[i]
		}
		if !slices.Equal(remarks, want) {
			t.Errorf("%s: remarks\n%s", name, strings.Join(remarks, "\n"))
		}
	}
}

func TestACLED(t *testing.T) {
	header := headers(t, "acled_2023")
	rows := [][]string{header, line(header, map[string]string{
		"event_id_cnty": "YEM12345", "event_date": "27 January 2023", "year": "2023", "sub_event_type": "Armed clash", "location": "Marib",
		"country": "Yemen", "iso": "887", "latitude": "15.4625", "longitude": "-99", "geo_precision": "2", "fatalities": "4", "source": "Al Masdar",
	})}
	data := append([]byte("\xEF\xBB\xBF"), csvText(t, rows, ',')...)
	table, got, faults := read(t, "acled.csv", data, shipped(t, "acled"))
	wantFaults(t, faults)
	if len(got) != 1 {
		t.Fatal(got)
	}
	r := got[0]
	if r.ID != "YEM12345" || r.Title != "Armed clash, Marib, 2023-01-27" || cell(t, r, "event_id_cnty") != "YEM12345" || cell(t, r, "event_date") != "2023-01-27" ||
		cell(t, r, "country_code") != "YE" || cell(t, r, "point") != "15.4625 -99 district" || cell(t, r, "fatalities") != "4" {
		t.Error(r.ID, r.Title, cells(r))
	}
	for _, c := range table.Columns() {
		if c.Source != (c.Name == "source") {
			t.Errorf("%s: source %t", c.Name, c.Source)
		}
	}
}

func TestPIRUS(t *testing.T) {
	header := headers(t, "pirus_cleaned")
	rows := [][]string{
		header,
		line(header, map[string]string{"subject_id": "1001", "date_exposure": "1/15/2005 0:00", "loc_plot_state1": "ohio", "violent": "1", "age": "-99"}),
		line(header, map[string]string{"subject_id": "1002", "date_exposure": "-99", "year": "1978.0", "age": "-88"}),
	}
	_, got, faults := read(t, "pirus.csv", csvText(t, rows, ','), shipped(t, "pirus"))
	wantFaults(t, faults)
	var list []string
	for _, r := range got {
		list = append(list, r.Title+": "+cell(t, r, "event_date")+cell(t, r, "age"))
	}
	if fmt.Sprint(list) != "[Subject 1001, 2005-01-15: 2005-01-15 Subject 1002, 1978: 1978]" {
		t.Error(list)
	}
}

// The format's description has an example.
func TestDescribedMapping(t *testing.T) {
	text, err := os.ReadFile("../../../docs/mappings.md")
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(text), "```yaml\n")
	example, _, _ = strings.Cut(example, "```")
	m := mapping(t, example)
	if len(m.Columns) < 3 || len(m.Derived) < 4 || m.Encoding != dataset.Windows1252 || m.HeaderRow != 2 {
		t.Errorf("%+v", m)
	}
	for _, f := range dataset.Formats {
		if !strings.Contains(string(text), string(f)) {
			t.Errorf("the format %s is not described", f)
		}
	}
}

func TestMappingFaults(t *testing.T) {
	text, err := os.ReadFile("testdata/wrong.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for number, l := range strings.Split(string(text), "\n") {
		if _, fault, ok := strings.Cut(l, "#! "); ok {
			want = append(want, fmt.Sprintf("wrong.yaml:%d: %s", number+1, fault))
		}
	}
	_, err = dataset.ParseMapping("wrong.yaml", text)
	if err == nil {
		t.Fatal("there is no fault")
	}
	var got []string
	for _, f := range faultsOf(err) {
		parts := strings.SplitN(f, ":", 4)
		got = append(got, parts[0]+":"+parts[1]+":"+parts[3])
	}
	if !slices.Equal(got, want) {
		t.Errorf("faults\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for bad, fault := range map[string]string{
		"":                    "m.yaml:1:1: the file is empty",
		"a: [":                "m.yaml:1:4: this is not YAML: ",
		"title: a\n---\nb: c": "m.yaml:3:1: a second document begins here",
		"title: \xff":         "m.yaml:1:8: the byte 0xff is not UTF-8; save the file as UTF-8",
		"columns: &a {}":      "m.yaml:1:10: anchors and aliases are not read",
	} {
		_, err := dataset.ParseMapping("m.yaml", []byte(bad))
		if err == nil {
			t.Errorf("%q is taken", bad)
			continue
		}
		wantFaults(t, faultsOf(err), fault)
	}
}

func TestMappingIsHeldToTheHeader(t *testing.T) {
	m := mapping(t, `
id: event
row_title: "{cty}, {date}"
sources: [src]
columns:
  fatalties: {type: number}
  note: {optional: true}
derived:
  point: {role: point, latitude: lat, longitude: long}
  other: {type: country, from: [nation], optional: true}
`)
	_, _, faults := read(t, "f.csv", []byte("event,date,city,fatalities,lat,lng\n"), m)
	wantFaults(t, faults,
		`f.csv:1:1: there is no column "fatalties", which the mapping needs; did you mean "fatalities"?`,
		`f.csv:1:1: there is no column "src", which the list of sources needs; the file has event, date, city, fatalities, lat, lng`,
		`f.csv:1:1: there is no column "long", which the derived column point needs; did you mean "lng"?`,
		`f.csv:1:1: there is no column "cty", which the title needs; did you mean "city"?`,
	)
}

func TestColumns(t *testing.T) {
	m := mapping(t, `
id: Nr.
columns:
  Größe (m²): {variable: height, definition: How high., codes: {"1": low, "2": high}}
derived:
  point: {latitude: lat, longitude: lon}
`)
	table, rows, faults := read(t, "f.csv", []byte("Nr.,Größe (m²),,lat,LON,Point,type,2nd,العدد,Année,annee,date,\nA 1,1,x,1,2,p,t,2,٣,y,z,2016-07,w\n"), m)
	wantFaults(t, faults)
	var got []string
	for _, c := range table.Columns() {
		got = append(got, c.Variable+" "+string(c.Type)+" "+string(c.Role))
	}
	want := []string{
		"nr text ", "height text ", "column_3 text ", "lat text ", "lon text ", "point_2 text ", "type_ text ", "c_2nd text ",
		"column_9 text ", "annee text ", "annee_2 text ", "date date event_date", "column_13 text ", "point point ",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
	if r := rows[0]; r.ID != "A 1" || r.Title != "A 1" || cell(t, r, "point") != "1 2" || cell(t, r, "date") != "2016-07" {
		t.Error(r.ID, r.Title, cells(r))
	}
	if codes := table.Columns()[1].Codes; !slices.Equal(codes, []dataset.Code{{Value: "1", Meaning: "low"}, {Value: "2", Meaning: "high"}}) {
		t.Error(codes)
	}
	if from := table.Columns()[13].From; !slices.Equal(from, []string{"lat", "LON"}) {
		t.Error(from)
	}
	if r, c := table.Mapping().Grade(); r+ascribe.Reliability(c) != "B2" {
		t.Error(r, c)
	}
}

func TestSentinels(t *testing.T) {
	m := mapping(t, `
sentinels: ["-9", Unknown]
columns:
  a: {sentinels: []}
  b: {sentinels: ["0"]}
  n: {type: number}
`)
	_, rows, faults := read(t, "f.csv", []byte("id,a,b,c,n\n-9,-9,-9, -9 ,-9\n2,0,0,Unknown,12.0\n"), m)
	wantFaults(t, faults)
	if got := fmt.Sprint(cells(rows[0]), "; ", cells(rows[1]), " ", rows[0].ID); got != "a=-9 b=-9; id=2 a=0 n=12 -9" {
		t.Error(got)
	}
}

func TestRowTitle(t *testing.T) {
	m := mapping(t, "row_title: \"{a} in {b}, {c}.\"\n")
	_, rows, _ := read(t, "f.csv", []byte("id,a,b,c\n1,x,y,z\n2,,y,z\n3,x,,z\n4,,,\n5,"+strings.Repeat("ü ", 200)+",,\n"), m)
	var got []string
	for _, r := range rows {
		got = append(got, r.Title)
	}
	want := []string{"x in y, z.", "y, z.", "x, z.", "4", strings.Repeat("ü ", 80) + "…"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}
