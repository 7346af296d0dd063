package sheet_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/exchange/sheet"
)

func direction(t testing.TB) *ascribe.Codebook {
	t.Helper()
	b, err := codebook.Compile("direction.yaml", codebooks.Direction)
	if err != nil {
		t.Fatal(err)
	}
	return &b.Codebook
}

// open is a plan of a file, or why there is none.
func open(t testing.TB, name string, file []byte, mapping string) (*sheet.Plan, error) {
	t.Helper()
	m, err := sheet.ParseMapping("m.yaml", []byte(mapping))
	if err != nil {
		return nil, err
	}
	r, err := sheet.Open(name, bytes.NewReader(file), int64(len(file)), m, direction(t))
	if err != nil {
		return nil, err
	}
	return r.Plan()
}

// problems are those of a plan, each on a line.
func problems(t testing.TB, p *sheet.Plan, err error) string {
	t.Helper()
	if err == nil {
		err = p.Problems.Err("", "")
	}
	if err == nil {
		return ""
	}
	e, ok := err.(*ascribe.Error)
	if !ok {
		t.Fatal(err)
	}
	text := e.Message + "\n"
	for _, p := range e.Problems {
		text += p.String() + "\n"
	}
	return text
}

// said are the statements of a plan, as "case-1 killed 3", with what else is said.
func said(p *sheet.Plan) (list []string) {
	for _, r := range p.Rows {
		for _, s := range r.Statements {
			text := strings.TrimSpace(fmt.Sprintf("%s %s %s %s", s.Subject, s.Variable, s.Stance, s.Value))
			if s.Note != "" {
				text += " (" + s.Note + ")"
			}
			list = append(list, text)
		}
	}
	return list
}

const top = `record: cases
row: no
incident: {id: "case-{no}", title: "Case {no}"}
sources: {paper: {title: Our files, published: 2020, reliability: B}}
credibility: "2"
unknown: [k. A., "?", n/a]
not_examined: [not looked at]
none_found: [none]
`

