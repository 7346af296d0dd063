package table

import (
	"bufio"
	"encoding/csv"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"
)

// byteOrderMark has spreadsheets read a file as UTF-8.
const byteOrderMark = "\ufeff"

// writeCSV writes for people: with a byte order mark, and harmless to open in a
// spreadsheet.
func writeCSV(w io.Writer, t *Table) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	return separated(w, t, Harmless)
}

// writePlainCSV writes for programs: each cell is what it is.
func writePlainCSV(w io.Writer, t *Table) error {
	return separated(w, t, func(cell string) string { return cell })
}

func separated(w io.Writer, t *Table, cell func(string) string) error {
	t = t.flat()
	buffered := bufio.NewWriterSize(w, 64<<10)
	out := csv.NewWriter(buffered)
	if err := out.Write(t.Names()); err != nil {
		return err
	}
	cells := make([]string, len(t.Columns))
	for row, err := range t.Rows {
		if err != nil {
			return err
		}
		for i, c := range row {
			cells[i] = cell(c.String(t.Columns[i].Type))
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return err
	}
	return buffered.Flush()
}

// Harmless is a cell of a CSV for people: a spreadsheet does not take it for a
// formula. To some of them the signs of full width are those of ASCII.
func Harmless(cell string) string {
	first, _ := utf8.DecodeRuneInString(cell)
	if cell != "" && strings.ContainsRune("=+-@\t\r＝＋－＠", first) && !signedNumber.MatchString(cell) {
		return "'" + cell
	}
	return cell
}

var signedNumber = regexp.MustCompile(`^[+-]?\d+(\.\d+)?$`)
