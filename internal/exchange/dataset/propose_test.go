package dataset_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// proposed is the mapping proposed for a file. Whatever it is, the file can be
// imported under it.
func proposed(t *testing.T, name string, data []byte) string {
	t.Helper()
	return proposedAt(t, name, data, dataset.Place{})
}

// proposedAt is the one for a file whose table lies at a place.
func proposedAt(t *testing.T, name string, data []byte, at dataset.Place) string {
	t.Helper()
	text, err := dataset.ProposeMapping(name, bytes.NewReader(data), int64(len(data)), at)
	if err != nil {
		t.Fatal(name, faultsOf(err))
	}
	imports(t, name, data, text)
	return string(text)
}

// imports holds that a file can be read under a mapping, each id once.
func imports(t *testing.T, name string, data, text []byte) {
	t.Helper()
	m, err := dataset.ParseMapping("proposed.yaml", text)
	if err != nil {
		t.Fatalf("%s: %q\n%s", name, faultsOf(err), text)
	}
	_, rows, faults := read(t, name, data, m)
	if len(faults) > 0 || len(rows) == 0 {
		t.Errorf("%s: %d rows, and faults %q under\n%s", name, len(rows), faults, text)
	}
	ids := dataset.IDs{}
	for _, r := range rows {
		if p, ok := ids.Again(r); ok {
			t.Errorf("%s: %s under\n%s", name, p, text)
			return
		}
	}
	if strings.Contains(string(text), `\u00`) {
		t.Errorf("%s: signs are escaped in\n%s", name, text)
	}
}

// A block of the proposal, from its key to the next line that is not indented.
func block(text, key string) string {
	_, rest, found := strings.Cut("\n"+text, "\n"+key)
	if !found {
		return ""
	}
	var b strings.Builder
	for i, line := range strings.Split(rest, "\n") {
		if i > 0 && !strings.HasPrefix(line, " ") {
			break
		}
		b.WriteString(strings.TrimSpace(line) + "; ")
	}
	return strings.TrimSuffix(b.String(), "; ")
}