// What cells say, by how a column is read.
func TestCells(t *testing.T) {
	for _, c := range []struct{ rule, cell, want string }{
		{"{variable: killed}", "3", "killed asserts 3"},
		{"{variable: killed}", "k. A.", ""},
		{"{variable: killed}", "K.  a.", ""}, // nobody types it alike
		{"{variable: killed}", "not looked at", "killed asserts not_examined"},
		{"{variable: killed, unknown: [x]}", "x", ""},
		{"{variable: killed}", "3.0", "killed asserts 3"},
		{`{variable: killed, decimal: ","}`, "1.234", "killed asserts 1234"},
		{`{variable: killed, decimal: ","}`, "\"12,0\"", "killed asserts 12"},
		{"{variable: killed, inexact: note}", "ca. 10", "killed asserts 10 (ca. 10)"},
		{"{variable: killed, inexact: note}", "<24", "killed asserts 23 (<24)"},
		{"{variable: killed, inexact: high}", "< 24", "killed asserts 23 (< 24)"},
		{"{variable: killed, inexact: low}", "<24", "killed asserts 0 (<24)"},
		{"{variable: killed, inexact: low}", "10-12", "killed asserts 10 (10-12)"},
		{"{variable: killed, inexact: high}", "10 – 12", "killed asserts 12 (10 – 12)"},
		{"{variable: killed, inexact: high}", "10 bis 12", "killed asserts 12 (10 bis 12)"},
		{"{variable: killed, inexact: low}", "mindestens 5", "killed asserts 5 (mindestens 5)"},
		{"{variable: killed, inexact: low}", "more than 5", "killed asserts 6 (more than 5)"},
		{"{variable: killed, inexact: high}", "≤7", "killed asserts 7 (≤7)"},
		{"{variable: killed, inexact: note}", "20+", "killed asserts 20 (20+)"},
		{`{variable: killed, inexact: note, decimal: ","}`, "rund 1.200", "killed asserts 1200 (rund 1.200)"},
		{"{variable: killed, values: {many: \"\"}}", "many", ""},
		{"{variable: date}", "2016-07-18", "date asserts 2016-07-18"},
		{"{variable: date, date_format: dmy}", "3.8.2016", "date asserts 2016-08-03"},
		{"{variable: date, date_format: mdy}", "3/8/2016", "date asserts 2016-03-08"},
		{"{variable: date, date_format: dmy, inexact: note}", "ca. 18.7.2016", "date asserts 2016-07-18~ (ca. 18.7.2016)"},
		{"{variable: date, inexact: note}", "2016?", "date asserts 2016?"},
		{"{variable: country}", "Deutschland", "country asserts DE"},
		{"{variable: country, values: {England: GB}}", "England", "country asserts GB"},
		{"{variable: location}", "\"48,5 9,25\"", "location asserts 48.5 9.25"},
		{"{variable: location}", "48.5 9.25 town", "location asserts 48.5 9.25 town"},
		{"{variable: contact}", "member_remotely", "contact asserts member_remotely"},
		{"{variable: contact}", "Member remotely", "contact asserts member_remotely"},
		{"{variable: contact}", "in touch with a member face to face", "contact asserts member_in_person"},
		{"{variable: contact}", "none", "contact asserts none_found"},
		{"{variable: contact, none_found: []}", "none found", "contact asserts none_found"},
		{`{variable: contact, several: ";"}`, "member; outsider;", "contact asserts member, contact asserts outsider"},
		{`{variable: contact, several: ", "}`, "\"member, outsider\"", "contact asserts member, contact asserts outsider"},
		{`{variable: contact, several: lines}`, "\"member\noutsider\"", "contact asserts member, contact asserts outsider"},
		{`{variable: contact, several: ";"}`, "member;k. A.", "contact asserts member"},
		{`{variable: contact, values: {perhaps a friend: raises outsider, no friend: denies outsider}}`, "perhaps a friend", "contact raises outsider"},
		{`{variable: contact, values: {perhaps a friend: raises outsider, no friend: denies outsider}}`, "No friend", "contact denies outsider"},
		{"{variable: place}", "Würzburg", "place asserts Würzburg"},
		{"{variable: place, stance: raises, note: \"as {no} says\"}", "Lyon", "place raises Lyon (as 1 says)"},
		{"[{variable: place}, {variable: date}]", "2016", "place asserts 2016, date asserts 2016"},
	} {
		p, err := open(t, "s.csv", []byte("no,x\n1,"+c.cell+"\n"), top+"columns:\n  x: "+c.rule+"\n")
		if faults := problems(t, p, err); faults != "" {
			t.Errorf("%s of %s: %s", c.cell, c.rule, faults)
			continue
		}
		want := strings.ReplaceAll(c.want, ", ", ", case-1 ")
		if want != "" {
			want = "case-1 " + want
		}
		if have := strings.Join(said(p), ", "); have != want {
			t.Errorf("%s of %s says %s, not %s", c.cell, c.rule, have, want)
		}
	}
}

// What cannot be understood is said by its cell, all of it at once.
func TestCellsThatSayNothing(t *testing.T) {
	for _, c := range []struct{ rule, cell, want string }{
		{"{variable: killed}", "many", `s.csv:2:3: killed: "many" is not a whole number`},
		{"{variable: killed}", "ca. 10", "say in the mapping what becomes of such numbers, inexact: note, low or high"},
		{"{variable: killed}", "1.000", `say decimal: "," or decimal: "." in the mapping`},
		{"{variable: killed, inexact: high}", "20+", "has no highest number"},
		{"{variable: killed, inexact: note}", "rund 1.200", `"1.200" is 1200 where`},
		{"{variable: killed}", "-3", "is not a whole number"},
		{"{variable: date}", "3.8.2016", "is a date whose order is not known: say date_format: dmy or mdy"},
		{"{variable: date, date_format: mdy}", "18.7.2016", "is the column in dmy?"},
		{"{variable: date}", "2016?-07", "is EDTF of level 2"},
		{"{variable: date}", "ca. 2016", "say inexact: note in the mapping, and it is 2016~"},
		{"{variable: country}", "Narnia", `"Narnia" is no country (1 cell): say what it means under values of "x"`},
		{"{variable: country}", "Congo", `"Congo" can be CD`},
		{"{variable: contact}", "membr", "perhaps member (1 cell)"},
		{"{variable: location}", "north", "is not a latitude and a longitude"},
		{"{variable: killed, credibility: \"{no}x\"}", "3", "s.csv:2:1:"},
		{"{variable: killed, grade: B2/C3}", "3", `"B2/C3" is more than one grade`},
		{"{variable: killed, grade: sure}", "3", `"sure" is no grade`},
		{"{variable: killed, stance: \"{no}\"}", "3", "s.csv:2:1:"},
		{"{variable: killed, said: \"{no}.2.2016\"}", "3", "order is not known"},
	} {
		p, err := open(t, "s.csv", []byte("no,x\n1,"+c.cell+"\n"), top+"columns:\n  x: "+c.rule+"\n")
		if faults := problems(t, p, err); !strings.Contains(faults, c.want) || strings.Count(faults, "\n") != 2 {
			t.Errorf("%s of %s: %s\nnot %s", c.cell, c.rule, faults, c.want)
		}
		if p != nil && len(said(p)) > 0 {
			t.Errorf("%s of %s says %v all the same", c.cell, c.rule, said(p))
		}
	}
}

