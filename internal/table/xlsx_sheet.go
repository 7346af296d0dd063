package table

import (
	"bufio"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/ascribe-project/ascribe"
)

// The styles of cells, by their places in styleSheet.
const (
	styleNumber = iota
	styleHeader
	styleText
	styleDay
	styleHarmless // text that looks like a formula: it begins with a ' that is not shown
)

// A sheet is one that is being written.
type sheet struct {
	out     *bufio.Writer
	columns []Column
	row     int    // the last that was written, from 1
	text    []byte // of a row
}

func (s *sheet) begin() {
	fmt.Fprint(s.out, xmlHeader, `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`, //nolint:errcheck // Flush says
		`<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`,
		`<cols>`)
	for i, c := range s.columns {
		fmt.Fprintf(s.out, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, widthOf(c)) //nolint:errcheck // Flush says
	}
	s.out.WriteString(`</cols><sheetData>`) //nolint:errcheck // Flush says
	s.row = 1
	s.text = append(s.text[:0], `<row r="1">`...)
	for i, c := range s.columns {
		s.cell(i, styleHeader)
		s.inline(c.Name)
	}
	s.out.Write(append(s.text, `</row>`...)) //nolint:errcheck // Flush says
}

// widthOf is how wide a column is shown, in characters.
func widthOf(c Column) int {
	switch c.Type {
	case TypeText, TypeCodes:
		return max(len(c.Name)+2, 20)
	}
	return max(len(c.Name)+2, 11)
}

// end ends the rows, and lets them be filtered by the header.
func (s *sheet) end() {
	fmt.Fprintf(s.out, `</sheetData><autoFilter ref="A1:%s%d"/></worksheet>`, columnLetters(max(len(s.columns)-1, 0)), s.row) //nolint:errcheck // Flush says
}

// writeRow makes the text of a row. What is unknown has no cell.
func (s *sheet) writeRow(row Row) {
	s.row++
	s.text = append(s.text[:0], `<row r="`...)
	s.text = append(strconv.AppendInt(s.text, int64(s.row), 10), `">`...)
	for i, c := range row {
		if c.known {
			s.value(i, c, s.columns[i].Type)
		}
	}
	s.text = append(s.text, `</row>`...)
}

func (s *sheet) value(column int, c Cell, t Type) {
	switch t {
	case TypeInteger:
		s.number(column, styleNumber, strconv.FormatInt(c.integer(), 10))
		return
	case TypeDecimal:
		s.number(column, styleNumber, digits(c.decimal()))
		return
	case TypeBoolean:
		s.cell(column, styleNumber)
		s.text = append(append(append(s.text, ` t="b"><v>`...), "01"[c.bits]), `</v></c>`...)
		return
	case TypeDate:
		if serial, ok := serialDay(c.text); ok {
			s.number(column, styleDay, strconv.Itoa(serial))
			return
		}
	}
	style := styleText
	if Harmless(c.text) != c.text {
		style = styleHarmless
	}
	s.cell(column, style)
	s.inline(c.text)
}

// cell begins one, up to its last attribute.
func (s *sheet) cell(column, style int) {
	s.text = append(s.text, `<c r="`...)
	s.text = append(s.text, columnLetters(column)...)
	s.text = strconv.AppendInt(s.text, int64(s.row), 10)
	s.text = append(s.text, `" s="`...)
	s.text = append(strconv.AppendInt(s.text, int64(style), 10), '"')
}

func (s *sheet) number(column, style int, digits string) {
	s.cell(column, style)
	s.text = append(append(append(s.text, `><v>`...), digits...), `</v></c>`...)
}

// inline ends a cell with a text, cut to what Excel takes.
func (s *sheet) inline(text string) {
	s.text = append(s.text, ` t="inlineStr"><is><t xml:space="preserve">`...)
	s.text = appendXML(s.text, cutText(text))
	s.text = append(s.text, `</t></is></c>`...)
}

// serialDay is a whole day as Excel counts them, from March 1900: before that
// it has a day too many.
func serialDay(date string) (int, bool) {
	day, err := ascribe.ParseDay(date)
	if err != nil || day < ascribe.NewDay(1900, 3, 1) {
		return 0, false
	}
	return day.Sub(ascribe.NewDay(1899, 12, 30)), true
}

// columnLetters are what a spreadsheet calls a column, from 0.
func columnLetters(column int) string {
	if column < 26 {
		return string(rune('A' + column))
	}
	return columnLetters(column/26-1) + string(rune('A'+column%26))
}

// cutText is a text with at most as many units as a cell of Excel takes; what
// was cut ends with an ellipsis.
func cutText(s string) string {
	if len(s) <= maxSheetText {
		return s
	}
	units := 0
	for i, r := range s {
		if units += utf16.RuneLen(r); units > maxSheetText-1 {
			if len(s) == i+utf8.RuneLen(r) && units == maxSheetText {
				return s
			}
			return s[:i] + "…"
		}
	}
	return s
}

// appendXML appends a text to a document of Excel's. What XML has no characters
// for is written as Excel does, _x0007_, and so is the beginning of what looks
// like that.
func appendXML(to []byte, s string) []byte {
	for i, r := range s {
		switch {
		case r == '&':
			to = append(to, "&amp;"...)
		case r == '<':
			to = append(to, "&lt;"...)
		case r == '>':
			to = append(to, "&gt;"...)
		case r == '_' && strings.HasPrefix(s[i:], "_x"), r < ' ' && r != '\t' && r != '\n', r == 0xfffe, r == 0xffff:
			to = fmt.Appendf(to, "_x%04X_", r)
		default:
			to = utf8.AppendRune(to, r)
		}
	}
	return to
}
