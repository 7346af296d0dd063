package table

import (
	"strings"
	"testing"
)

// TestSorted sorts by columns of every type: what is unknown last, either way,
// and equals as they were.
func TestSorted(t *testing.T) {
	cells := map[string][]Cell{
		"text":    {Text("b"), Unknown, Text("a"), Text("b"), Text("c")},
		"code":    {Text("low"), Unknown, Text("high"), Text("low"), Text("other")},
		"codes":   {Codes("low;high"), Codes("high;low"), Unknown, Codes("low"), Codes("high")},
		"number":  {Integer(9), Integer(10), Unknown, Integer(-1), Integer(9)},
		"decimal": {Decimal(0.5), Unknown, Decimal(-2), Decimal(0.25), Decimal(0.5)},
		"settled": {Boolean(true), Boolean(false), Boolean(true), Unknown, Boolean(false)},
		"date":    {Date("2016-07"), Date("2016-07-01"), Unknown, Date("2015"), Date("2016-08-01")},
		"point":   {Point(1, 2, ""), Point(1, 1, "town"), Unknown, Point(-1, 9, ""), Point(2, 0, "")},
	}
	listed := []Value{{Code: "low"}, {Code: "high"}}
	columns := []Column{
		{Name: "text"},
		{Name: "code", Values: listed},
		{Name: "codes", Type: TypeCodes, Values: listed},
		{Name: "number", Type: TypeInteger},
		{Name: "decimal", Type: TypeDecimal},
		{Name: "settled", Type: TypeBoolean},
		{Name: "date", Type: TypeDate},
		{Name: "point", Type: TypePoint},
		{Name: "n", Type: TypeInteger},
	}
	tab := &Table{Columns: columns, Rows: func(yield func(Row, error) bool) {
		row := make(Row, len(columns))
		for i := range 5 {
			for c := range columns[:8] {
				row[c] = cells[columns[c].Name][i]
			}
			row[8] = Integer(int64(i))
			if !yield(row, nil) {
				return
			}
		}
	}}
	for by, want := range map[string]string{
		"text": "2 0 3 4 1", "-text": "4 0 3 2 1", "code": "0 3 2 4 1", "codes": "3 0 4 1 2", "number": "3 0 4 1 2", "-number": "1 0 4 3 2",
		"decimal": "2 3 0 4 1", "settled": "1 4 0 2 3", "-settled": "0 2 1 4 3", "date": "3 1 0 4 2", "-date": "4 0 1 3 2", "point": "3 1 0 4 2", "n": "0 1 2 3 4",
	} {
		sorted, missing := tab.Sorted(by)
		if missing != "" {
			t.Fatal(missing)
		}
		var got []string
		for row := range sorted.Rows {
			got = append(got, row[8].String(TypeInteger))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("by %s: %v, want %s", by, got, want)
		}
	}
	if _, missing := tab.Sorted("-colour"); missing != "colour" {
		t.Errorf("a column that is not there: %q", missing)
	}
}