// A value map with gaps names all of them, with their counts and first cells.
func TestGaps(t *testing.T) {
	p, err := open(t, "s.csv", []byte("no,met\n1,by phone\n2,member\n3,By phone;letter\n4,by phone\n"), top+"columns:\n  met: {variable: contact, several: \";\"}\n")
	faults := problems(t, p, err)
	for _, want := range []string{`s.csv:2:3: "by phone" is no value of contact, which has member_in_person`, "(3 cells, of which this is the first)", `s.csv:4:3: "letter" is no value`, "(1 cell)"} {
		if !strings.Contains(faults, want) {
			t.Errorf("%s\nhas no %s", faults, want)
		}
	}
	if strings.Count(faults, "\n") != 3 {
		t.Error(faults)
	}
}

func TestRows(t *testing.T) {
	const columns = "columns:\n  x: {variable: killed}\n"
	for name, c := range map[string]struct{ rows, mapping, want string }{
		"two rows of one id":     {"no,x\n1,3\n2,4\n1,5\n", top + columns, `s.csv:4:1: the row "1" is there twice, first in line 2`},
		"a row without an id":    {"no,x\n1,3\n,4\n", top + columns, "s.csv:3:1: the id is missing"},
		"two titles":             {"no,x,t\n1,3,A\n2,4,B\n", strings.Replace(top, `id: "case-{no}", title: "Case {no}"`, `id: same, title: "{t}"`, 1) + columns, `the incident same has the title "B" here, and "A" in line 2`},
		"one incident of two":    {"no,x\nA b,3\nA-b,4\n", top + columns, `"case-A-b" and "case-A b" in line 2 would both be the incident case-a-b`},
		"no title":               {"no,x,t\n1,3,\n", strings.Replace(top, "Case {no}", "{t}", 1) + columns, "the incident case-1 has no title"},
		"a column renamed":       {"no,fatalities\n1,3\n", top + "columns:\n  fatality: {variable: killed}\n", `m.yaml:10:3: there is no column "fatality", which the variable killed needs; the file has no, fatalities`},
		"a source without a day": {"no,x\n1,3\n", strings.Replace(top, ", published: 2020", "", 1) + columns, "has no day on which it came out"},
		"a source without title": {"no,x,t\n1,3,\n", strings.Replace(top, "Our files", `"{t}"`, 1) + columns, "s.csv:2:5: the row names no source for what it says"},
		"two grades of a source": {"no,x,g\n1,3,B\n2,3,C\n", strings.Replace(top, "reliability: B", `reliability: "{g}"`, 1) + columns, `has the reliability "C" here, and "B" in line 2`},
		"a kind of actor":        {"no,x,who\n1,3,Somebody\n", top + "links: {h: {role: handler, name: \"{who}\", kind: man}}\n" + columns, `s.csv:2:5: the actor "Somebody": `},
		"no actor for the link":  {"no,x,who,g\n1,3,,target\n", top + "links: {h: {role: handler, name: \"{who}\", kind: persona}}\n" + columns + "  g: {variable: guidance, of: h}\n", `s.csv:2:6: the cell says something of the link "h", and the row names no actor`},
		"two actors for a link":  {"no,x,who,g\n1,3,A;B,target\n", top + "links: {h: {role: handler, several: \";\", name: \"{who}\", kind: persona}}\n" + columns + "  g: {variable: guidance, of: h}\n", "the row names 2 actors for it: which is meant?"},
	} {
		p, err := open(t, "s.csv", []byte(c.rows), c.mapping)
		if faults := problems(t, p, err); !strings.Contains(faults, c.want) || strings.Count(faults, "\n") != 2 {
			t.Errorf("%s: %s\nnot %s", name, faults, c.want)
		}
	}
}

