package table

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sample has each type, and in it what other programs stumble over.
func sample() *Table {
	long := strings.Repeat("ü", maxSheetText) + "ü"
	return listed(&Table{
		Name: "sample", Title: "A sample",
		Point: []Constant{{Column{Name: "known", Type: TypeDate}, Date("2016-07-20")}, {Column{Name: "codebook"}, Text("direction 1.1.0")}},
		Columns: []Column{
			{Name: "id", Unique: true, Title: "Id"},
			{Name: "said", Definition: "What was said, in <their> words & ours."},
			{Name: "killed", Type: TypeInteger},
			{Name: "share", Type: TypeDecimal},
			{Name: "settled", Type: TypeBoolean},
			{Name: "date", Type: TypeDate},
			{Name: "contact", Type: TypeCodes, Values: []Value{{"member", "A member."}, {"one_way", "No more than material."}}},
			{Name: "location", Type: TypePoint},
		},
	},
		Row{Text("a"), Text("=SUM(A1)"), Integer(0), Decimal(0.1), Boolean(true), Date("2016-07-18"), Codes("member;one_way"), Point(49.74, 9.96, "town")},
		Row{Text("b"), Text("line one\nline two, \"quoted\"; <b>&amp;"), Integer(1<<53 - 1), Decimal(-1e21), Boolean(false), Date("2016-07~"), Codes("one_way"), Point(-0.5, 180, "")},
		Row{Text("c"), Text("Würzburg 火車 \U0001F600"), Integer(-3), Decimal(12345678.901), Boolean(true), Date("1848-03-18"), Unknown, Unknown},
		Row{Text("d"), Unknown, Unknown, Unknown, Unknown, Unknown, Unknown, Unknown},
		Row{Text("e"), Text(long), Unknown, Unknown, Unknown, Date("2016-07-18/2016-07-20"), Unknown, Unknown},
	)
}

func listed(t *Table, rows ...Row) *Table {
	t.Rows = func(yield func(Row, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
	return t
}

// written is a file of what was written.
func written(t testing.TB, name string, write func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

func writtenAs(t testing.TB, format string, table *Table) string {
	t.Helper()
	f := ByName(Formats, format)
	return written(t, "sample."+f.Name, func(w io.Writer) error { return f.Write(w, table) })
}
