package dataset

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"

	"github.com/ascribe-project/ascribe"
)

func openJSON(t *Table, r io.ReaderAt, size int64) (opener, error) {
	return openObjects(t, r, size, func(text io.Reader, problems *ascribe.Problems) objects {
		if t.shape.lines {
			return newJSONLines(t, text, problems)
		}
		if t.shape.sequence {
			text = transform.NewReader(text, noSeparators)
		}
		v := &jsonValues{table: t, problems: problems, passed: passed{r: text, at: place{1, 1}}, element: element{features: t.shape.features}}
		v.outer = jsontext.NewDecoder(&v.passed, jsontext.AllowDuplicateNames(true)) // it would keep every key
		return v
	})
}

// noSeparators makes spaces of record separators, which no JSON holds.
var noSeparators = runes.Map(func(c rune) rune {
	if c == rune(recordSeparator[0]) {
		return ' '
	}
	return c
})

// element reads one row from a JSON object.
type element struct {
	features bool // whether rows are GeoJSON features
	inner    jsontext.Decoder
	outer    []member
	members  []member
}

// read makes members of an object's text. A key that it has is its id, unless
// it has one of its own.
func (e *element) read(text []byte, key string) (err error) {
	if e.features {
		if e.outer, err = readMembers(text, &e.inner, e.outer[:0]); err == nil {
			err = e.feature(e.outer)
		}
	} else {
		e.members, err = readMembers(text, &e.inner, e.members[:0])
	}
	if err == nil && key != "" {
		e.add(member{name: "id", text: []byte(key)})
	}
	return err
}

// add adds a member, unless there is one of that name.
func (e *element) add(a member) {
	if !slices.ContainsFunc(e.members, func(m member) bool { return m.name == a.name }) {
		e.members = append(e.members, a)
	}
}

// jsonValues reads objects that lie in a list, in an object by key, or one
// after the other.
type jsonValues struct {
	table    *Table
	problems *ascribe.Problems
	passed   passed
	outer    *jsontext.Decoder
	element  element
	began    bool
	ended    bool
	text     []byte // of the object
	from     place
}

func (v *jsonValues) next() ([]member, error) {
	if v.ended {
		return nil, io.EOF
	}
	if !v.began {
		v.began = true
		if err := v.begin(); err != nil {
			return nil, v.end(err)
		}
	}
	for v.more() {
		key := ""
		if v.table.shape.keyed {
			name, err := v.outer.ReadToken()
			if err != nil {
				return nil, v.end(err)
			}
			key = name.String()
		}
		text, err := v.outer.ReadValue()
		if err != nil {
			return nil, v.end(err)
		}
		end := v.outer.InputOffset()
		v.from = v.passed.to(end - int64(len(text)))
		v.text = append(v.text[:0], text...)
		v.passed.to(end)
		if len(text) > maxObject {
			v.fault(v.from, fmt.Sprintf("the object is longer than %d bytes (16 MiB)", maxObject))
			continue
		}
		if err := v.element.read(v.text, key); err != nil {
			offset, message := jsonFault(err)
			v.fault(v.place(offset), message)
			continue
		}
		return v.element.members, nil
	}
	v.ended = true
	// What comes after the rows has no say, but has to be JSON, and one value.
	for v.outer.StackDepth() > 0 {
		if _, err := v.outer.ReadToken(); err != nil {
			return nil, v.end(err)
		}
	}
	if _, err := v.outer.ReadToken(); err == nil {
		return nil, v.end(errMore)
	} else if err != io.EOF {
		return nil, v.end(err)
	}
	return nil, io.EOF
}

var errMore = errors.New("there is something after the JSON: a file has one list of rows")

// more reports whether there is another row.
func (v *jsonValues) more() bool {
	switch v.outer.PeekKind() {
	case ']', '}':
		return false
	case 0: // the end, or something that ReadValue finds wrong
		_, err := v.outer.ReadToken()
		if err == io.EOF && v.outer.StackDepth() == 0 {
			return false
		}
	}
	return true
}

// begin reads up to the first row.
func (v *jsonValues) begin() error {
	s := v.table.shape
	for _, name := range s.path {
		if t, err := v.outer.ReadToken(); err != nil {
			return err
		} else if t.Kind() != '{' {
			return s.missing()
		}
		if err := v.member(name); err != nil {
			return err
		}
	}
	if s.sequence {
		return nil
	}
	t, err := v.outer.ReadToken()
	if err != nil {
		return err
	}
	if s.keyed && t.Kind() != '{' || !s.keyed && t.Kind() != '[' {
		return s.missing()
	}
	return nil
}

// member reads up to the value of a member.
func (v *jsonValues) member(name string) error {
	for v.outer.PeekKind() != '}' {
		t, err := v.outer.ReadToken()
		if err != nil {
			return err
		}
		if t.String() == name {
			return nil
		}
		if err := v.outer.SkipValue(); err != nil {
			return err
		}
	}
	return v.table.shape.missing()
}

// end reports what is wrong with what the rows lie in, after which there is no
// reading on.
func (v *jsonValues) end(err error) error {
	v.ended = true
	if v.passed.err != nil && v.passed.err != io.EOF {
		return v.passed.err // of the disk, or of the encoding
	}
	offset, message := jsonFault(err)
	if err == errMore {
		offset = int(v.outer.InputOffset()) - 1
	}
	v.fault(v.passed.to(int64(offset)), message)
	return io.EOF
}

func (v *jsonValues) place(offset int) place {
	at := v.from
	at.pass(v.text[:min(max(offset, 0), len(v.text))])
	return at
}

func (v *jsonValues) fault(at place, message string) {
	v.problems.Add(v.table.problem(at, "%s", message))
}

// pass moves a place behind a text.
func (p *place) pass(text []byte) {
	for i := range text {
		switch b := text[i]; {
		case b == '\n':
			p.line++
			p.column = 1
		case utf8.RuneStart(b):
			p.column++
		}
	}
}

// passed is a reader that knows where its offsets stand, as long as they are
// asked for in order.
type passed struct {
	r      io.Reader
	err    error
	window []byte // what was read from base on
	base   int64
	at     place // of base
}

func (p *passed) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	p.window = append(p.window, b[:n]...)
	if err != nil {
		p.err = err
	}
	return n, err
}

// to is the place of an offset, before which nothing will be asked for.
func (p *passed) to(offset int64) place {
	n := int(min(max(offset-p.base, 0), int64(len(p.window))))
	p.at.pass(p.window[:n])
	p.window = p.window[:copy(p.window, p.window[n:])]
	p.base += int64(n)
	return p.at
}
