package dataset_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// continued are the variables of a header, under a mapping, for a dataset whose
// first edition had another.
func continued(t *testing.T, first, then, under string) []string {
	t.Helper()
	before := dataset.Before{IDs: ascribe.IDsKept}
	table, err := open("1.csv", withRow(first), nil)
	if err != nil {
		t.Fatal(faultsOf(err))
	}
	before.Columns = table.Columns()
	for _, c := range before.Columns {
		before.Variables = append(before.Variables, c.Variable)
	}
	if table, err = open("2.csv", withRow(then), mapping(t, under)); err != nil {
		t.Fatal(faultsOf(err))
	}
	if err := table.Continue(before); err != nil {
		return faultsOf(err)
	}
	var names []string
	for _, c := range table.Columns() {
		names = append(names, c.Variable)
	}
	return names
}

// withRow is a file of a header and a row that has every column.
func withRow(header string) []byte {
	return []byte(header + "\n1" + strings.Repeat(",1", strings.Count(header, ",")) + "\n")
}

// A column is known by its own name, wherever it stands.
func TestColumnsOfALaterEdition(t *testing.T) {
	long := strings.Repeat("how many were killed ", 5)
	for name, c := range map[string]struct{ first, then, under, want string }{
		"in another order":       {"id,a,b", "b,id,a", "", "b id a"},
		"another script":         {"id,Дата,Город", "Источник,Город,id,Дата", "", "column_1 column_3 id column_2"},
		"by signs":               {"id,n>8,n<8", "id,n<8,n>8", "", "id n_8_2 n_8"},
		"by signs, one is new":   {"id,n>8", "id,n<8", "", "id n_8_2"},
		"long":                   {"id," + long + "A," + long + "B", "id," + long + "B," + long + "A", "", "id how_many_were_killed_how_many_were_killed_how_many_were_2 how_many_were_killed_how_many_were_killed_how_many_were"},
		"case, spaces, accents":  {"id,Où  tué,N", "n,ID, où tue\u0301 ", "id: ID", "n id ou_tue"},
		"two alike":              {"id,N,n", "n,N,id", "", "n_2 n id"},
		"without names":          {",id,", "x,,id,", "", "x column_1 id column_3"},
		"renamed by the mapping": {"id,killed", "id,fatalities", "columns: {fatalities: {variable: killed}}", "id killed"},
		"left out":               {"id,a,b", "id,a,b", "columns: {a: {leave_out: true}}", "id b"},
		"told apart":             {"id,place", "id,place,place", "columns: {place#2: {}}", "id place place_2"},
		"a number of its own":    {"id,a,a_2", "id,a,a_2,A ", "", "id a a_2 a_3"},
	} {
		if c.under == "" {
			c.under = "{}"
		}
		if got := strings.Join(continued(t, c.first, c.then, c.under), " "); got != c.want {
			t.Errorf("%s: %s\nwant %s", name, got, c.want)
		}
	}
}

func TestNamesThatAreTaken(t *testing.T) {
	for under, want := range map[string]string{
		"derived: {killed: {type: number, from: [killed]}}": `the derived column "killed" has the name of the column "killed", which keeps it: give it another in the mapping, such as killed_2`,
		"columns: {dead: {variable: killed}}":               `what the mapping makes of "dead" has the name of the column "killed", which keeps it`,
	} {
		for _, first := range []string{"id", "id,killed,dead"} {
			if got := continued(t, first, "id,killed,dead", under); len(got) != 1 || !strings.HasPrefix(got[0], "2.csv:1:4: "+want) {
				t.Errorf("%s after %s: %q", under, first, got)
			}
		}
	}
	// A dataset that the first version made goes on as it began.
	before := dataset.Before{Columns: []dataset.Column{{Name: "id", Variable: "id"}, {Name: "killed", Variable: "killed_2"}}, Variables: []string{"id", "killed", "killed_2"}}
	table, err := open("f.csv", []byte("id,killed\n"), mapping(t, "derived: {killed: {type: number, from: [killed]}}"))
	if err = errors.Join(err, table.Continue(before)); err != nil {
		t.Fatal(err)
	}
	if c := table.Columns(); c[1].Variable != "killed_2" || c[2].Variable != "killed" {
		t.Errorf("%+v", c)
	}
}

// What is left out can still tell incidents apart, make a column and stand in
// a title.
func TestColumnsThatAreLeftOut(t *testing.T) {
	m := mapping(t, `
id: nr
row_title: "{town}, {at}"
columns: {nr: {leave_out: true}, lat: {leave_out: true}, lon: {leave_out: true}, town: {leave_out: true}}
derived: {at: {latitude: lat, longitude: lon}}
`)
	table, rows, faults := read(t, "f.csv", []byte("nr,lat,kind,lon,town\n7,1,x,2,Lviv\n"), m)
	wantFaults(t, faults)
	if r := rows[0]; r.ID != "7" || r.Title != "Lviv, 1 2" || cells(r) != "kind=x at=1 2" || len(table.Columns()) != 2 || table.IDVariables() != nil {
		t.Errorf("%+v", r)
	}
	if p := rows[0].Problem("kind", "x"); p.Column != 5 {
		t.Errorf("%+v", p)
	}
}

func TestProposalsNameColumnsApart(t *testing.T) {
	text := "Unnamed: 0,ref,location,location,injured,\n"
	for i, town := range []string{"Lviv", "Odesa", "Sumy"} {
		n := string(rune('0' + i))
		text += n + ",e" + n + "," + town + "," + town + ",1," + "x\n"
	}
	proposed, err := dataset.ProposeMapping("f.csv", strings.NewReader(text), int64(len(text)), dataset.Place{})
	if err != nil {
		t.Fatal(err)
	}
	table, err := open("f.csv", []byte(text), mapping(t, string(proposed)))
	if err != nil {
		t.Fatal(faultsOf(err), string(proposed))
	}
	if err := table.Continue(dataset.Before{}); err != nil {
		t.Fatal(faultsOf(err), string(proposed))
	}
	var names []string
	for _, c := range table.Columns() {
		names = append(names, c.Variable)
	}
	if want := []string{"ref", "location", "location_2", "injured", "column_6"}; !slices.Equal(names, want) {
		t.Errorf("%q\n%s", names, proposed)
	}
}
