package dataset

import (
	"bytes"
	"fmt"
	"iter"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/yamltext"
)

// A Line is a row of a table as it stands: texts, of which no mapping has made
// anything yet.
type Line struct {
	N     int      // of its beginning; of a workbook, its row
	Texts []string // one for each column of the file, without the space around it

	table   *Table
	numbers []bool
	places  []place
}

// Number reports whether the file itself has the text of a column as a number,
// whose point is then the decimal sign.
func (l *Line) Number(column int) bool { return l.numbers[column] }

// A Spot is where something stands in a file.
type Spot struct {
	table *Table
	at    place
}

// Spot is where a column of the line stands, from 0; the line itself, where the
// column is -1.
func (l *Line) Spot(column int) Spot {
	if column >= 0 && column < len(l.places) {
		return Spot{l.table, l.places[column]}
	}
	return Spot{l.table, place{line: int32(l.N)}}
}

// Problem is a fault there.
func (s Spot) Problem(format string, args ...any) ascribe.Problem {
	if s.table == nil {
		return ascribe.Problem{Message: fmt.Sprintf(format, args...)}
	}
	return s.table.problem(s.at, format, args...)
}

// String is how a person finds it: H5 in a workbook, else its line.
func (s Spot) String() string {
	switch p := s.Problem(""); {
	case p.Cell != "":
		return p.Cell
	case p.Line > 0 && s.table.format == CSV:
		return fmt.Sprintf("line %d", p.Line)
	case p.Line > 0:
		return fmt.Sprintf("row %d", p.Line)
	}
	return ""
}

// Names are the names of the file's columns, as a mapping knows them.
func (t *Table) Names() (names []string) {
	for _, c := range t.plan.columns {
		if !c.Derived() {
			names = append(names, c.Name)
		}
	}
	return names
}

// Find is the place of a column by its name in the file: as it is or, where
// there is none, by the only one that is alike. It is -1 where there is none.
func (t *Table) Find(name string) int {
	if i, ok := newNameIndex(t.Names()).find(name); ok {
		return i
	}
	return -1
}

// WhyNoColumn says that the file has no column of a name, and which was perhaps
// meant.
func (t *Table) WhyNoColumn(name, purpose string) string {
	return "there is no column " + quote(name) + ", which " + purpose + " needs" + nearMiss(name, t.Names())
}

// Lines yields the rows as they stand, in the order of the file, as
// [Table.Rows] does of what a mapping makes of them: empty ones, and a header
// that stands there again, are passed over.
func (t *Table) Lines(problems *ascribe.Problems) iter.Seq2[*Line, error] {
	return func(yield func(*Line, error) bool) {
		t.remarks = Remarks{}
		t.restart()
		g, err := t.open(problems)
		if err != nil {
			yield(nil, err)
			return
		}
		defer g.close()
		if _, err := g.header(); err != nil {
			yield(nil, err)
			return
		}
		b := newBuilder(t, g, problems)
		for {
			ok, err := g.next()
			if err != nil {
				yield(nil, err)
				return
			}
			if !ok {
				break
			}
			if l := b.line(); l != nil && !yield(l, nil) {
				return
			}
		}
		b.end()
	}
}

// line is the row at hand as it stands; nil of one that says nothing.
func (b *builder) line() *Line {
	b.rows++
	start := b.grid.start()
	n := len(b.plan.fields)
	if b.isHeader(start) || b.isTags() {
		return nil
	}
	l := &Line{N: int(start.line), Texts: make([]string, n), table: b.table, numbers: make([]bool, n), places: make([]place, n)}
	blank, faulty := true, false
	for i := range n {
		l.places[i] = b.grid.at(i)
		text := bytes.TrimSpace(b.cell(i))
		if len(text) == 0 {
			continue
		}
		blank = false
		if wrong := b.wrongLetters(l.places[i], text); wrong != "" {
			b.fault(l.places[i], "%s: %s", b.plan.columns[i].Name, wrong)
			faulty = true
			continue
		}
		l.Texts[i], l.numbers[i] = b.memo.text(text), b.grid.number(i)
	}
	if blank || faulty {
		return nil
	}
	return l
}

// ReadDate is a date as datasets write them, as EDTF; false where it is none, and
// then [WhyNoDate] says why. Where the order of three numbers is not given, one
// that could be in two orders is none.
func ReadDate(s string, order DateOrder) (string, bool) { return dateOf(s, order) }

// WhyNoDate says why a text is no date, and what to do.
func WhyNoDate(s string, order DateOrder) string { return notADate(s, order) }

// ReadNumber is a whole number in plain digits; false where it is none, and then
// [WhyNoNumber] says why. The decimal sign may be given.
func ReadNumber(s string, decimal Decimal) (string, bool) { return numberOf(s, decimal) }

// WhyNoNumber says why a text is no whole number, and what to do.
func WhyNoNumber(s string, decimal Decimal) string { return notANumber(s, decimal) }

// ReadPoint is a latitude and a longitude in one text, as a codebook has them.
func ReadPoint(s string) (string, bool) { return pointOf(s) }

// PointOf joins a latitude and a longitude.
func PointOf(latitude, longitude string) (string, bool) { return point(latitude, longitude) }

// DateOf is the date of a year, month and day, the last two of which are unknown
// where they are 0 or empty; wrong says what is none.
func DateOf(year, month, day string) (date, wrong string) { return fromParts(year, month, day) }

// RowKey is what a row is known by: texts that are the same but for the space
// around them, how accents are encoded, and 7.0 for 7, are one.
func RowKey(parts []string) (key, wrong string) {
	t, wrong := keptID(parts)
	return t.id, wrong
}

// Fold is what two texts have in common that differ only by large and small
// letters, by spaces, or by how accents are encoded.
func Fold(text string) string { return alike(text) }

// Quote writes a text for a sentence: on one line, and not too long.
func Quote(s string) string { return quote(s) }

// LayoutFields are the keys that say how a file is to be read, for other kinds of
// mappings.
func LayoutFields(reader *yamltext.Reader, m *Mapping) map[string]yamltext.Field {
	r := mappingReader{reader}
	return map[string]yamltext.Field{
		"format":     yamltext.OneOf(reader, &m.Format, "format", Formats),
		"encoding":   r.encoding(&m.Encoding),
		"delimiter":  r.delimiter(&m.Delimiter),
		"sheet":      r.text(&m.Sheet),
		"header_row": r.count(&m.HeaderRow),
		"formulas":   r.formulas(&m.Formulas),
	}
}

// RowNumberField reads the number of a row.
func RowNumberField(reader *yamltext.Reader, into *int) yamltext.Field {
	return mappingReader{reader}.count(into)
}