func TestProposals(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		want map[string]string // by the key of a block; "" is that there is none
	}{
		"no sentinels under a commented key": {
			"id,latitude,longitude\n1,48.1,11.5\n2,NA,NA\n3,-1.2,7\n",
			map[string]string{"id:": "id", "sentinels:": "[NA]", "  point:": " # guess; role: point; latitude: latitude; longitude: longitude", "columns:": ""},
		},
		"degrees of -99": {
			"id,latitude,longitude\n1,48.1,11.5\n2,-99,-99\n3,1,2\n",
			map[string]string{"sentinels:": "", "columns:": "; latitude:; sentinels: [] # guess: its own, for those of all columns do not fit it; longitude:; sentinels: [] # guess: its own, for those of all columns do not fit it"},
		},
		"degrees with decimal commas": {
			"id;lat;lon\n1;48,137;11,575\n2;50,9;6,95\n3;-1,25;7\n",
			map[string]string{"  point:": " # guess; role: point; latitude: lat; longitude: lon", "decimal:": ""},
		},
		"a thousand, as other numbers show": {
			"id;killed;injured;km\n1;1.000;3;2,5\n2;12;1.234;0,75\n3;4;5;1.250,5\n",
			map[string]string{
				"decimal:": `"," # guess: as the other numbers of the file have it; 1.234 could be read either way`, "derived:": "",
				"columns:": "; killed:; type: number; role: killed # guess; injured:; type: number; role: injured # guess",
			},
		},
		"a fraction, as other numbers show": {
			"id,killed,rate\n1,1.000,2.5\n2,12,0.75\n3,4.0,1.2\n",
			map[string]string{"decimal:": `"." # guess: as the other numbers of the file have it; 1.000 could be read either way`, "derived:": ""},
		},
		"a thousand or a fraction, and nothing shows which": {
			"id;killed\n1;1.000\n2;12\n3;4\n",
			map[string]string{
				"decimal:": "", "# Is 1.000 a thousand": ` and more, or a fraction? Until decimal: "." or decimal: "," says so, such counts are left empty.`,
				"derived:": "; killed_number: # guess; role: killed; type: number; from: [killed]",
			},
		},
		"answers and states are no countries": {
			"incident_id,date,active,state,class,country_known\n1,2020-01-05,Yes,CA,AB,no\n2,2020-01-09,No,DE,CA,NO\n3,2020-02-01,No,GA,DE,yes\n4,2020-02-01,Yes,AL,AI,no\n",
			map[string]string{"id:": "incident_id", "derived:": "", "columns:": "; date:; type: date; role: event_date # guess: by its values"},
		},
		"a country that is called Country, of answers": {"id,Country\n1,No\n2,Yes\n3,No\n", map[string]string{"derived:": ""}},
		"Namibia": {
			"id,date,iso2,killed\n1,2016-07-18,NA,0\n2,2016-07-19,ZA,NA\n3,2016-07-19,NO,2\n",
			map[string]string{
				"sentinels:": "", "# iso2 has NA": ": is it Namibia, or unknown? It is read as Namibia; if it is unknown, give the column",
				"derived:": "; country_code: # guess; role: country; type: country; from: [iso2]",
				"columns:": "; date:; type: date; role: event_date # guess: by its values; killed:; type: number; role: killed # guess; sentinels: [NA] # guess: its own, for those of all columns do not fit it",
			},
		},
		"a video is no id, nor the date of an incident": {
			"video,date_of_incident,case_id\nv1,2020-01-05,7\nv2,2020-01-06,8\n",
			map[string]string{"id:": "case_id"},
		},
		"a date that is the id keeps its type": {
			"date,town\n2020-01-05,x\n2020-01-06,x\n2020-01-07,x\n",
			map[string]string{"id:": "date", "columns:": "; date:; type: date; role: event_date # guess: by its values"},
		},
		"several columns are the id": {"a,b,c\n1,x,p\n1,y,p\n1,x,q\n", map[string]string{"id:": "[b, c]"}},
		"a full date before its parts": {
			"id,date,year,month,day\n1,2020-01-05,2020,1,5\n2,2020-01-06,2020,1,6\n",
			map[string]string{"derived:": "", "columns:": "; date:; type: date; role: event_date # guess: by its values"},
		},
		"parts of a date": {
			"id,año,mes,día\n1,2020,1,0\n2,2020,0,6\n",
			map[string]string{"derived:": `; event_date: # guess: a month or day of 0 is unknown; role: event_date; year: "año"; month: mes; day: "día"`},
		},
		"one bad date in a small column": {
			"id,date\n1,2020-01-05\n2,spring\n3,2020-01-07\n",
			map[string]string{"derived:": "; event_date: # guess: some values of it may be no dates; role: event_date; type: date; from: [date]", "columns:": ""},
		},
		"no dates at all": {
			"id,date\n1,42569\n2,42570\n",
			map[string]string{"columns:": "; date:; type: text # guess: its values look like the serial numbers of a spreadsheet: show them there as dates, and save the file again"},
		},
		"a name that a role has": {
			"id,killed,Injured\n1,3,1\n2,4,0.5\n3,1,1\n" + strings.Repeat("", 3),
			map[string]string{"derived:": "", "columns:": "; killed:; type: number; role: killed # guess"},
		},
		"German": {
			"n;Datum;Stadt;Tote;Verletzte;Staat;Breite;Länge;Quelle\n1;18.07.2016;Würzburg;0;5;Deutschland;49.8;9.9;a\n2;24.07.2016;Ansbach;k.A.;?;Deutschland;49.3;10.6;b\n3;unklar;Ulm;1;2;Österreich;48.4;10.0;b\n",
			map[string]string{
				"delimiter:": `";"`, "sentinels:": `["?", k.A.]`, "date_format:": "dmy", "row_title:": `"{Stadt}, {Staat}, {event_date}"`, "sources:": "[Quelle]",
				"derived:": `; event_date: # guess: some values of it may be no dates; role: event_date; type: date; from: [Datum]; country_code: # guess; role: country; type: country; from: [Staat]; ` +
					`point: # guess; role: point; latitude: Breite; longitude: "Länge"; killed: # guess; role: killed; type: number; from: [Tote]; injured: # guess; role: injured; type: number; from: [Verletzte]`,
			},
		},
		"a line for spreadsheets": {
			"sep=;\nid;date;town\n1;2016-07-18;Würzburg, Bayern\n",
			map[string]string{"delimiter:": `";" # as the first line says, which is passed over`, "header_row:": ""},
		},
		"title lines": {
			"Attacks in Somewhere;;;\nAs of 1 July 2020;;;\nid;date;town;killed\n1;2016-07-18;Ansbach, Bayern, DE;0\n2;2016-07-19;Ulm, BW, DE;1\n",
			map[string]string{"delimiter:": `";"`, "header_row:": "3 # guess: the columns are named there; what stands above is passed over"},
		},
		"comments above": {
			"# exported 2020-07-01\n# licence CC BY\nid|date|town\n1|2016-07-18|Ansbach\n",
			map[string]string{"delimiter:": `"|"`, "header_row:": "3 # guess: the columns are named there; what stands above is passed over"},
		},
		"two columns of one name": {"id,location,location\n1,Ulm,DE\n2,Ulm,AT\n", map[string]string{"row_title:": `"{location}"`, "columns:": `; "location#2": {} # there is another column of this name`}},
		"repeated rows":           {"a,b\n1,x\n1,x\n", map[string]string{"id:": "row"}},
		"numbers of rows":         {"\"\",id,town\n1,e1,Ulm\n2,e2,Ulm\n", map[string]string{"id:": "id", "columns:": `; "#1": # guess: it numbers the rows; leave_out: true`}},
		"numbers of rows, of R":   {"...1,id,town\n1,e1,Ulm\n2,e2,Ulm\n", map[string]string{"id:": "id", "columns:": `; "...1": # guess: it numbers the rows; leave_out: true`}},
		"numbers of rows, named":  {"Row no,id,town\n1,e1,Ulm\n2,e2,Ulm\n", map[string]string{"id:": "id", "columns:": `; Row no: # guess: it numbers the rows; leave_out: true`}},
		"letters of any script":   {"номер,Город\nМ-ж1,Ульм\nМ-з1,Ульм\n", map[string]string{"id:": `"номер"`}},
		"empty rows and columns":  {"id,date,town,,\n1,2016-07-18,Ansbach,,\n,,,,\n,,,,\n", map[string]string{"# A mapping for f.csv,": " proposed from its header and its first 1 row."}},
		"signs":                   {"id,\"a > b & <c>\",date\n1,->,2016-07-18\n2,->,2016-07-19\n", map[string]string{"header_row:": ""}},
	} {
		t.Run(name, func(t *testing.T) {
			text := proposed(t, "f.csv", []byte(c.file))
			for key, want := range c.want {
				if got := block(text, key); strings.TrimSpace(got) != strings.TrimSpace(want) {
					t.Errorf("%s is %q, want %q in\n%s", key, got, want, text)
				}
			}
		})
	}
}

