package dataset_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

func variables(table *dataset.Table) (names []string) {
	for _, c := range table.Columns() {
		names = append(names, c.Variable)
	}
	return names
}

// Columns with neither a name nor a cell are none of the dataset, and told of;
// one that has a cell anywhere is kept, and so is one that a mapping names.
func TestEmptyColumnsArePassedOver(t *testing.T) {
	const told = ": the column has no name and no values, and was passed over"
	for _, test := range []struct{ file, mapping, columns, remarks string }{
		{"id,town,,\n1,Ulm,,\n,,,\n", "title: T", "[id town]", "[f.csv:1:9" + told + " f.csv:1:10" + told + " f.csv:3:1: the row is empty, and was passed over]"},
		{"id,town,, \n1,Ulm,,\n2,Ulm,x,\n", "title: T", "[id town column_3]", "[f.csv:1:10" + told + "]"},
		{",id,,town\n,1,,Ulm\n", "title: T", "[id town]", "[f.csv:1:1" + told + " f.csv:1:5" + told + "]"},
		{"id,town,\n1,Ulm,\n", `columns: {"#1": {variable: remark}}`, "[id town remark]", "[]"},
		{"id,town\n1,\n", "title: T", "[id town]", "[]"},
	} {
		table, rows, faults := read(t, "f.csv", []byte(test.file), mapping(t, test.mapping))
		if len(faults) > 0 || len(rows) == 0 {
			t.Fatalf("%q: %q", test.file, faults)
		}
		if got := fmt.Sprint(variables(table)); got != test.columns {
			t.Errorf("%q has %s, want %s", test.file, got, test.columns)
		}
		if got := fmt.Sprint(table.Remarks().List); got != test.remarks {
			t.Errorf("%q: %s", test.file, got)
		}
		if got, want := len(rows[0].Cells), len(table.Columns()); got != want {
			t.Errorf("%q: %d cells of %d columns", test.file, got, want)
		}
	}
}

// The rows of a text file are counted as a spreadsheet shows them, with those
// that are empty; of one that is empty, the next names the columns.
func TestHeaderBelowEmptyRows(t *testing.T) {
	const file = "Attacks, of all kinds, in 2016\r\n\r\n\r\nid;\"date, local\"\r\n1;2016-07-18\r\n"
	for row := 2; row <= 4; row++ {
		m := &dataset.Mapping{HeaderRow: row, IDs: []string{"id"}}
		table, rows, faults := read(t, "f.csv", []byte(file), m)
		if len(faults) > 0 || len(rows) != 1 || fmt.Sprint(variables(table)) != "[id date_local]" {
			t.Errorf("header_row: %d reads %v, %q", row, rows, faults)
		}
	}
	if got := block(proposed(t, "f.csv", []byte(file)), "header_row:"); got != "4 # guess: the columns are named there; what stands above is passed over" {
		t.Error(got)
	}
}

// Where the row that names the columns is given, the delimiter is the one of
// the rows from there on.
func TestDelimiterFromTheHeaderOn(t *testing.T) {
	text := proposedAt(t, "f.csv", []byte("Attacks, of all kinds, in 2016\nid;\"date, local\";killed, injured, all\n1;2016-07-18;0\n2;2016-07-19;1\n"), dataset.Place{HeaderRow: 2})
	if block(text, "delimiter:") != `";"` || block(text, "header_row:") != "2" || block(text, "id:") != "id" {
		t.Error(text)
	}
}

// A place that a file of its kind cannot have is refused.
func TestPlacesThatAFileCannotHave(t *testing.T) {
	for want, c := range map[string]struct {
		name, file string
		at         dataset.Place
	}{
		"invalid: f.csv is csv, which has no sheets":                 {"f.csv", "id\n1\n", dataset.Place{Sheet: "x"}},
		"invalid: f.json is json, whose columns are named in no row": {"f.json", `[{"id": 1}]`, dataset.Place{HeaderRow: 2}},
	} {
		_, err := dataset.ProposeMapping(c.name, strings.NewReader(c.file), int64(len(c.file)), c.at)
		if err == nil || faultsOf(err)[0] != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
