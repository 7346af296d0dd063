package dataset

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/ascribe-project/ascribe"
)

func openGeoJSON(t *Table, r io.ReaderAt, size int64) (opener, error) {
	return openObjects(t, r, size, func(text io.Reader, problems *ascribe.Problems) objects {
		f := &features{name: t.name, problems: problems, passed: passed{r: text, at: place{1, 1}}}
		f.outer = jsontext.NewDecoder(&f.passed)
		return f
	})
}

// features reads the features of a FeatureCollection: the members of their
// properties and, where those have no such names, the latitude and longitude
// of a point, or another geometry as JSON.
type features struct {
	name     string
	problems *ascribe.Problems
	passed   passed
	outer    *jsontext.Decoder
	inner    jsontext.Decoder
	began    bool
	ended    bool
	text     []byte // of the feature
	from     place
	members  []member
}

func (f *features) next() ([]member, error) {
	if f.ended {
		return nil, io.EOF
	}
	if !f.began {
		f.began = true
		if err := f.begin(); err != nil {
			return nil, f.end(err)
		}
	}
	for f.outer.PeekKind() != ']' {
		v, err := f.outer.ReadValue()
		if err != nil {
			return nil, f.end(err)
		}
		end := f.outer.InputOffset()
		f.from = f.passed.to(end - int64(len(v)))
		f.text = append(f.text[:0], v...)
		f.passed.to(end)
		if len(v) > maxObject {
			f.fault(f.from, fmt.Sprintf("the feature is longer than %d bytes (16 MiB)", maxObject))
			continue
		}
		if err := f.feature(); err != nil {
			offset, message := jsonFault(err)
			f.fault(f.place(offset), message)
			continue
		}
		return f.members, nil
	}
	f.ended = true
	if _, err := f.outer.ReadToken(); err != nil {
		return nil, f.end(err)
	}
	for f.outer.PeekKind() != '}' {
		if err := f.outer.SkipValue(); err != nil { // a name, then its value
			return nil, f.end(err)
		}
	}
	return nil, io.EOF
}

var errNoCollection = errors.New("this is no GeoJSON FeatureCollection: it has no list of features")

// begin reads up to the first feature.
func (f *features) begin() error {
	t, err := f.outer.ReadToken()
	if err != nil {
		return err
	}
	if t.Kind() != '{' {
		return errNoCollection
	}
	for f.outer.PeekKind() != '}' {
		name, err := f.outer.ReadToken()
		if err != nil {
			return err
		}
		if name.String() == "features" {
			if t, err = f.outer.ReadToken(); err != nil {
				return err
			}
			if t.Kind() != '[' {
				return errNoCollection
			}
			return nil
		}
		if err := f.outer.SkipValue(); err != nil {
			return err
		}
	}
	return errNoCollection
}

// end reports what is wrong with the collection itself, after which there is
// no reading on.
func (f *features) end(err error) error {
	f.ended = true
	if f.passed.err != nil && f.passed.err != io.EOF {
		return f.passed.err // of the disk, or of the encoding
	}
	offset, message := jsonFault(err)
	f.fault(f.passed.to(int64(offset)), message)
	return io.EOF
}

// feature reads the members that one feature gives.
func (f *features) feature() error {
	outer, err := readMembers(f.text, &f.inner, nil)
	if err != nil {
		return err
	}
	f.members = f.members[:0]
	get := func(name string) *member {
		if i := slices.IndexFunc(outer, func(m member) bool { return m.name == name }); i >= 0 {
			return &outer[i]
		}
		return nil
	}
	if p := get("properties"); p != nil && p.text != nil {
		if f.members, err = readMembers(p.text, &f.inner, f.members); err != nil {
			return err
		}
		for i := range f.members {
			f.members[i].offset = p.offset // compacted: where the properties begin is exact enough
		}
	}
	if id := get("id"); id != nil {
		f.add("id", id.text, id.offset)
	}
	if g := get("geometry"); g != nil && g.text != nil {
		return f.geometry(g)
	}
	return nil
}

// add adds a member, unless there is one of that name.
func (f *features) add(name string, text []byte, offset int) {
	if !slices.ContainsFunc(f.members, func(m member) bool { return m.name == name }) {
		f.members = append(f.members, member{name, text, offset})
	}
}

func (f *features) geometry(g *member) error {
	parts, err := readMembers(g.text, &f.inner, nil)
	if err != nil {
		return err
	}
	var kind string
	var coordinates []byte
	for _, p := range parts {
		switch p.name {
		case "type":
			kind = string(p.text)
		case "coordinates":
			coordinates = p.text
		}
	}
	if kind != "Point" {
		f.add("geometry", g.text, g.offset)
		return nil
	}
	longitude, latitude, err := position(coordinates, &f.inner)
	if err != nil {
		return err
	}
	f.add("latitude", latitude, g.offset)
	f.add("longitude", longitude, g.offset)
	return nil
}

var errNoPosition = errors.New("the coordinates of a point are its longitude and latitude")

// position reads [longitude, latitude, ...].
func position(text []byte, d *jsontext.Decoder) (longitude, latitude []byte, err error) {
	if len(text) == 0 || text[0] != '[' {
		return nil, nil, errNoPosition
	}
	inner := slices.Concat([]byte(`{"p":`), text, []byte(`}`))
	if _, err := readMembers(inner, d, nil); err != nil {
		return nil, nil, err
	}
	var out [2][]byte
	n := 0
	for part := range splitNumbers(text[1 : len(text)-1]) {
		if n < 2 {
			out[n] = part
		}
		n++
	}
	if n < 2 {
		return nil, nil, errNoPosition
	}
	return out[0], out[1], nil
}

// splitNumbers yields what commas separate.
func splitNumbers(text []byte) func(func([]byte) bool) {
	return func(yield func([]byte) bool) {
		start := 0
		for i := 0; i <= len(text); i++ {
			if i == len(text) || text[i] == ',' {
				if !yield(text[start:i]) {
					return
				}
				start = i + 1
			}
		}
	}
}

func (f *features) place(offset int) place {
	at := f.from
	at.pass(f.text[:min(max(offset, 0), len(f.text))])
	return at
}

func (f *features) fault(at place, message string) {
	f.problems.Add(ascribe.Problem{File: f.name, Line: int(at.line), Column: int(at.column), Message: message})
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
