package dataset

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/text"
)

// sampleRows is how many rows a proposal is made from.
const sampleRows = 5000

// A Place is where in a file the table lies, as far as it is known.
type Place struct {
	Sheet     string // of a workbook
	HeaderRow int    // from 1; 0: to be found
}

// ProposeMapping writes a mapping for a file that nobody has mapped: a
// beginning, with a comment wherever it guesses. It is made from the first few
// thousand rows and held to all of them, so that the file can be imported under
// it; where the file itself has faults, it ends with the first of those.
func ProposeMapping(name string, r io.ReaderAt, size int64, at Place) ([]byte, error) {
	m := &Mapping{Sheet: at.Sheet, HeaderRow: at.HeaderRow}
	t := &Table{name: name, mapping: m}
	t.total = size
	if err := t.sniff(r, size); err != nil {
		return nil, err
	}
	if at.Sheet != "" && t.format != XLSX {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "%s is %s, which has no sheets", name, t.format).WithHint("Leave the sheet out.")
	}
	if at.HeaderRow > 0 && t.format != XLSX && t.format != CSV {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "%s is %s, whose columns are named in no row", name, t.format).WithHint("Leave the row out.")
	}
	p, err := t.chosen(r, size)
	if err != nil {
		return nil, err
	}
	return p.held(r, size)
}

// chosen looks at a table whose format is known, and chooses how it is read.
func (t *Table) chosen(r io.ReaderAt, size int64) (*proposal, error) {
	if t.format != XLSX && t.format != Parquet {
		if err := t.guessText(r, size); err != nil {
			return nil, err
		}
	}
	layout, err := t.findTable(r, size)
	if err != nil {
		return nil, err
	}
	p, err := t.seenIn(r, size)
	if err != nil {
		return nil, err
	}
	p.layout, p.guessed = layout, t.guessed
	p.choose()
	return p, nil
}

// seenIn looks at the first rows of the table.
func (t *Table) seenIn(r io.ReaderAt, size int64) (*proposal, error) {
	open, err := openers[t.format](t, r, size)
	if err != nil {
		return nil, err
	}
	var problems ascribe.Problems
	g, err := open(&problems)
	if err != nil {
		return nil, err
	}
	defer g.close()
	header, err := g.header()
	if err != nil {
		return nil, err
	}
	if err := problems.Err(t.name, ""); err != nil {
		return nil, err
	}
	p := newProposal(t.name, t.format, t.mapping, header)
	for p.rows < sampleRows {
		ok, err := g.next()
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		p.look(g)
	}
	return p, nil
}

// guessText finds the encoding of a text file, and the delimiter of CSV.
func (t *Table) guessText(r io.ReaderAt, size int64) error {
	source, err := t.source(r, size)
	if err != nil {
		return err
	}
	m := t.mapping
	m.Encoding = UTF8
	switch {
	case text.IsUTF16(source.Sample):
		m.Encoding = UTF16
	case !text.Valid(source.Sample, source.Whole):
		if t.guessed = text.Guess(source.Sample); t.guessed.Best != "" {
			m.Encoding = t.guessed.Best
		}
	}
	if t.format == CSV {
		source.Declared = m.Encoding
		m.Delimiter = delimiterOf(m, source)
	}
	return nil
}

// A proposal is what was seen of a file, and what is proposed for it.
type proposal struct {
	name    string
	format  Format
	mapping *Mapping
	guessed text.Guessed // the encoding, where it is no UTF-8
	layout  layout
	header  []heading
	names   []string // as ownNames gives them
	seen    []seen
	rows    int
	chosen
}

func newProposal(name string, f Format, m *Mapping, header []heading) *proposal {
	p := &proposal{name: name, format: f, mapping: m, header: header, names: ownNames(header), seen: make([]seen, len(header))}
	for i := range p.seen {
		p.seen[i] = newSeen()
	}
	return p
}

// look sees a row. One that is empty, and one of tags, is none.
func (p *proposal) look(g grid) {
	tags, blank := p.rows == 0, true
	for i := range p.names {
		text := bytes.TrimSpace(g.text(i))
		blank = blank && len(text) == 0
		tags = tags && (len(text) == 0 || text[0] == '#')
	}
	if tags || blank {
		return
	}
	p.rows++
	for i := range p.names {
		if s := string(bytes.TrimSpace(g.text(i))); s != "" {
			p.seen[i].add(s)
			p.seen[i].count(s, p.rows)
		}
	}
}

// held is the proposal as the file can be imported under it: where a row
// contradicts it, it is made more careful.
func (p *proposal) held(r io.ReaderAt, size int64) ([]byte, error) {
	for {
		text := p.write()
		again, faults, err := try(p.name, r, size, text)
		if err != nil {
			return nil, err
		}
		if again && p.nextID() {
			continue
		}
		if faults.Len() == 0 || p.careful {
			return refusals(text, faults), nil
		}
		p.careful = true
		_, fewer, err := try(p.name, r, size, p.write())
		if err != nil {
			return nil, err
		}
		if fewer.Len() == faults.Len() { // they are the file's own
			return refusals(text, faults), nil
		}
	}
}

// try reads a file under the text of a mapping, as an import does.
func try(name string, r io.ReaderAt, size int64, text []byte) (again bool, faults *ascribe.Problems, err error) {
	faults = &ascribe.Problems{}
	m, err := ParseMapping("", text)
	if err != nil {
		return false, nil, ascribe.Errorf(ascribe.ErrInternal, "the mapping proposed for %s is unsound", name).WithCause(err)
	}
	t, err := OpenTable(name, r, size, m)
	if err != nil {
		return false, nil, err
	}
	ids := IDs{}
	for row, err := range t.Rows(faults) {
		if err != nil {
			return false, nil, err
		}
		if _, doubled := ids.Again(row); doubled {
			again = true
		}
	}
	return again, faults, nil
}

// refusals adds what an import will refuse of the file, whatever its mapping.
func refusals(text []byte, faults *ascribe.Problems) []byte {
	e, ok := faults.Err("", "").(*ascribe.Error)
	if !ok {
		return text
	}
	const most = 3
	b := bytes.NewBuffer(text)
	b.WriteString("\n# The file has faults, for which an import refuses it:\n")
	for i, at := range e.Problems {
		if i == most {
			fmt.Fprintf(b, "#   … and %d more\n", len(e.Problems)-most+e.More)
			break
		}
		fmt.Fprintf(b, "#   %s\n", oneLine(strings.TrimSpace(at.String())))
	}
	return b.Bytes()
}
