package dataset

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"io/fs"
	"math"
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// sheetGrid is one sheet of a workbook. A place is a row and a column of it.
type sheetGrid struct {
	table    *Table
	book     *workbook
	file     fs.File
	xml      *xml.Decoder
	problems *ascribe.Problems

	columns int // of the header; 0 before it
	first   int32
	row     int32
	texts   [][]byte // of the row in hand
	numbers []bool   // whether they were numbers
	buffers [][]byte
	filled  int  // cells of it that are not empty
	beyond  bool // a cell beyond the header was reported
	faulty  bool
}

func newSheetGrid(t *Table, w *workbook, f fs.File, problems *ascribe.Problems) *sheetGrid {
	return &sheetGrid{table: t, book: w, file: f, xml: newXMLDecoder(f), problems: problems}
}

func (g *sheetGrid) close() { g.file.Close() }

func (g *sheetGrid) text(column int) []byte { return g.texts[column] }
func (g *sheetGrid) number(column int) bool { return g.numbers[column] }
func (g *sheetGrid) at(column int) place    { return place{g.row, int32(column + 1)} }
func (g *sheetGrid) start() place           { return place{g.row, 0} }

// fault is one of a cell; of the whole row, the column is -1.
func (g *sheetGrid) fault(column int, format string, args ...any) {
	g.faulty = true
	g.problems.Add(g.table.problem(g.at(column), format, args...))
}

// cellName is a cell's name in the spreadsheet: C12.
func cellName(row int32, column int) string {
	name := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name + strconv.Itoa(int(row))
}

func (g *sheetGrid) header() ([]heading, error) {
	want := int32(g.table.mapping.HeaderRow)
	for {
		ok, err := g.read()
		if err != nil {
			return nil, err
		}
		if !ok || want > 0 && g.row > want {
			g.row = max(want, 1)
			g.fault(-1, "the sheet %s names no columns in row %d: it is empty there", quote(g.book.name), g.row)
			return nil, nil
		}
		if g.filled > 0 && (want == 0 || g.row == want) {
			break
		}
		g.faulty = false // of rows above the header nothing is wanted
	}
	if g.faulty {
		return nil, nil
	}
	n := len(g.texts)
	for n > 0 && len(g.texts[n-1]) == 0 {
		n--
	}
	if n > maxColumns {
		g.fault(maxColumns, "the header has %d columns, and a table has at most %d", n, maxColumns)
		return nil, nil
	}
	header := make([]heading, n)
	for i := range header {
		header[i] = heading{string(g.texts[i]), g.at(i)}
	}
	g.columns, g.first = n, g.row
	return header, nil
}

func (g *sheetGrid) next() (bool, error) {
	for {
		ok, err := g.read()
		if !ok || err != nil {
			return false, err
		}
		if g.filled > 0 && !g.faulty {
			return true, nil
		}
	}
}

// read has the next row that the sheet writes down stand in texts.
func (g *sheetGrid) read() (bool, error) {
	for {
		t, err := g.xml.RawToken()
		if err == io.EOF {
			g.table.progress.read.Store(g.table.total)
			return false, nil
		}
		if err != nil {
			return false, g.broken(err)
		}
		e, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch e.Name.Local {
		case "row":
			if err := g.readRow(e); err != nil {
				return false, g.broken(err)
			}
			return true, nil
		case "mergeCell":
			g.merged(attribute(e, "ref"))
		}
	}
}

func (g *sheetGrid) broken(err error) error {
	return workbookError(g.table.name, &damagedPart{g.book.sheet, err})
}

// merged reports merged cells, which a sheet lists after its rows.
func (g *sheetGrid) merged(ref string) {
	from, to, _ := strings.Cut(ref, ":")
	column, row, ok := parseCell(from)
	_, last, ok2 := parseCell(to)
	if !ok || !ok2 || last < g.first || column >= g.columns || g.columns == 0 {
		return
	}
	g.row = row
	g.fault(column, "the cells %s are merged, so that only the first of them has a value: unmerge them, and fill in each", ref)
}

// parseCell reads a cell's name.
func parseCell(ref string) (column int, row int32, ok bool) {
	i := 0
	for ; i < len(ref) && 'A' <= ref[i]&^0x20 && ref[i]&^0x20 <= 'Z'; i++ {
		if column = column*26 + int(ref[i]&^0x20-'A') + 1; column > 1<<14 {
			return 0, 0, false
		}
	}
	n, err := strconv.ParseInt(ref[i:], 10, 32)
	return column - 1, int32(n), i > 0 && err == nil && n > 0
}

func (g *sheetGrid) readRow(e xml.StartElement) error {
	before := g.row
	g.row++
	if r := attribute(e, "r"); r != "" {
		n, err := strconv.ParseInt(r, 10, 32)
		if err != nil || n < 1 {
			return fmt.Errorf("a row %q", r)
		}
		g.row = int32(n)
	}
	g.texts, g.numbers, g.filled, g.beyond, g.faulty = g.texts[:0], g.numbers[:0], 0, false, false
	for range g.columns {
		g.texts, g.numbers = append(g.texts, nil), append(g.numbers, false)
	}
	if g.row <= before {
		g.fault(-1, "row %d stands after row %d: the workbook is damaged; save it again", g.row, before)
	}
	column := -1
	for {
		t, err := g.xml.RawToken()
		if err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return err
		}
		switch t := t.(type) {
		case xml.EndElement:
			if t.Name.Local == "row" {
				return nil
			}
		case xml.StartElement:
			if t.Name.Local != "c" {
				continue
			}
			column++
			if r := attribute(t, "r"); r != "" {
				c, _, ok := parseCell(r)
				if !ok || c < column {
					return fmt.Errorf("a cell %q", r)
				}
				column = c
			}
			if err := g.readCell(column, attribute(t, "t"), attribute(t, "s")); err != nil {
				return err
			}
		}
	}
}

