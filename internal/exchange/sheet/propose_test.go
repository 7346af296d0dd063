package sheet_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/exchange/sheet"
)

func propose(t testing.TB, name string, file []byte) string {
	t.Helper()
	text, err := sheet.Propose(name, bytes.NewReader(file), int64(len(file)), dataset.Place{}, direction(t))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func checkHas(t *testing.T, text string, wants ...string) {
	t.Helper()
	for _, w := range wants {
		if !strings.Contains(text, w) {
			t.Errorf("no %q in:\n%s", w, text)
		}
	}
}

const ownSheet = `Nr;Titel;Datum;Land;Ort;Tote;Verletzte;Kontakt;Quelle;Link;Erschienen;Sicherheit;Bemerkung;Handler;Waffe;Stand der Ermittlung
1;Erster Fall;18.7.2016;Deutschland;A-Stadt;ca. 3;1;"member remotely; Kollege";Zeitung;https://example.org/1;19.07.2016;sicher;aus der Presse;Screen Name;x;ended
2;Zweiter Fall;3.8.2016;Frankreich;Lyon;0;2;k.A.;Blatt;https://example.org/2;04.08.2016;unsicher;;;y;ended
3;Dritter Fall;2016;Italien;Rom;10-12;3;outsider;Blatt;https://example.org/3;05.08.2016;sicher;;;z;open
4;Vierter Fall;14.9.2016;Italien;Rom;1;4;member;Blatt;https://example.org/4;15.09.2016;sicher;nichts;;z;open
`

// A team's sheet is proposed as a whole, and can be imported once its questions
// are answered.
func TestProposal(t *testing.T) {
	text := propose(t, "my cases.csv", []byte(ownSheet))
	checkHas(t, text,
		`record: "my-cases" # guess`, "delimiter: \";\"", "row: Nr # guess", "unknown: [k.A.] # guess", "date_format: dmy", `id: "my-cases-{Nr}"`, `title: "{Titel}"`,
		`title: "{Quelle}"`, `url: "{Link}"`, `published: "{Erschienen}" # guess`, "reliability: B # guess", `from: "{Sicherheit}"`, "# ask sicher: ", `note: "{Bemerkung}"`,
		`name: "{Handler}"`, "role: handler", "variable: part", "Datum: {variable: date} # guess", "Land: {variable: country}", "Ort: {variable: place}",
		"Tote: {variable: killed, inexact: note}", "Verletzte: {variable: injured}", "Kontakt: # guess: its values are like those of contact", `several: ";"`, "# ask Kollege: member_in_person",
		"# Not used, since no variable of direction is like them", "# Waffe, Stand der Ermittlung", `"Kollege" is no value of contact`,
	)
	checkHas(t, propose(t, "both.csv", []byte("Nr;Titel;Tote;Quelle;Verlag\n1;Erster Fall;3;Ein Bericht;Ein Blatt\n")), `    title: "{Quelle}"`, `    publisher: "{Verlag}"`)
	graded := propose(t, "graded.csv", []byte("Nr;Titel;Tote;Medium;Erschienen;Güte\n1;Erster Fall;3;Zeitung;2016-07-19;B2\n2;Zweiter Fall;0;Blatt;2016-07-20;c 3\n"))
	checkHas(t, graded, `grade: "{Güte}" # guess: its values are such, as in B2`)
	answers := map[string]string{"sicher": "1"}
	n := 0
	for open := sheet.Questions([]byte(text)); len(open) > 0; open = sheet.Questions([]byte(text)) {
		q := open[0]
		if n++; n > 60 {
			t.Fatalf("the questions do not end:\n%s", text)
		}
		answer := answers[q.Key]
		if q.Key == "Kollege" {
			if _, err := q.Answer([]byte(text), "membr", direction(t)); err == nil || !strings.Contains(err.Error(), `contact has no value "membr"`) {
				t.Errorf("membr: %v", err)
			}
			answer = "raises outsider"
		}
		if q.Key == "unsicher" {
			if _, err := q.Answer([]byte(text), "", direction(t)); err == nil {
				t.Error("what has to be said was left open")
			}
			answer = "3"
		}
		now, err := q.Answer([]byte(text), answer, direction(t))
		if err != nil {
			t.Fatalf("%+v: %v", q, err)
		}
		text = string(now)
	}
	p, err := open(t, "my cases.csv", []byte(ownSheet), text)
	if faults := problems(t, p, err); faults != "" {
		t.Fatalf("%s\n%s", faults, text)
	}
	have := strings.Join(said(p), "\n")
	checkHas(t, have, "my-cases-1 contact raises outsider (aus der Presse)", "my-cases-1 killed asserts 3 (aus der Presse; ca. 3)", "my-cases-3 date asserts 2016", "l-handler-my-cases-1-screen-name part asserts yes")
	if s := p.Rows[1].Statements[0]; s.Credibility != "3" || p.Rows[0].Statements[0].Credibility != "1" {
		t.Errorf("the grades are %s and %s", p.Rows[0].Statements[0].Credibility, s.Credibility)
	}
	if again := sheet.Hold("my cases.csv", strings.NewReader(ownSheet), int64(len(ownSheet)), []byte(text), direction(t)); strings.Contains(string(again), "would not understand") {
		t.Errorf("%s", again)
	}
}

// What is answered is written into its line, and nothing else changes.
func TestAnswers(t *testing.T) {
	text := propose(t, "my cases.csv", []byte(ownSheet))
	book := direction(t)
	find := func(key string) sheet.Question {
		t.Helper()
		for _, q := range sheet.Questions([]byte(text)) {
			if q.Key == key {
				return q
			}
		}
		t.Fatalf("nothing is asked about %s", key)
		return sheet.Question{}
	}
	answer := func(key, answer string, wants ...string) {
		t.Helper()
		q := find(key)
		now, err := q.Answer([]byte(text), answer, book)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Count(string(now), "\n") != strings.Count(text, "\n") {
			t.Error("a line came or went")
		}
		if _, err := sheet.ParseMapping("m.yaml", now); err != nil {
			t.Errorf("%s %q: %s\n%s", key, answer, problems(t, nil, err), now)
		}
		checkHas(t, string(now), wants...)
	}
	answer("Ort", "n", "\n# left out: Ort: {variable: place}\n")
	answer("Kontakt", "n", "\n# left out: Kontakt:\n# left out: variable: contact\n")
	answer("Kontakt", "guidance", "\n  Kontakt:\n    variable: guidance\n")
	answer("Tote", "injured", "\n  Tote: {variable: injured, inexact: note}\n")
	answer("Kollege", "-", "\n      Kollege: \"\"\n")
	answer("Kollege", "in touch with a sympathiser", "\n      Kollege: outsider\n")
	answer("handler", "n", "\n# left out: handler:\n# left out: name: \"{Handler}\"\n")
	answer("unknown", "k.A., ?", "\nunknown: [k.A., ?]\n")
	answer("record", "faelle", "\nrecord: faelle\n")
	record := find("record")
	if _, err := record.Answer([]byte(text), "fälle 2", book); err == nil || !strings.Contains(err.Error(), "cannot be the name of a sheet") {
		t.Errorf("%v", err)
	}
	q := find("Ort")
	if _, err := q.Answer([]byte(text), "plcae", book); err == nil || !strings.Contains(err.Error(), `no variable "plcae"; did you mean "place"?`) {
		t.Errorf("%v", err)
	}
	table, err := dataset.OpenTable("my cases.csv", strings.NewReader(ownSheet), int64(len(ownSheet)), &dataset.Mapping{IDs: []string{dataset.RowID}})
	if err != nil {
		t.Fatal(err)
	}
	sample, err := sheet.NewSample(table)
	if err != nil {
		t.Fatal(err)
	}
	for key, want := range map[string]string{
		"Ort": "line 2: A-Stadt\nline 3: Lyon\nline 4: Rom", "Kollege": "line 2: member remotely; Kollege", "title": "line 2: Erster Fall\nline 3: Zweiter Fall\nline 4: Dritter Fall\nline 5: Vierter Fall",
	} {
		q := find(key)
		if have := strings.Join(sample.Rows(&q, 5), "\n"); have != want {
			t.Errorf("%s shows %s, not %s", key, have, want)
		}
	}
}

func TestProposalOfTwoSheets(t *testing.T) {
	text := propose(t, "b.xlsx", book(t, map[string][][]any{
		"Cases":   {{"number", "case title", "source", "country", "stage", "propaganda"}, {1, "One", "S1;S2", "France", "attack", "yes"}, {2, "Two", "S2", "Italy", "plot", "yes"}, {3, "Three", "S3", "Spain", "attempts", "?"}},
		"Sources": {{"key", "headline", "paper", "link", "date of publication"}, {"S1", "A", "The Paper", "https://example.org/1", "2016-07-19"}, {"S2", "B", "The Paper", "https://example.org/2", "2016-07-20"}, {"S3", "C", "The Sheet", "https://example.org/3", "2016-07-21"}},
	}, nil))
	checkHas(t, text,
		"sheet: Cases", "row: number", "sources:\n  sources:\n    sheet: Sources\n    key: key # guess: its values stand in the column source\n    from: \"{source}\"\n    several: \";\"",
		`title: "{headline}"`, `published: "{date of publication}"`, `publisher: "{paper}"`, `url: "{link}"`,
		"country: {variable: country}", "stage: # guess", "attempts: attempt # guess: the likest of stage", "propaganda: # guess",
	)
	file := book(t, map[string][][]any{"Cases": {{"a", "b"}, {"x", 1}, {"x", 1}}}, nil)
	checkHas(t, propose(t, "b.xlsx", file), "# No column tells rows apart", "# ask row: which column tells rows apart?", "# ask published", "title: The sheet b # guess")
}

// The columns of the big datasets, with a few rows made for the test: a mapping of
// each into the record is proposed sensibly, and every line of it can be read.
func TestProposalsOfDatasets(t *testing.T) {
	for name, c := range map[string]struct {
		columns string
		rows    []map[string]string
		wants   []string
		unused  []string
	}{
		"gtd": {
			columns: "eventid,iyear,imonth,iday,approxdate,extended,resolution,country,country_txt,region,region_txt,provstate,city,latitude,longitude,specificity,vicinity,location,summary,crit1,doubtterr,multiple,success,suicide,attacktype1,attacktype1_txt,targtype1,targtype1_txt,corp1,target1,natlty1,natlty1_txt,gname,gsubname,motive,guncertain1,individual,nperps,nperpcap,claimed,claimmode,claimmode_txt,weaptype1,weaptype1_txt,weapdetail,nkill,nkillus,nkillter,nwound,property,scite1,scite2,dbsource",
			rows: []map[string]string{
				{"eventid": "201607180001", "iyear": "2016", "imonth": "7", "iday": "18", "country": "75", "country_txt": "Germany", "city": "Wurzburg", "latitude": "49.79", "longitude": "9.95", "summary": "A summary.", "gname": "A group", "nperps": "1", "claimed": "1", "nkill": "1", "nwound": "5", "scite1": "A paper", "success": "1"},
				{"eventid": "201607240002", "iyear": "2016", "imonth": "7", "iday": "0", "country": "69", "country_txt": "France", "city": "Lyon", "latitude": "45.76", "longitude": "4.83", "summary": "Another.", "gname": "Unknown", "nperps": "-99", "claimed": "0", "nkill": "0", "nwound": "2", "scite1": "A sheet", "success": "0"},
			},
			wants: []string{
				"row: eventid", `id: "gtd-{eventid}"`, "country_txt: {variable: country}", "city: {variable: place}", "nkill: {variable: killed}", "nwound: {variable: injured}",
				"{variable: date, columns: [iyear, imonth, iday]}", "{variable: location, columns: [latitude, longitude]}", `name: "{gname}"`, "kind: organisation", `title: "{scite1}"`, `note: "{summary}"`, "# ask published",
			},
			unused: []string{"motive", "weapdetail", "propextent"},
		},
		"ged": {
			columns: "id,relid,year,active_year,code_status,type_of_violence,conflict_name,dyad_name,side_a,side_b,number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,where_coordinates,adm_1,latitude,longitude,priogrid_gid,country,iso3,country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low",
			rows: []map[string]string{
				{"id": "1", "year": "2016", "source_date": "2016-07-20", "source_headline": "A headline", "source_article": "A wire", "where_coordinates": "Kharkiv", "latitude": "49.99", "longitude": "36.23", "country": "Ukraine", "date_start": "2016-07-18", "date_end": "2016-07-19", "best": "3", "deaths_civilians": "1"},
				{"id": "2", "year": "2016", "source_date": "2016-08-20", "source_headline": "Another", "source_article": "A wire", "where_coordinates": "Lviv", "latitude": "49.84", "longitude": "24.03", "country": "Ukraine", "date_start": "2016-08-18", "date_end": "2016-08-18", "best": "4", "deaths_civilians": "0"},
			},
			wants: []string{
				"row: id", "country: {variable: country}", "where_coordinates: {variable: place}", "best: {variable: killed}", "{variable: date, columns: [date_start, date_end]}", "{variable: location, columns: [latitude, longitude]}",
				`title: "{source_headline}"`, `published: "{source_date}"`, `publisher: "{source_article}"`,
			},
		},
		"acled": {
			columns: "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,interaction,civilian_targeting,iso,region,country,admin1,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp",
			rows: []map[string]string{
				{"event_id_cnty": "AFG1", "event_date": "18 July 2016", "year": "2016", "actor1": "A group", "country": "Afghanistan", "location": "Kabul", "latitude": "34.52", "longitude": "69.18", "source": "A paper", "notes": "A note.", "fatalities": "3"},
				{"event_id_cnty": "AFG2", "event_date": "19 July 2016", "year": "2016", "actor1": "Another", "country": "Afghanistan", "location": "Herat", "latitude": "34.35", "longitude": "62.2", "source": "A sheet", "notes": "A note.", "fatalities": "0"},
			},
			wants: []string{"row: event_id_cnty", "event_date: {variable: date}", "country: {variable: country}", "location: {variable: place}", "fatalities: {variable: killed}", `name: "{actor1}"`, `title: "{source}"`, `note: "{notes}"`},
		},
		"pirus": {
			columns: "subject_id,loc_plot_state1,loc_plot_city1,date_exposure,plot_target1,attack_preparation,extent_plot,violent,group_membership,terrorist_group_name1,actively_recruited,recruiter1,role_group,length_group,clique,internet_radicalization,social_media,external_rad,age,gender",
			rows: []map[string]string{
				{"subject_id": "1001", "loc_plot_state1": "Texas", "loc_plot_city1": "Garland", "date_exposure": "5/3/2015", "terrorist_group_name1": "A group", "violent": "1"},
				{"subject_id": "1002", "loc_plot_state1": "Ohio", "loc_plot_city1": "Columbus", "date_exposure": "11/28/2016", "terrorist_group_name1": "Another", "violent": "0"},
			},
			wants: []string{"row: subject_id", "date_exposure: {variable: date}", "date_format: mdy", `name: "{terrorist_group_name1}"`, "kind: organisation"},
		},
		"wapo": {
			columns: "id,name,date,manner_of_death,armed,age,gender,race,city,state,signs_of_mental_illness,threat_level,flee,body_camera",
			rows: []map[string]string{
				{"id": "3", "name": "A Person", "date": "2015-01-02", "city": "Shelton", "state": "WA", "age": "50"},
				{"id": "4", "name": "B Person", "date": "2015-01-03", "city": "Aloha", "state": "OR", "age": "40"},
			},
			wants:  []string{"row: id", "date: {variable: date}", "city: {variable: place}", `title: "{city}, {date}"`},
			unused: []string{"name"}, // of those who died
		},
	} {
		t.Run(name, func(t *testing.T) {
			var file bytes.Buffer
			w := csv.NewWriter(&file)
			columns := strings.Split(c.columns, ",")
			rows := [][]string{columns}
			for _, r := range c.rows {
				row := make([]string, len(columns))
				for i, column := range columns {
					row[i] = r[column]
				}
				rows = append(rows, row)
			}
			if err := w.WriteAll(rows); err != nil {
				t.Fatal(err)
			}
			text := propose(t, name+".csv", file.Bytes())
			checkHas(t, text, c.wants...)
			m, err := sheet.ParseMapping("m.yaml", []byte(text))
			if err != nil {
				t.Fatalf("%s\n%s", problems(t, nil, err), text)
			}
			for _, column := range c.unused {
				for _, rule := range m.Columns {
					if rule.Columns[0] == column {
						t.Errorf("%s is %s", column, rule.Variable)
					}
				}
				if strings.Contains(text, "{"+column+"}") {
					t.Errorf("{%s} is used:\n%s", column, text)
				}
			}
			r, err := sheet.Open(name+".csv", bytes.NewReader(file.Bytes()), int64(file.Len()), m, direction(t))
			if err != nil {
				t.Fatal(err)
			}
			p, err := r.Plan()
			if err != nil {
				t.Fatal(err)
			}
			if e, ok := p.Problems.Err("", "").(*ascribe.Error); ok {
				for _, at := range e.Problems {
					if at.File == "m.yaml" {
						t.Error(at)
					}
				}
			}
		})
	}
}
