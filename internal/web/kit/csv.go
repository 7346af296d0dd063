package kit

import (
	"encoding/csv"
	"io"
	"slices"

	"github.com/ascribe-project/ascribe/internal/table"
)

// A tableWriter writes a table as CSV, with columns that say from where it looks
// at the record: for people safe to be opened in a spreadsheet, and for programs
// as it is. The table may come in parts.
type tableWriter struct {
	out  *csv.Writer
	cell func(string) string
	at   origin
	last []string // the cells of these columns; nil before the header is written
	rows int
}

func newTableWriter(w io.Writer, at origin, people bool) *tableWriter {
	out := &tableWriter{out: csv.NewWriter(w), at: at, cell: func(cell string) string { return cell }}
	if people {
		out.cell = table.Harmless
	}
	return out
}

func (w *tableWriter) write(t Table) error {
	if w.last == nil {
		var names []string
		names, w.last = w.at.columns(t.header)
		if err := w.out.Write(slices.Concat(t.header, names)); err != nil {
			return err
		}
	}
	var cells []string
	for row := range t.rows {
		cells = append(append(cells[:0], row...), w.last...)
		for i := range cells {
			cells[i] = w.cell(cells[i])
		}
		if err := w.out.Write(cells); err != nil {
			return err
		}
		w.rows++
	}
	return nil
}

func (w *tableWriter) flush() error {
	w.out.Flush()
	return w.out.Error()
}
