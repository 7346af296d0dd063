package dataset

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// recordSeparator may stand before each text of a sequence (RFC 7464).
const recordSeparator = "\x1e"

// A shape is where in a JSON file the objects lie that are its rows.
type shape struct {
	lines    bool     // one in each line
	sequence bool     // one after the other, over several lines
	path     []string // the members that lead to the list of them
	keyed    bool     // there they are not a list, but members by key
	features bool     // they are GeoJSON features
}

// missing is the fault of a file that has no rows where its beginning had
// promised some.
func (s shape) missing() error {
	if s.features {
		return errNoCollection
	}
	return fmt.Errorf("there is no list of objects %s", quote(strings.Join(s.path, ".")))
}

var errNoCollection = errors.New("this is no GeoJSON FeatureCollection: it has no list of features")

// format is the name of a file of this shape.
func (s shape) format() Format {
	switch {
	case s.features:
		return GeoJSON
	case s.lines:
		return JSONL
	}
	return JSON
}

// rowNames are what interfaces call the list of their rows.
var rowNames = []string{"data", "result", "results", "rows", "records", "items", "events", "incidents", "attacks", "entries", "value", "values", "features", "content", "response"}

// A list is a member of an object that may hold the rows.
type list struct {
	path  []string
	holds byte // '{' objects, '[' lists, ']' nothing; ':' objects by key
}

func (l list) named() bool {
	return slices.Contains(rowNames, strings.ToLower(l.path[len(l.path)-1]))
}

// outline is what the beginning of a JSON object shows.
type outline struct {
	lists   []list
	kind    string // its member type
	id      bool   // it has a member id that is a single value
	failed  bool   // it tells of an error
	feature bool   // it has a geometry and properties
	members int
	objects int // of the members
	digits  int // names of members that are numbers
	columns int // objects of which all names are numbers
}

// shapeOf is the shape of a JSON file by its beginning, or why its rows cannot
// be found.
func shapeOf(name string, sample []byte, whole bool) (shape, string) {
	ext := strings.ToLower(path.Ext(name))
	d := jsontext.NewDecoder(bytes.NewReader(sample), jsontext.AllowDuplicateNames(true))
	if d.PeekKind() == '[' {
		return arrayShape(d)
	}
	var o outline
	err := o.read(d, nil)
	end := int(d.InputOffset())
	complete := err == nil
	oneLine := bytes.IndexByte(sample[:end], '\n') < 0
	further := complete && (d.PeekKind() == '{' || !whole && oneLine && bytes.IndexByte(sample[end:], '\n') >= 0)
	broken := !complete && (whole || !errors.Is(err, io.ErrUnexpectedEOF)) // and not just cut by the sample's end

	single := shape{lines: oneLine || broken, sequence: !oneLine}
	switch {
	case o.kind == "Feature" || o.feature:
		single.features = true
		return single, ""
	case o.kind == "FeatureCollection" || ext == ".geojson" && !further:
		return shape{path: []string{"features"}, features: true}, ""
	case further, complete && oneLine && (ext == ".jsonl" || ext == ".ndjson"):
		return single, ""
	}
	if l, sentence := o.rows(); l != nil || sentence != "" {
		if sentence != "" {
			return shape{}, sentence
		}
		return shape{path: l.path, keyed: l.holds == ':'}, ""
	}
	switch {
	case o.failed:
		return shape{}, "an answer that tells of an error, and holds no rows: look at it, and ask for the data again"
	case o.objects == o.members && o.objects > 1 && o.columns == o.objects:
		return shape{}, "JSON that was written column by column: write it as a list of rows (orient=\"records\" in pandas)"
	case o.objects == o.members && o.objects > 1:
		return shape{keyed: true}, ""
	}
	return single, ""
}

func arrayShape(d *jsontext.Decoder) (shape, string) {
	_, _ = d.ReadToken()
	switch d.PeekKind() {
	case '{':
		var o outline
		_ = o.read(d, nil)
		return shape{features: o.kind == "Feature" || o.feature}, ""
	case '[':
		return shape{}, listOfLists
	case ']', 0:
		return shape{}, ""
	}
	return shape{}, "a JSON list of single values, and no rows: a row is an object, as in {\"id\": 1}"
}

