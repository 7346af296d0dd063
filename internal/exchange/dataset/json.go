package dataset

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

// A member is a name and a value of a JSON object, the value as a cell has it:
// a string without its quotes, a number as it is written, an array or object
// as its JSON; null is empty.
type member struct {
	name   string
	text   []byte
	offset int // of the value in the object's text
	number bool
}

// objects reads a file as JSON objects, one for each row.
type objects interface {
	// next is the members of the next object, valid until the call after it;
	// io.EOF after the last.
	next() ([]member, error)
	// place is where an offset of that object stands.
	place(offset int) place
}

// jsonGrid is a file of objects: its columns are the names that any of them
// has.
type jsonGrid struct {
	table    *Table
	problems *ascribe.Problems
	objects  objects
	columns  []heading
	index    map[string]int
	texts    [][]byte
	numbers  []bool
	places   []place
	from     place
}

// openObjects reads the names of all objects, so that the columns are known.
func openObjects(t *Table, r io.ReaderAt, size int64, begin func(io.Reader, *ascribe.Problems) objects) (opener, error) {
	source, err := t.source(r, size)
	if err != nil {
		return nil, err
	}
	open := func(problems *ascribe.Problems) (objects, error) {
		text, err := t.decoded(source, r, size)
		if err != nil {
			return nil, err
		}
		return begin(text, problems), nil
	}

	// What is wrong is reported by those who read the rows, unless nothing
	// can be read at all.
	var problems ascribe.Problems
	o, err := open(&problems)
	if err != nil {
		return nil, err
	}
	var header []heading
	index := map[string]int{}
	for {
		members, err := o.next()
		if err != nil {
			if err = t.endOf(err, &problems); err != nil {
				return nil, err
			}
			break
		}
		for _, m := range members {
			if _, known := index[m.name]; !known && len(header) <= maxColumns {
				index[m.name] = len(header)
				header = append(header, heading{m.name, o.place(m.offset)})
			}
		}
	}
	switch {
	case len(header) > maxColumns:
		return nil, t.faultOf(header[maxColumns].at, "the objects have more than %d names, and a table has at most that many columns", maxColumns)
	case len(header) == 0 && problems.Len() > 0:
		return nil, problems.Err(t.name, "")
	case len(header) == 0:
		return nil, t.faultOf(place{1, 1}, "there are no objects in the file: it has no rows")
	}
	return func(problems *ascribe.Problems) (grid, error) {
		o, err := open(problems)
		if err != nil {
			return nil, err
		}
		return &jsonGrid{
			table: t, problems: problems, objects: o, columns: header, index: index,
			texts: make([][]byte, len(header)), numbers: make([]bool, len(header)), places: make([]place, len(header)),
		}, nil
	}, nil
}

// endOf is what is left of an error that ended the reading of objects, after
// the end of the file and the faults of it.
func (t *Table) endOf(err error, problems *ascribe.Problems) error {
	if err == io.EOF {
		return nil
	}
	return t.readFault(err, problems)
}

func (g *jsonGrid) header() ([]heading, error) { return g.columns, nil }

func (g *jsonGrid) next() (bool, error) {
	for {
		members, err := g.objects.next()
		if err != nil {
			return false, g.table.endOf(err, g.problems)
		}
		clear(g.texts)
		clear(g.numbers)
		g.from = g.objects.place(0)
		for i := range g.places {
			g.places[i] = g.from
		}
		faulty := false
		for _, m := range members {
			i, known := g.index[m.name]
			if !known {
				continue // a file that has grown since
			}
			at := g.objects.place(m.offset)
			if wrong := wrongText(m.text); wrong != "" {
				g.problems.Add(g.table.problem(at, "%s", wrong))
				faulty = true
			}
			g.texts[i], g.numbers[i], g.places[i] = m.text, m.number, at
		}
		if !faulty {
			return true, nil
		}
	}
}

// wrongText is what is wrong with a cell of a format that has no scanner of
// its own.
func wrongText(text []byte) string {
	switch {
	case len(text) > exchange.MaxField:
		return fmt.Sprintf("the field is longer than %d bytes (1 MiB): shorten it", exchange.MaxField)
	case bytes.IndexByte(text, 0) >= 0:
		return "there is a NUL character: take it out"
	case !utf8.Valid(text):
		return "the text is not UTF-8"
	}
	return ""
}

func (g *jsonGrid) text(column int) []byte { return g.texts[column] }
func (g *jsonGrid) number(column int) bool { return g.numbers[column] }
func (g *jsonGrid) at(column int) place    { return g.places[column] }
func (g *jsonGrid) start() place           { return g.from }
func (g *jsonGrid) close()                 {}

// readMembers appends the members of an object, whose text it is.
func readMembers(text []byte, d *jsontext.Decoder, out []member) ([]member, error) {
	d.Reset(bytes.NewBuffer(text))
	t, err := d.ReadToken()
	if err != nil {
		return out, err
	}
	if t.Kind() != '{' {
		return out, errNoObject
	}
	for d.PeekKind() != '}' {
		name, err := d.ReadToken()
		if err != nil {
			return out, err
		}
		m := member{name: name.String()}
		v, err := d.ReadValue()
		if err != nil {
			return out, err
		}
		m.offset, m.number = int(d.InputOffset())-len(v), v.Kind() == '0'
		if m.text, err = cellOf(v); err != nil {
			return out, err
		}
		out = append(out, m)
	}
	if _, err := d.ReadToken(); err != nil {
		return out, err
	}
	if _, err := d.ReadToken(); err != io.EOF {
		return out, errTwoValues
	}
	return out, nil
}

var (
	errNoObject  = errors.New("it is no object: each row is one, as in {\"id\": 1}")
	errTwoValues = errors.New("there is something after the object: each line has one")
)

// cellOf is a JSON value as the text of a cell.
func cellOf(v jsontext.Value) ([]byte, error) {
	switch v.Kind() {
	case 'n':
		return nil, nil
	case '"':
		return jsontext.AppendUnquote(nil, v)
	case '{', '[':
		v = v.Clone()
		if err := v.Compact(); err != nil {
			return nil, err
		}
		return v, nil
	}
	return bytes.Clone(v), nil
}

// jsonFault says in a sentence why JSON cannot be read, and at which offset.
func jsonFault(err error) (offset int, message string) {
	if e, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		if errors.Is(e.Err, jsontext.ErrDuplicateName) {
			return int(e.ByteOffset), "an object has a name twice: rename one of them"
		}
		if errors.Is(e.Err, io.ErrUnexpectedEOF) {
			return int(e.ByteOffset), "the JSON ends here before it is complete"
		}
		return int(e.ByteOffset), "this is not JSON: " + e.Err.Error()
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return 0, "the JSON ends before it is complete"
	}
	return 0, err.Error()
}
