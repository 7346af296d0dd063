package dataset

import (
	"bytes"
	"io"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/exchange/text"
)

// maxColumns is how many columns a table can have.
const maxColumns = 2000

func openCSV(t *Table, r io.ReaderAt, size int64) (opener, error) {
	source, err := t.source(r, size)
	if err != nil {
		return nil, err
	}
	delimiter := t.mapping.Delimiter
	if delimiter == 0 {
		delimiter = delimiterOf(t.mapping, source)
	}
	return func(problems *ascribe.Problems) (grid, error) {
		text, err := t.decoded(source, r, size)
		if err != nil {
			return nil, err
		}
		return newCSVGrid(t, text, delimiter, problems), nil
	}, nil
}

// delimiterOf is the delimiter that the file says, or that its header shows.
func delimiterOf(m *Mapping, source text.Source) byte {
	sample := source.Text()
	if d, ok := saidDelimiter(sample); ok {
		return d
	}
	return exchange.DelimiterOf(sample, max(m.HeaderRow, 1))
}

// saidDelimiter is the delimiter that a first line such as sep=; says.
func saidDelimiter(text []byte) (byte, bool) {
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	if rest, ok := bytes.CutPrefix(bytes.TrimPrefix(text, []byte(`"`)), []byte("sep=")); ok && len(rest) > 0 && slices.Contains(exchange.Delimiters, rest[0]) {
		return rest[0], true
	}
	return 0, false
}

// csvGrid is a CSV file.
type csvGrid struct {
	table     *Table
	csv       *exchange.CSV
	delimiter byte
	problems  *ascribe.Problems
	columns   int
	peeked    int // rows that were looked at to find the header
}

func newCSVGrid(t *Table, text io.Reader, delimiter byte, problems *ascribe.Problems) *csvGrid {
	g := &csvGrid{table: t, delimiter: delimiter, problems: problems}
	g.csv = exchange.NewCSV(text, delimiter, maxColumns, func(line, column int, message string) {
		g.fault(place{int32(line), int32(column)}, "%s", message)
	})
	return g
}

func (g *csvGrid) fault(at place, format string, args ...any) {
	g.problems.Add(g.table.problem(at, format, args...))
}

func (g *csvGrid) header() ([]heading, error) {
	row := max(g.table.mapping.HeaderRow, 1)
	for n := 0; n < row; {
		if !g.csv.Next() {
			if err := g.csv.Err(); err != nil {
				return nil, g.table.readFault(err, g.problems)
			}
			if n == 0 {
				g.fault(place{1, 1}, "the file is empty: its first line names the columns")
			} else {
				g.fault(place{1, 1}, "the file has %d rows, and the mapping says that the columns are named in row %d", n, row)
			}
			return nil, nil
		}
		first := n == 0
		n += 1 + g.csv.Empty()
		if first && g.table.mapping.HeaderRow == 0 && g.csv.Len() <= 2 && isSeparatorLine(g.firstFields()) {
			row = n + 1 // the line is for a spreadsheet
		}
	}
	if g.csv.Faulty() {
		return nil, nil
	}
	if g.columns = g.csv.Len(); g.columns > maxColumns {
		g.fault(g.start(), "the header has %d columns, and a table has at most %d", g.columns, maxColumns)
		return nil, nil
	}
	header := make([]heading, g.columns)
	for i := range header {
		header[i] = heading{string(g.text(i)), g.at(i)}
	}
	return header, nil
}

// firstFields are the first two fields of the row, if it has them.
func (g *csvGrid) firstFields() (row []string) {
	for i := range min(g.csv.Len(), 2) {
		row = append(row, string(bytes.TrimSpace(g.csv.Field(i))))
	}
	return row
}

func (g *csvGrid) next() (bool, error) {
	for g.csv.Next() {
		if g.csv.Faulty() {
			continue
		}
		if n := g.csv.Len(); n != g.columns {
			g.miscounted(n)
			continue
		}
		return true, nil
	}
	return false, g.table.readFault(g.csv.Err(), g.problems)
}

// miscounted reports a row whose number of fields is not the header's.
func (g *csvGrid) miscounted(n int) {
	switch {
	case n > g.columns:
		line, column := g.csv.Place(g.columns)
		g.fault(place{int32(line), int32(column)}, "the row has %d fields, and the header %d: its columns are shifted; text with %s in it has to be in quotes", n, g.columns, delimiterName(g.delimiter))
	case g.csv.Cut():
		g.fault(g.start(), "the file ends within this row: it has %d fields, and the header %d; the file seems to be cut short", n, g.columns)
	default:
		g.fault(g.start(), "the row has %d fields, and the header %d: its columns are shifted, or it is broken in two by a line end that is not in quotes", n, g.columns)
	}
}

func delimiterName(d byte) string {
	switch d {
	case ',':
		return "commas"
	case ';':
		return "semicolons"
	case '\t':
		return "tabs"
	}
	return quote(string(d))
}

func (g *csvGrid) text(column int) []byte { return untricked(g.csv.Field(column)) }

// untricked takes away what tricks a spreadsheet into leaving a text alone:
// ="00012", and the apostrophe of '00012.
func untricked(field []byte) []byte {
	if inner, ok := bytes.CutPrefix(field, []byte(`="`)); ok {
		if inner, ok = bytes.CutSuffix(inner, []byte(`"`)); ok && !bytes.Contains(bytes.ReplaceAll(inner, []byte(`""`), nil), []byte(`"`)) {
			return bytes.ReplaceAll(inner, []byte(`""`), []byte(`"`))
		}
	}
	if digits, ok := bytes.CutPrefix(field, []byte("'")); ok && isDigits(string(digits)) {
		return digits
	}
	return field
}

func (g *csvGrid) number(int) bool { return false }

func (g *csvGrid) at(column int) place {
	line, col := g.csv.Place(column)
	return place{int32(line), int32(col)}
}

func (g *csvGrid) start() place {
	line, column := g.csv.Start()
	return place{int32(line), int32(column)}
}

func (g *csvGrid) close() {}