const listOfLists = "JSON whose rows are lists without names: write each as an object, as in {\"id\": 1}, or the whole as CSV"

// read goes through an object, as far as it is there.
func (o *outline) read(d *jsontext.Decoder, at []string) error {
	if _, err := d.ReadToken(); err != nil {
		return err
	}
	geometry, properties := false, false
	for d.PeekKind() != '}' {
		t, err := d.ReadToken()
		if err != nil {
			return err
		}
		name := t.String()
		o.members++
		if isDigits(name) {
			o.digits++
		}
		geometry, properties = geometry || name == "geometry", properties || name == "properties"
		o.feature = geometry && properties
		here := append(at[:len(at):len(at)], name)
		switch d.PeekKind() {
		case '[':
			err = o.list(d, here)
		case '{':
			err = o.object(d, here)
		default:
			err = o.single(d, name)
		}
		if err != nil {
			return err
		}
	}
	_, err := d.ReadToken()
	return err
}

func (o *outline) list(d *jsontext.Decoder, here []string) error {
	if _, err := d.ReadToken(); err != nil {
		return err
	}
	switch k := d.PeekKind(); k {
	case '{', '[', ']':
		o.lists = append(o.lists, list{here, byte(k)})
	}
	for d.PeekKind() != ']' {
		if err := d.SkipValue(); err != nil {
			return err
		}
	}
	_, err := d.ReadToken()
	return err
}

func (o *outline) object(d *jsontext.Decoder, here []string) error {
	o.objects++
	name := here[len(here)-1]
	o.failed = o.failed || strings.EqualFold(name, "error") || strings.EqualFold(name, "errors")
	if len(here) > 3 {
		return d.SkipValue()
	}
	var inner outline
	err := inner.read(d, here)
	o.lists = append(o.lists, inner.lists...)
	if inner.members > 0 && inner.digits == inner.members {
		o.columns++
	}
	if l := (list{here, ':'}); l.named() && inner.objects == inner.members && inner.objects > 1 {
		o.lists = append(o.lists, l)
	}
	return err
}

func (o *outline) single(d *jsontext.Decoder, name string) error {
	v, err := d.ReadValue()
	if err != nil {
		return err
	}
	switch {
	case name == "type" && v.Kind() == '"':
		text, _ := jsontext.AppendUnquote(nil, v)
		o.kind = string(text)
	case strings.EqualFold(name, "id"):
		o.id = true
	case strings.EqualFold(name, "error") || strings.EqualFold(name, "errors"):
		o.failed = o.failed || v.Kind() == '"' || v.Kind() == 't'
	}
	return nil
}

// rows is the list that holds the rows: the one that has a usual name, or
// else the only one, where it lies least deep; nil where the object is a row
// itself.
func (o *outline) rows() (*list, string) {
	var named, plain []list
	for _, l := range o.lists {
		switch {
		case l.named():
			named = append(named, l)
		case l.holds == '{' && !o.id:
			plain = append(plain, l)
		}
	}
	for _, some := range [][]list{named, plain} {
		best := shallowest(some)
		switch {
		case len(best) == 0:
			continue
		case len(best) > 1:
			var names []string
			for _, l := range best {
				names = append(names, strings.Join(l.path, "."))
			}
			return nil, fmt.Sprintf("JSON with several lists, and the rows may be in %s: write the one that holds them to a file of its own", orList(names))
		case best[0].holds == '[':
			return nil, listOfLists
		}
		return &best[0], ""
	}
	return nil, ""
}

// shallowest are the lists that lie least deep, those of objects before empty
// ones and those of lists.
func shallowest(all []list) (best []list) {
	rank := func(l list) int {
		if l.holds == '{' || l.holds == ':' {
			return len(l.path)
		}
		return 100 + len(l.path)
	}
	for _, l := range all {
		switch {
		case len(best) == 0 || rank(l) < rank(best[0]):
			best = []list{l}
		case rank(l) == rank(best[0]):
			best = append(best, l)
		}
	}
	return best
}