// What columns are called in nine languages: date, place, killed, injured,
// latitude, longitude, source.
func TestNamesOfColumns(t *testing.T) {
	for _, names := range []string{
		"Date;City;# Killed;Wounded;lat;lng;Sources", "event_date;location;fatalities;injured;latitude;longitude;source", "Datum;Ort;Todesopfer;Verletzte;Breitengrad;Längengrad;Quelle",
		"Date de l'attaque;Lieu;Morts;Blessés;Latitude;Longitude;Source", "date;Commune;Nombre de tués;nombre de blessés;lat;long;Sources",
		"Fecha;Municipio;Muertos;Heridos;Latitud;Longitud;Fuente", "fecha del hecho;ciudad;número de muertos;HERIDOS;latitud;longitud;fuentes",
		"Data;Cidade;Mortos;Feridos;Latitude;Longitude;Fonte", "Data;Città;Morti;Feriti;Latitudine;Longitudine;Fonti",
		"التاريخ;المدينة;عدد القتلى;الجرحى;خط العرض;خط الطول;المصدر", "Дата;Город;Погибло;Ранено;Широта;Долгота;Источник", "Дата події;Місто;Кількість загиблих;Поранено;Широта;Довгота;Джерело",
	} {
		file := "id;" + names + "\n"
		for i := range 8 {
			file += fmt.Sprintf("%d;%02d.07.2016;Ulm;%d;%d;48.%d;9.5;Somebody\n", i, i+11, i%2, i%5, i)
		}
		text := proposed(t, "f.csv", []byte(file))
		m, err := dataset.ParseMapping("", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		column := strings.Split(names, ";")
		table, _, _ := read(t, "f.csv", []byte(file), m)
		from := map[ascribe.Role]string{}
		for _, c := range table.Columns() {
			if c.Role != "" {
				from[c.Role] = c.Name + strings.Join(c.From, " ")
			}
		}
		want := map[ascribe.Role]string{
			ascribe.RoleEventDate: column[0], ascribe.RoleKilled: column[2], ascribe.RoleInjured: column[3], ascribe.RolePoint: column[4] + " " + column[5],
		}
		if !maps.Equal(from, want) || m.RowTitle != "{"+column[1]+"}, {"+column[0]+"}" || !slices.Equal(m.Sources, column[6:]) {
			t.Errorf("%q, title %s, sources %q in\n%s", from, m.RowTitle, m.Sources, text)
		}
	}
}

// A proposal is held to every row, not only to those that it is made from.
func TestProposalIsHeldToAllRows(t *testing.T) {
	var b strings.Builder
	b.WriteString("id,ref_id,date,killed,kind\n")
	for i := range 6000 {
		id, date, killed := fmt.Sprint(i), "2016-07-18", "1"
		if i > 5500 {
			id, date, killed = "5500", "unclear", "some"
		}
		fmt.Fprintf(&b, "%s,r%d,%s,%s,%d\n", id, i, date, killed, i%3+1)
	}
	text := proposed(t, "f.csv", []byte(b.String()))
	if !strings.Contains(text, "\nid: ref_id") || !strings.Contains(text, "from: [date]") || !strings.Contains(text, "from: [killed]") {
		t.Error(text)
	}
}

// What the file itself has wrong is said, in the words of an import.
func TestProposalSaysWhatIsWrong(t *testing.T) {
	data := []byte("id,town\n1,Ulm\n2,Ulm,x\n3,Ulm\n")
	text, err := dataset.ProposeMapping("f.csv", bytes.NewReader(data), int64(len(data)), dataset.Place{})
	if err != nil || !strings.Contains(string(text), "\n# The file has faults, for which an import refuses it:\n#   f.csv:3:7: the row has 3 fields, and the header 2") {
		t.Errorf("%v\n%s", err, text)
	}
}

// A few numbers again and again may be codes. Counts, years and numbers of
// other tables are none, and no later edition needs the column.
func TestProposedCodes(t *testing.T) {
	var b strings.Builder
	b.WriteString("id,kind,victims,killed,year,actor_id,flag,weapon\n")
	for i := range 60 {
		fmt.Fprintf(&b, "%d,%d,%d,%d,%d,%d,%d,w%d\n", i, i%3+1, i%4, i%5, 2015+i%3, 100+i%2, i%2, i%3)
	}
	text := proposed(t, "f.csv", []byte(b.String()))
	if got := block(text, "columns:"); got != `; killed:; type: number; role: killed # guess; kind:; `+
		`optional: true; codes: # guess: what they mean can be written here; "1": ""; "2": ""; "3": ""; flag:; optional: true; codes: # guess: what they mean can be written here; "0": ""; "1": ""` &&
		got != `; kind:; optional: true; codes: # guess: what they mean can be written here; "1": ""; "2": ""; "3": ""; killed:; type: number; role: killed # guess; `+
			`flag:; optional: true; codes: # guess: what they mean can be written here; "0": ""; "1": ""` {
		t.Error(got)
	}
	if !strings.Contains(text, "# weapon has 3 values: w0, w1, w2") {
		t.Error(text)
	}
	m, err := dataset.ParseMapping("", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	_, rows, faults := read(t, "g.csv", []byte("id,killed,year\n1,2,2016\n"), m)
	wantFaults(t, faults)
	if len(rows) != 1 {
		t.Errorf("a later edition without the columns has %d rows", len(rows))
	}
}

// The big datasets, by their own headers.
func TestProposalsOfBigDatasets(t *testing.T) {
	cells := map[string][]string{
		"eventid": {"201607180001", "201607180002"}, "iyear": {"2016", "2016"}, "imonth": {"7", "0"}, "iday": {"18", "0"}, "resolution": {"", "2016-07-20"},
		"country": {"Germany", "France"}, "country_txt": {"Germany", "France"}, "city": {"Ansbach", "Nice"}, "latitude": {"49.3", "43.7"}, "longitude": {"10.6", "7.3"},
		"nkill": {"1", "86"}, "nwound": {"15", "434"}, "id": {"1", "2"}, "date": {"2016-07-18", "2016-07-19"}, "date_start": {"2016-07-18", "2016-07-19"}, "date_end": {"2016-07-18", "2016-07-19"},
		"source_date": {"2016-07-20", "2016-07-20"}, "year": {"2016", "2016"}, "best": {"1", "86"}, "event_id_cnty": {"DEU1", "FRA1"}, "event_date": {"18 July 2016", "19 July 2016"},
		"location": {"Ansbach", "Nice"}, "fatalities": {"1", "86"}, "iso": {"276", "250"}, "iso3": {"DEU", "FRA"}, "subject_id": {"1", "2"}, "date_exposure": {"1/15/2005", "1/16/2005"},
		"where_coordinates": {"Ansbach", "Nice"}, "number_of_sources": {"1", "2"}, "source": {"X", "Y"}, "scite1": {"X", "Y"}, "state": {"CA", "DE"}, "conflict_id": {"3", "4"}, "start_date": {"2016-07-18", "2016-07-19"},
	}
	for header, want := range map[string]string{
		"gtd_0718dist":  "eventid event_date=iyear imonth iday country_code=country_txt point=latitude longitude killed=nkill injured=nwound",
		"ged_20.1_hdx":  "id event_date=date_start date_end country_code=country point=latitude longitude killed=best",
		"acled_2023":    "event_id_cnty event_date country_code=country point=latitude longitude killed=fatalities",
		"pirus_cleaned": "subject_id date_exposure",
	} {
		columns := headers(t, header)
		rows := [][]string{columns}
		for n := range 2 {
			row := make([]string, len(columns))
			for i, c := range columns {
				if list := cells[c]; list != nil {
					row[i] = list[n]
				}
				if c == "country" && slices.Contains(columns, "country_txt") {
					row[i] = "75"
				}
			}
			rows = append(rows, row)
		}
		text := proposed(t, header+".csv", csvText(t, rows, ','))
		m, err := dataset.ParseMapping("", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(m.IDs, " ")
		for _, c := range m.Columns {
			if c.Role != "" {
				got += " " + c.Name
			}
		}
		for _, d := range m.Derived {
			got += " " + d.Variable + "=" + strings.Join(strings.Fields(strings.Join(append([]string{d.Year, d.Month, d.Day, d.Start, d.End, d.Latitude, d.Longitude}, d.From...), " ")), " ")
		}
		if got != want {
			t.Errorf("%s: %s\nwant %s", header, got, want)
		}
	}
}

// The sheet with the table is found behind others, and its header beneath a
// title.
func TestProposalOfWorkbook(t *testing.T) {
	rows := [][]string{{"Attacks in 2016"}, {}, {"id", "date", "town"}, {"1", "2016-07-18", "Ansbach"}, {"2", "2016-07-19", "Ulm"}, {"3", "2016-07-20", "Ulm"}}
	data := workbook(t, rows, func(f *excelize.File) {
		for _, err := range []error{
			f.SetSheetName("Sheet1", "Data"), add(f, "Read me"), f.MoveSheet("Read me", "Data"),
			f.SetCellValue("Read me", "A1", "About"), f.SetCellValue("Read me", "A2", "Made by nobody."),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
		f.SetActiveSheet(0)
	})
	text := proposed(t, "f.xlsx", data)
	if got := block(text, "sheet:") + block(text, "header_row:"); got != "Data # guess: it has the largest table; there are Read me too3 # guess: the columns are named there; what stands above is passed over" {
		t.Errorf("%q\n%s", got, text)
	}
	given, err := dataset.ProposeMapping("f.xlsx", bytes.NewReader(data), int64(len(data)), dataset.Place{Sheet: "data", HeaderRow: 4})
	if err != nil || !strings.Contains(string(given), "header_row: 4\n") || !strings.Contains(string(given), "sheet: ") {
		t.Errorf("%v\n%s", err, given)
	}
}

func add(f *excelize.File, sheet string) error {
	_, err := f.NewSheet(sheet)
	return err
}

// An import without a mapping says where the columns seem to be named.
func TestMisplacedHeader(t *testing.T) {
	data := []byte("Attacks in Somewhere,,\nid,date,town\n1,2016-07-18,Ansbach\n")
	_, err := dataset.OpenTable("f.csv", bytes.NewReader(data), int64(len(data)), nil)
	e, ok := err.(*ascribe.Error)
	if !ok || e.Hint != "The columns seem to be named in row 2: say header_row: 2 in a mapping; ascribe map proposes one." {
		t.Errorf("%+v", err)
	}
	_, rows, faults := read(t, "f.csv", []byte("sep=;\nid;town\n1;Ulm, Bayern\n"), nil)
	wantFaults(t, faults)
	if len(rows) != 1 || cells(rows[0]) != "id=1 town=Ulm, Bayern" {
		t.Error(rows)
	}
}