func TestLinks(t *testing.T) {
	p, err := open(t, "s.csv", []byte("no,who,g,n\n1,Karl Ø.; ﻋﻤﺮ,,\n2,Karl Ø.,target,dead\n3,,,\n"), top+`links:
  handler: {role: Handler, several: ";", name: "{who}", kind: persona, variable: part, value: "yes"}
columns:
  g: {variable: guidance, of: handler}
  n: {variable: may_be_named, of: actor of handler}
`)
	if faults := problems(t, p, err); faults != "" {
		t.Fatal(faults)
	}
	var have []string
	for _, list := range [][]sheet.Noun{p.Actors, p.Links} {
		for _, n := range list {
			have = append(have, fmt.Sprintf("%+v", n.Noun))
		}
	}
	have = append(have, said(p)...)
	arabic := p.Actors[1].Noun.(*ascribe.Actor).ID
	want := []string{
		"&{ID:karl-o Kind:persona Name:Karl Ø.}", "&{ID:" + arabic + " Kind:persona Name:ﻋﻤﺮ}",
		"&{ID:l-handler-case-1-karl-o Incident:case-1 Actor:karl-o Role:handler}", "&{ID:l-handler-case-1-" + arabic + " Incident:case-1 Actor:" + arabic + " Role:handler}",
		"&{ID:l-handler-case-2-karl-o Incident:case-2 Actor:karl-o Role:handler}",
		"l-handler-case-1-karl-o part asserts yes", "l-handler-case-1-" + arabic + " part asserts yes",
		"l-handler-case-2-karl-o part asserts yes", "l-handler-case-2-karl-o guidance asserts target", "karl-o may_be_named asserts dead",
	}
	if !slices.Equal(have, want) || !strings.HasPrefix(arabic, "actor-") {
		t.Errorf("%s\nnot\n%s", strings.Join(have, "\n"), strings.Join(want, "\n"))
	}
}

// Columns that are read together.
func TestTogether(t *testing.T) {
	p, err := open(t, "s.csv", []byte("no,y,m,d,lat,lon,how\n1,2016,7,18,48.5,9.25,1\n2,2016,July,0,,,\n3,2016,,,,,\n4,,,,,,\n"), top+`together:
  - {variable: date, columns: [y, m, d]}
  - {variable: location, columns: [lat, lon, how], values: {"1": town}}
`)
	if faults := problems(t, p, err); faults != "" {
		t.Fatal(faults)
	}
	want := "case-1 date asserts 2016-07-18, case-1 location asserts 48.5 9.25 town, case-2 date asserts 2016-07, case-3 date asserts 2016"
	if have := strings.Join(said(p), ", "); have != want {
		t.Errorf("%s\nnot %s", have, want)
	}
	p, err = open(t, "s.csv", []byte("no,y,m,d\n1,2016,13,1\n"), top+"together:\n  - {variable: date, columns: [y, m, d]}\n")
	if faults := problems(t, p, err); !strings.Contains(faults, `s.csv:2:3: date: there is no month "13"`) {
		t.Error(faults)
	}
}