// buffer is where the text of a column is put together.
func (g *sheetGrid) buffer(column int) []byte {
	for len(g.buffers) <= column {
		g.buffers = append(g.buffers, nil)
	}
	return g.buffers[column][:0]
}

// readCell reads up to the end of a cell.
func (g *sheetGrid) readCell(column int, typ, style string) error {
	b := g.buffer(column)
	formula, inValue, saved := false, false, false
	for done := false; !done; {
		t, err := g.xml.RawToken()
		if err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "f":
				formula = true
			case "v":
				inValue, saved = true, true
			case "is":
				if b, err = appendText(b, g.xml, "is"); err != nil {
					return err
				}
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "v":
				inValue = false
			case "c":
				done = true
			}
		case xml.CharData:
			if inValue {
				b = append(b, t...)
			}
		}
	}
	g.buffers[column] = b
	if formula && !g.book.formulas {
		g.fault(column, "the cell has a formula in the place of a value: paste it as a value; or say formulas: values in the mapping, to take what it last gave")
		return nil
	}
	if formula && len(b) == 0 && !(saved && typ == "str") { // a text may be empty
		g.fault(column, "the formula has no value that was saved: open the file in a spreadsheet program, and save it")
		return nil
	}
	g.take(column, typ, style, b)
	return nil
}

// take keeps a cell of the row, as a text.
func (g *sheetGrid) take(column int, typ, style string, raw []byte) {
	if len(raw) == 0 {
		return
	}
	text, wrong := g.value(typ, style, raw)
	if wrong == "" {
		wrong = wrongText(text)
	}
	if wrong != "" {
		g.fault(column, "%s", wrong)
		return
	}
	if len(text) == 0 {
		return
	}
	g.filled++
	if g.columns > 0 && column >= g.columns {
		if !g.beyond {
			g.fault(column, "the cell lies beyond the columns that the header names, which end at %s", strings.TrimRight(cellName(1, g.columns-1), "0123456789"))
		}
		g.beyond = true
		return
	}
	for len(g.texts) <= column {
		g.texts, g.numbers = append(g.texts, nil), append(g.numbers, false)
	}
	g.texts[column] = text
	g.numbers[column] = typ == "" || typ == "n"
}

// value is a cell's value as a text, by its type and style.
func (g *sheetGrid) value(typ, style string, raw []byte) (text []byte, wrong string) {
	switch typ {
	case "s":
		i, err := strconv.Atoi(string(raw))
		text, ok := g.book.strings.at(i)
		if err != nil || !ok {
			return nil, "the cell refers to a text that the workbook does not have: it is damaged; save it again"
		}
		return text, ""
	case "str", "inlineStr", "d":
		return raw, ""
	case "b":
		if string(raw) == "0" {
			return []byte("FALSE"), ""
		}
		return []byte("TRUE"), ""
	case "e":
		if g.book.allowed[string(raw)] {
			return raw, ""
		}
		return nil, fmt.Sprintf("the cell has the error %s in the place of a value: take it out, or list it under sentinels", raw)
	}
	number, err := strconv.ParseFloat(string(raw), 64)
	if err != nil || math.IsNaN(number) || math.IsInf(number, 0) {
		return nil, fmt.Sprintf("the cell has the number %s, which is none: the workbook is damaged; save it again", quote(string(raw)))
	}
	if shown := g.book.shown(style); shown != aNumber {
		if text, ok := g.book.timeText(shown, number); ok {
			return []byte(text), ""
		}
		return nil, fmt.Sprintf("the cell is shown as a date, and %s is none that a spreadsheet can have: write it as text", raw)
	}
	if number == 0 {
		return []byte("0"), "" // nobody is shown a zero with a sign
	}
	text = plainNumber(number)
	if lostDigits(text) {
		return nil, fmt.Sprintf("the cell has a number of %d digits, %s, and a spreadsheet keeps 15: the last of them are lost; save it again from where it comes with that column as text", len(bytes.TrimLeft(text, "-")), text)
	}
	return text, ""
}

// plainNumber is a number as a spreadsheet shows it, in plain digits: programs
// write 48.145278 as 48.145278000000003.
func plainNumber(number float64) []byte {
	if number != math.Trunc(number) {
		if shown, err := strconv.ParseFloat(strconv.FormatFloat(number, 'e', 14, 64), 64); err == nil {
			number = shown
		}
	}
	return strconv.AppendFloat(nil, number, 'f', -1, 64)
}

// lostDigits reports whether a number is whole and of more digits than a
// spreadsheet keeps, so that its last ones may have been others. One whose
// sixteenth is not 0 was written by another program, which keeps those up to
// 2^53; one of few digits before many zeros is a measure.
func lostDigits(text []byte) bool {
	digits := bytes.TrimLeft(text, "-")
	if len(digits) < 16 || !isDigits(string(digits)) {
		return false
	}
	n, err := strconv.ParseUint(string(digits), 10, 64)
	if err == nil && n < 1<<53 && n%10 != 0 {
		return false
	}
	return len(bytes.TrimRight(digits, "0")) >= 14
}
