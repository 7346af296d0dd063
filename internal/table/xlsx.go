package table

import (
	"archive/zip"
	"bufio"
	"io"

	"github.com/ascribe-project/ascribe"
)

// What a sheet of Excel holds.
const (
	maxSheetRows    = 1 << 20
	maxSheetColumns = 1 << 14
	maxSheetText    = 1<<15 - 1 // in units of UTF-16
	maxSheetName    = 31
)

// writeXLSX writes a workbook: the table, what its columns mean, and what it
// says of itself. It is made here and not by a library so that it needs no
// temporary file, and is the same bytes each time.
func writeXLSX(w io.Writer, t *Table) error {
	t = t.flat()
	if len(t.Columns) > maxSheetColumns {
		return ascribe.Errorf(ascribe.ErrInvalid, "the table has %d columns, and a sheet of Excel holds %d", len(t.Columns), maxSheetColumns).
			WithHint("choose fewer columns, or another format")
	}
	sheets := []*Table{t, meanings(t), aboutSheet(t)}
	z := zip.NewWriter(w)
	for _, part := range workbookParts(sheets) {
		to, err := z.Create(part.name)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(to, part.text); err != nil {
			return err
		}
	}
	for i, sheet := range sheets {
		to, err := z.Create(sheetPart(i))
		if err != nil {
			return err
		}
		if err := writeSheet(to, sheet); err != nil {
			return err
		}
	}
	return z.Close()
}

// meanings is a sheet with a row for each column, and one for each code that it
// takes.
func meanings(t *Table) *Table {
	m := &Table{Name: "codebook", Columns: []Column{{Name: "column"}, {Name: "title"}, {Name: "type"}, {Name: "value"}, {Name: "definition"}}}
	m.Rows = func(yield func(Row, error) bool) {
		for _, c := range t.Columns {
			if !yield(Row{Text(c.Name), Text(c.Title), Text(c.Type.String()), Unknown, Text(c.Definition)}, nil) {
				return
			}
			for _, v := range c.Values {
				if !yield(Row{Text(c.Name), Unknown, Unknown, Text(v.Code), Text(v.Definition)}, nil) {
					return
				}
			}
		}
	}
	return m
}

func aboutSheet(t *Table) *Table {
	about := &Table{Name: "about", Columns: []Column{{Name: "what"}, {Name: "value"}}}
	about.Rows = func(yield func(Row, error) bool) {
		if !yield(Row{Text("title"), Text(t.Title)}, nil) {
			return
		}
		for _, c := range t.Point {
			if !yield(Row{Text(c.Column.Name), Text(c.String())}, nil) {
				return
			}
		}
	}
	return about
}

// writeSheet writes the rows below a header that stays where it is.
func writeSheet(w io.Writer, t *Table) error {
	s := &sheet{out: bufio.NewWriterSize(w, 64<<10), columns: t.Columns}
	s.begin()
	for row, err := range t.Rows {
		if err != nil {
			return err
		}
		if s.row == maxSheetRows {
			return ascribe.Errorf(ascribe.ErrInvalid, "the table has more than the %d rows that a sheet of Excel holds", maxSheetRows-1).
				WithHint("choose fewer rows, or another format: parquet or csv")
		}
		s.writeRow(row)
		if _, err := s.out.Write(s.text); err != nil {
			return err
		}
	}
	s.end()
	return s.out.Flush()
}
