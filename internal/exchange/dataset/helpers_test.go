package dataset_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
)

// open opens a table of a text.
func open(name string, data []byte, m *dataset.Mapping) (*dataset.Table, error) {
	return dataset.OpenTable(name, bytes.NewReader(data), int64(len(data)), m)
}

// read gives the rows of a file and its faults, one string each: those of the
// header, or those of the rows.
func read(t testing.TB, name string, data []byte, m *dataset.Mapping) (*dataset.Table, []dataset.Row, []string) {
	t.Helper()
	table, err := open(name, data, m)
	if err != nil {
		return nil, nil, faultsOf(err)
	}
	rows, faults := rowsOf(t, table)
	return table, rows, faults
}

func rowsOf(t testing.TB, table *dataset.Table) (rows []dataset.Row, faults []string) {
	t.Helper()
	var problems ascribe.Problems
	for row, err := range table.Rows(&problems) {
		if err != nil {
			return rows, append(faults, faultsOf(err)...)
		}
		rows = append(rows, row)
	}
	if err := problems.Err("", ""); err != nil {
		faults = append(faults, faultsOf(err)...)
	}
	return rows, faults
}

// faultsOf are an error's problems, or its sentence.
func faultsOf(err error) (faults []string) {
	e, ok := errors.AsType[*ascribe.Error](err)
	if !ok {
		return []string{err.Error()}
	}
	for _, p := range e.Problems {
		faults = append(faults, p.String())
	}
	if len(faults) == 0 {
		faults = []string{string(e.Kind) + ": " + e.Message}
	}
	return faults
}

// mapping parses a mapping that has to be right.
func mapping(t testing.TB, text string) *dataset.Mapping {
	t.Helper()
	m, err := dataset.ParseMapping("m.yaml", []byte(text))
	if err != nil {
		t.Fatalf("the mapping: %q", faultsOf(err))
	}
	return m
}

// cell is the value of a variable of a row.
func cell(t testing.TB, row dataset.Row, variable string) string {
	t.Helper()
	for _, c := range row.Cells {
		if c.Variable == variable {
			return c.Value
		}
	}
	t.Errorf("the row has no %s", variable)
	return ""
}

// cells writes a row as "variable=value", empty ones left out.
func cells(row dataset.Row) string {
	var parts []string
	for _, c := range row.Cells {
		if c.Value != "" {
			parts = append(parts, c.Variable+"="+c.Value)
		}
	}
	return strings.Join(parts, " ")
}

// headers are the columns of a file as it was published.
func headers(t testing.TB, key string) []string {
	t.Helper()
	text, err := os.ReadFile("testdata/headers.json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string][]string
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	if all[key] == nil {
		t.Fatalf("there are no headers %q", key)
	}
	return all[key]
}

func wantFaults(t *testing.T, got []string, want ...string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d faults, want %d:\n%s", len(got), len(want), strings.Join(got, "\n"))
		return
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("fault %q\n want %q", got[i], want[i])
		}
	}
}
