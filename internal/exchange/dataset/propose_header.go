package dataset

import (
	"bytes"
	"io"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

// peekRows is how many rows are looked at to find where a table begins.
const peekRows = 50

// layout is where in a file its table was found.
type layout struct {
	above   int      // rows above the header
	sheet   string   // of a workbook
	others  []string // its other sheets that are shown
	noFirst bool     // whether the sheet is not the first that is shown
	said    bool     // whether the first line says the delimiter
}

// A peeker reads rows as they stand, before it is known which names the
// columns. The second of what it gives is the number of the row.
type peeker interface {
	peek() (row []string, number int, ok bool, err error)
}

func (g *csvGrid) peek() (row []string, number int, ok bool, err error) {
	if !g.csv.Next() {
		return nil, 0, false, g.csv.Err()
	}
	g.peeked += 1 + g.csv.Empty()
	for i := range min(g.csv.Len(), maxColumns) {
		row = append(row, string(bytes.TrimSpace(g.csv.Field(i))))
	}
	return row, g.peeked, true, nil
}

func (g *sheetGrid) peek() (row []string, number int, ok bool, err error) {
	if ok, err = g.read(); !ok || err != nil {
		return nil, 0, false, err
	}
	for _, text := range g.texts {
		row = append(row, string(bytes.TrimSpace(text)))
	}
	return row, int(g.row), true, nil
}

// findTable finds the sheet and the row that names the columns, where they are
// not given, and puts them into the mapping where they have to be said.
func (t *Table) findTable(r io.ReaderAt, size int64) (layout, error) {
	var l layout
	switch t.format {
	case CSV:
		return l, t.findInText(r, size, &l)
	case XLSX:
		return l, t.findInBook(r, size, &l)
	}
	return l, nil
}

// findInText finds the header of a CSV file, where it is not given, and its
// delimiter by the rows below.
func (t *Table) findInText(r io.ReaderAt, size int64, l *layout) error {
	given, best, found := t.mapping.Delimiter, -1, foundTable{}
	for _, d := range exchange.Delimiters {
		t.mapping.Delimiter = d
		f, _, err := t.peekInto(r, size)
		if err != nil {
			t.mapping.Delimiter = given
			return err
		}
		score := 2 * f.regular
		if f.width < 2 {
			score = 0
		}
		if d == given {
			score++
			if f.said {
				score = 2*peekRows + 1
			}
		}
		if score > best {
			best, found = score, f
			found.delimiter = d
		}
	}
	t.mapping.Delimiter, l.said = found.delimiter, found.said
	if t.mapping.HeaderRow == 0 && found.above > 0 {
		l.above, t.mapping.HeaderRow = found.above, found.header
	}
	return nil
}

// findInBook finds the sheet that has the table, and its header.
func (t *Table) findInBook(r io.ReaderAt, size int64, l *layout) error {
	asked, row := t.mapping.Sheet, t.mapping.HeaderRow
	first, book, err := t.peekInto(r, size)
	if err != nil {
		return err
	}
	l.sheet = book.name
	best := first
	if asked == "" {
		for _, sheet := range book.sheets {
			if sheet == book.name {
				continue
			}
			t.mapping.Sheet = sheet
			f, _, err := t.peekInto(r, size)
			if err == nil && f.cells() > 2*best.cells() {
				best, l.sheet = f, sheet
			}
		}
		t.mapping.Sheet = ""
		if len(book.sheets) > 1 {
			t.mapping.Sheet = l.sheet
		}
	}
	l.noFirst = asked == "" && l.sheet != book.name
	for _, sheet := range book.sheets {
		if sheet != l.sheet {
			l.others = append(l.others, sheet)
		}
	}
	if row == 0 && best.above > 0 {
		l.above, t.mapping.HeaderRow = best.above, best.header
	}
	return nil
}

// A foundTable is what the first rows of a table look like.
type foundTable struct {
	header    int // the number of the row that names the columns
	above     int // rows with something in them above it
	width     int // columns
	regular   int // rows of that width
	delimiter byte
	said      bool // by the first line
}

func (f foundTable) cells() int { return f.width * f.regular }

// peekInto finds the table in the first rows of a file or sheet, from the row
// on that names the columns where that is given.
func (t *Table) peekInto(r io.ReaderAt, size int64) (f foundTable, book *workbook, err error) {
	quiet := *t.mapping
	quiet.HeaderRow = 0
	peeked := &Table{name: t.name, mapping: &quiet, format: t.format}
	peeked.total = size
	open, err := openers[t.format](peeked, r, size)
	if err != nil {
		return f, nil, err
	}
	var problems ascribe.Problems
	g, err := open(&problems)
	if err != nil {
		return f, nil, err
	}
	defer g.close()
	if s, ok := g.(*sheetGrid); ok {
		book = s.book
	}
	var rows [][]string
	var numbers []int
	for len(rows) < peekRows {
		row, number, ok, err := g.(peeker).peek()
		if err != nil || !ok {
			break // whatever it is will be said by those who read the rows
		}
		if number >= t.mapping.HeaderRow || isSeparatorLine(row) {
			rows, numbers = append(rows, row), append(numbers, number)
		}
	}
	return tableIn(rows, numbers), book, nil
}

// tableIn finds the row that names the columns: the first that fills about as
// many as the rows mostly have, and has no numbers.
func tableIn(rows [][]string, numbers []int) (f foundTable) {
	widths := map[int]int{}
	for _, row := range rows {
		if w := filledIn(row); w > 0 {
			widths[widthOf(row)]++
		}
	}
	for w, n := range widths {
		if n > f.regular || n == f.regular && w > f.width {
			f.width, f.regular = w, n
		}
	}
	above := 0
	for i, row := range rows {
		n := filledIn(row)
		if i == 0 && isSeparatorLine(row) {
			f.said = true
			continue
		}
		if n == 0 {
			continue
		}
		if 5*n >= 3*f.width && 2*textsIn(row) > n && (n > 1 || f.width == 1) {
			f.header, f.above = numbers[i], above
			return f
		}
		above++
	}
	return f
}

// widthOf is the number of cells up to the last that is filled.
func widthOf(row []string) int {
	n := len(row)
	for n > 0 && row[n-1] == "" {
		n--
	}
	return n
}

func filledIn(row []string) (n int) {
	for _, cell := range row {
		if cell != "" {
			n++
		}
	}
	return n
}

// textsIn counts the cells that are neither numbers nor dates.
func textsIn(row []string) (n int) {
	for _, cell := range row {
		if cell == "" || isDecimal(strings.ReplaceAll(cell, ",", ".")) {
			continue
		}
		if _, ok := numberOf(cell, ""); ok {
			continue
		}
		if _, ok := dateOf(cell, DayFirst); !ok || len(cell) < 6 {
			n++
		}
	}
	return n
}

// isSeparatorLine reports whether a row is the line by which a spreadsheet is
// told the delimiter: sep=;
func isSeparatorLine(row []string) bool {
	return len(row) > 0 && len(row) <= 2 && (row[0] == "sep=" || len(row[0]) == 5 && strings.HasPrefix(row[0], "sep="))
}