// book is a workbook of sheets.
func book(t testing.TB, sheets map[string][][]any, more func(*excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close() //nolint:errcheck // it is in memory
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	check(f.SetSheetName("Sheet1", "Cases"))
	for name, rows := range sheets {
		_, err := f.NewSheet(name)
		check(err)
		for n, row := range rows {
			check(f.SetSheetRow(name, fmt.Sprintf("A%d", n+1), &row))
		}
	}
	if more != nil {
		more(f)
	}
	var out bytes.Buffer
	check(f.Write(&out))
	return out.Bytes()
}

const onTwoSheets = `record: cases
sheet: Cases
row: no
incident: {id: "case-{no}", title: "Case {no}"}
sources:
  files: {sheet: Sources, key: key, from: "{source}", several: ";", title: "{title}", published: "{day}", rests_on: "{on}", reliability: B}
credibility: "2"
columns:
  dead: {variable: killed}
`

func twoSheets(sources ...[]any) map[string][][]any {
	return map[string][][]any{
		"Cases":   {{"no", "source", "dead"}, {1, "S 1", 3}, {2, "s 1;S2", 4}},
		"Sources": append([][]any{{"key", "title", "day", "on"}}, sources...),
	}
}

func TestSourcesOnASheet(t *testing.T) {
	p, err := open(t, "b.xlsx", book(t, twoSheets([]any{"S 1", "One", "2016-07-19", "S2"}, []any{"S2", "Two", "2016-07-18", ""}, []any{"S3", "Three", "2016", ""}), nil), onTwoSheets)
	if faults := problems(t, p, err); faults != "" {
		t.Fatal(faults)
	}
	var have []string
	for _, n := range p.Sources {
		s := n.Noun.(*ascribe.Source)
		have = append(have, fmt.Sprintf("%s %s %s %v", s.ID, s.Title, s.Published, s.RestsOn))
	}
	for _, r := range p.Rows {
		for _, s := range r.Statements {
			have = append(have, s.Subject+" "+s.Source)
		}
	}
	want := []string{"s2 Two 2016-07-18 []", "s-1 One 2016-07-19 [s2]", "s3 Three 2016 []", "case-1 s-1", "case-2 s-1", "case-2 s2"}
	if !slices.Equal(have, want) {
		t.Errorf("%v\nnot %v", have, want)
	}
}

// What is wrong with a workbook, in a sentence with its cells.
func TestWorkbooks(t *testing.T) {
	one, two := []any{"S 1", "One", "2016-07-19", ""}, []any{"S2", "Two", "2016-07-18", ""}
	set := func(f *excelize.File, err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		file    []byte
		mapping string
		want    string
	}{
		"a circle":                {book(t, twoSheets([]any{"S 1", "One", "2016", "S2"}, []any{"S2", "Two", "2016", "S 1"}), nil), onTwoSheets, "b.xlsx:B2: the sources rest on one another in a circle: s-1 → s2 → s-1"},
		"a source that is not":    {book(t, twoSheets(one), nil), onTwoSheets, `b.xlsx:B3: there is no source "S2" on the sheet Sources`},
		"a source twice":          {book(t, twoSheets(one, two, one), nil), onTwoSheets, `b.xlsx:A4: the source "S 1" is there twice, first in A2`},
		"a source without a day":  {book(t, twoSheets(one, []any{"S2", "Two", "", ""}), nil), onTwoSheets, "b.xlsx:B3: the source s2 has no day on which it came out"},
		"a source without a key":  {book(t, twoSheets(one, two, []any{"", "Three", "2016", ""}), nil), onTwoSheets, `b.xlsx:A4: the source has no "key"`},
		"resting on nothing":      {book(t, twoSheets(one, []any{"S2", "Two", "2016", "S 9"}), nil), onTwoSheets, `b.xlsx:D3: there is no source "S 9" on the sheet Sources`},
		"a formula":               {book(t, twoSheets(one, two), func(f *excelize.File) { set(f, f.SetCellFormula("Cases", "C2", "1+2")) }), onTwoSheets, "b.xlsx:C2: the cell has a formula in the place of a value"},
		"merged cells":            {book(t, twoSheets(one, two), func(f *excelize.File) { set(f, f.MergeCell("Cases", "C2", "C3")) }), onTwoSheets, "b.xlsx:C2: the cells C2:C3 are merged"},
		"a date in two orders":    {book(t, twoSheets(one, []any{"S2", "Two", "3.8.2016", ""}), nil), onTwoSheets, `b.xlsx:C3: "3.8.2016" is a date whose order is not known`},
		"no such sheet":           {book(t, map[string][][]any{"Cases": {{"no", "source", "dead"}}}, nil), onTwoSheets, `it has no sheet "Sources"`},
		"protected by a password": {append([]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), make([]byte, 600)...), onTwoSheets, "save it as xlsx or CSV, without a password"},
	} {
		p, err := open(t, "b.xlsx", c.file, c.mapping)
		if faults := problems(t, p, err); !strings.Contains(faults, c.want) || strings.Count(faults, "\n") > 2 {
			t.Errorf("%s: %s\nnot %s", name, faults, c.want)
		}
	}
	// A sheet whose cells are protected from being changed is read all the same,
	// and so is a formula where the mapping takes what it last gave.
	p, err := open(t, "b.xlsx", book(t, twoSheets(one, two), func(f *excelize.File) {
		set(f, f.ProtectSheet("Cases", &excelize.SheetProtectionOptions{Password: "x"}))
	}), onTwoSheets)
	if faults := problems(t, p, err); faults != "" || len(said(p)) != 3 {
		t.Errorf("%s, %v", faults, p)
	}
	if _, err := open(t, "s.csv", []byte("no,source,dead\n1,S 1,3\n"), onTwoSheets); err == nil || !strings.Contains(err.Error(), `is csv, and has no sheet "Sources"`) {
		t.Error(err)
	}
}

