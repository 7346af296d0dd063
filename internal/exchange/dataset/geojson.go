package dataset

import (
	"errors"
	"slices"

	"github.com/go-json-experiment/json/jsontext"
)

// feature makes members of one feature: those of its properties and, where
// those have no such names, its id and the latitude and longitude of its
// point, or another geometry as JSON.
func (e *element) feature(outer []member) error {
	e.members = e.members[:0]
	get := func(name string) *member {
		if i := slices.IndexFunc(outer, func(m member) bool { return m.name == name }); i >= 0 {
			return &outer[i]
		}
		return nil
	}
	var err error
	if p := get("properties"); p != nil && p.text != nil {
		if e.members, err = readMembers(p.text, &e.inner, e.members); err != nil {
			return err
		}
		for i := range e.members {
			e.members[i].offset = p.offset // compacted: where the properties begin is exact enough
		}
	}
	if id := get("id"); id != nil {
		e.add(member{"id", id.text, id.offset, id.number})
	}
	if g := get("geometry"); g != nil && g.text != nil {
		return e.geometry(g)
	}
	return nil
}

func (e *element) geometry(g *member) error {
	parts, err := readMembers(g.text, &e.inner, nil)
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
		e.add(member{"geometry", g.text, g.offset, false})
		return nil
	}
	if string(coordinates) == "[]" {
		return nil // no place, as RFC 7946 allows to read it
	}
	longitude, latitude, err := position(coordinates, &e.inner)
	if err != nil {
		return err
	}
	e.add(member{"latitude", latitude, g.offset, true})
	e.add(member{"longitude", longitude, g.offset, true})
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
