package web

import (
	"encoding/csv"
	"io"
	"regexp"
	"strings"
)

// writeCSV writes a table as CSV for people: safe to be opened in a
// spreadsheet.
func writeCSV(w io.Writer, t table) error {
	out := csv.NewWriter(w)
	if err := out.Write(t.header); err != nil {
		return err
	}
	cells := make([]string, len(t.header))
	for row := range t.rows {
		for i, cell := range row {
			cells[i] = harmless(cell)
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// harmless keeps a spreadsheet from taking a text for a formula.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) && !plainNumber.MatchString(cell) {
		return "'" + cell
	}
	return cell
}

var plainNumber = regexp.MustCompile(`^[+-]?\d+(\.\d+)?$`)