// What cannot be written is told once, and not once more of all that is said of it or by
// it.
func TestFaultsAreToldOnce(t *testing.T) {
	const columns = "columns: {a: {variable: killed}, b: {variable: injured}, c: {variable: outcome}}\n"
	titled := strings.Replace(top, `"Case {no}"`, `"{title}"`, 1) + columns
	for name, c := range map[string]struct{ text, mapping, want string }{
		"no title":        {"no,title,a,b,c\n1,,3,4,failed\n2,Two,3,4,failed\n", titled, "s.csv:2:3: the incident case-1 has no title\n"},
		"no title column": {"no,a,b,c\n1,3,4,failed\n2,3,4,failed\n", titled, "m.yaml:3:36: there is no column \"title\", which the incident needs; the file has no, a, b, c\n"},
		"no day":          {"no,title,a,b,c\n1,One,3,4,failed\n2,Two,3,4,failed\n", strings.Replace(top, ", published: 2020", "", 1) + columns, "has no day on which it came out, and what it said has none of its own: give published, or said\n"},
	} {
		p, err := open(t, "s.csv", []byte(c.text), c.mapping)
		if faults := problems(t, p, err); !strings.HasSuffix(faults, c.want) || !strings.HasPrefix(faults, " has 1 fault\n") {
			t.Errorf("%s:\n%s", name, faults)
		}
	}
}

// A mapping that names what is not there says so, all of it at once.
func TestMappings(t *testing.T) {
	for name, c := range map[string]struct{ mapping, want string }{
		"a key":         {"record: a\nrows: no\n", `m.yaml:2:1: a mapping into the record takes no key "rows"; did you mean "row"?`},
		"no name":       {"record: A B\nincident: {id: x}\nsources: {a: {title: x}}\n", `"A B" cannot be the name of a sheet`},
		"no incident":   {"record: a\nsources: {a: {title: x}}\n", "it is not said which incident a row is about"},
		"no source":     {"record: a\nincident: {id: x}\n", "it is not said which source says"},
		"a link":        {top + "columns:\n  x: {variable: killed, of: hander}\n", `there is no link "hander"`},
		"a source":      {top + "columns:\n  x: {variable: killed, source: papers}\n", `there is no source "papers"; did you mean "paper"?`},
		"two grades":    {top + "grade: B2\n", "there are two grades"},
		"a brace":       {strings.Replace(top, "case-{no}", "case-{no", 1), "is not closed"},
		"a link's role": {top + "links: {a: {name: x, kind: person}}\n", "a link needs its role"},
		"no variable":   {top + "columns:\n  x: {several: \";\"}\n", "it is not said which variable this is"},
		"not YAML":      {"record: [\n", "this is not YAML"},
	} {
		_, err := sheet.ParseMapping("m.yaml", []byte(c.mapping))
		if faults := problems(t, nil, err); !strings.Contains(faults, c.want) {
			t.Errorf("%s: %s\nnot %s", name, faults, c.want)
		}
	}
	p, err := open(t, "s.csv", []byte("no,x\n1,3\n"), top+`links: {h: {role: handler, name: "{nobody}", kind: persona, variable: part, value: maybe}}
columns:
  x: {variable: kiled}
  y: {variable: contact, values: {a: membre, b: raises}}
  z: {variable: part}
  no: {variable: killed, several: ";", values: {"1": ""}}
`)
	faults := problems(t, p, err)
	for _, want := range []string{
		`m.yaml:9:34: there is no column "nobody"`, `m.yaml:9:9: part has no value "maybe"`, `m.yaml:11:17: the codebook direction 1.1.0 has no variable "kiled"; did you mean "killed"?`,
		`there is no column "y"`, `contact has no value "membre"; did you mean "member`, "raises needs a value behind it", `there is no column "z"`, "part is coded of links, and not of incidents",
	} {
		if !strings.Contains(faults, want) {
			t.Errorf("%s\nhas no %s", faults, want)
		}
	}
}
