package yamltext

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/near"
)

// A Reader reads one YAML file strictly: what it does not know is a fault.
// It notes every fault, and where each text stands.
type Reader struct {
	Faults ascribe.Problems

	file    string
	lines   source
	scalars map[string]Scalar // by path
}

// NewReader begins to read a file, whose name is for its faults.
func NewReader(file string) *Reader {
	return &Reader{file: file, scalars: map[string]Scalar{}}
}

// Path names a part of a file: its keys, and places in lists from 0.
func Path(parts ...any) string {
	var b strings.Builder
	for _, p := range parts {
		if s := fmt.Sprint(p); s != "" {
			if b.Len() > 0 {
				b.WriteByte('/')
			}
			b.WriteString(s)
		}
	}
	return b.String()
}

// KeyOf is the path of the key, or name, of a part.
func KeyOf(parts ...any) string { return Path(append(parts, "~key")...) }

// Fault notes a fault at a place.
func (r *Reader) Fault(at Place, format string, args ...any) {
	r.Faults.Add(ascribe.Problem{
		File: r.file, Line: at.Line, Column: at.Column, Message: fmt.Sprintf(format, args...),
	})
}

// FaultIn notes a fault of the part at a path, or of the nearest part around
// it that is written down.
func (r *Reader) FaultIn(path, format string, args ...any) {
	r.Fault(r.Place(path), format, args...)
}

// Place is where the part at a path begins, or the nearest part around it that
// is written down.
func (r *Reader) Place(path string) Place {
	for {
		if s, ok := r.scalars[path]; ok {
			return s.At
		}
		if s, ok := r.scalars[KeyOf(path)]; ok {
			return s.At
		}
		i := strings.LastIndexByte(path, '/')
		if i < 0 {
			return Place{1, 1}
		}
		path = path[:i]
	}
}

// Root parses the text and returns its only document; nil where it cannot be
// parsed, which is then noted as a fault.
func (r *Reader) Root(text []byte) ast.Node {
	if len(text) > MaxBytes {
		r.Fault(Place{}, "the file has %d bytes; at most %d are read", len(text), MaxBytes)
		return nil
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	for number, line := range bytes.Split(text, []byte("\n")) {
		if !utf8.Valid(line) {
			column := 1
			for len(line) > 0 {
				c, n := utf8.DecodeRune(line)
				if c == utf8.RuneError && n <= 1 {
					break
				}
				line = line[n:]
				column++
			}
			r.Fault(Place{number + 1, column}, "the byte %#x is not UTF-8; save the file as UTF-8", line[0])
			return nil
		}
		if i := bytes.IndexFunc(line, isForbidden); i >= 0 {
			c, _ := utf8.DecodeRune(line[i:])
			r.Fault(Place{number + 1, utf8.RuneCount(line[:i]) + 1}, "the control character %U cannot stand here", c)
			return nil
		}
	}
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	r.lines = newSource(string(text))
	file, err := Parse(string(text))
	if err != nil {
		r.syntax(err)
		return nil
	}
	var body ast.Node
	for _, doc := range file.Docs {
		if doc.Body == nil {
			continue
		}
		if body != nil {
			r.Fault(NodePlace(doc.Body), "a second document begins here; a file holds one")
			return nil
		}
		body = doc.Body
	}
	if body == nil {
		r.Fault(Place{1, 1}, "the file is empty")
	}
	return body
}

func isForbidden(c rune) bool {
	return c < ' ' && c != '\t' && c != '\r' || c == 0x7f || c == '\ufeff'
}

// Written is the text at a path; false, where none is.
func (r *Reader) Written(path string) (Scalar, bool) {
	s, ok := r.scalars[path]
	return s, ok
}

// Find is the place of the character at an offset, in characters, into a text.
func (r *Reader) Find(s Scalar, offset int) Place { return r.lines.find(s, offset) }

func (r *Reader) syntax(err error) {
	at, message := Place{1, 1}, err.Error()
	if e, ok := errors.AsType[*yaml.SyntaxError](err); ok {
		message = e.Message
		if e.Token != nil && e.Token.Position != nil {
			at = tokenPlace(e.Token)
			if text := strings.TrimSpace(e.Token.Value); text != "" {
				message = fmt.Sprintf("%s, at %s", message, Quote(text))
			}
		}
	}
	r.Fault(at, "this is not YAML: %s", message)
}

// Quote quotes a piece of the file for a message, cut where it is long.
func Quote(text string) string {
	const most = 80
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	if strings.Contains(text, `"`) && strconv.CanBackquote(text) {
		return "`" + text + "`"
	}
	return strconv.Quote(text)
}

func tokenPlace(t *token.Token) Place {
	return Place{max(t.Position.Line, 1), max(t.Position.Column, 1)}
}

// NodePlace is where a node begins. A mapping's own token is its first colon.
func NodePlace(n ast.Node) Place {
	switch n := n.(type) {
	case *ast.MappingNode:
		if !n.IsFlowStyle && len(n.Values) > 0 {
			return NodePlace(n.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return NodePlace(n.Key)
	}
	return tokenPlace(n.GetToken())
}

// A Field reads the value of a key, or an item of a list, at a path.
type Field func(path string, n ast.Node)

// An Entry is a key with its value.
type Entry struct {
	Key   string
	Value ast.Node
	At    Place // of the key
}

// Entries are the keys and values of a mapping, in the order of the file.
// The place of each key is kept by its number; a key that was there before is a fault.
func (r *Reader) Entries(path_, what string, n ast.Node) []Entry {
	var pairs []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.NullNode:
		return nil
	case *ast.MappingNode:
		pairs = n.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{n}
	default:
		r.Unexpected(n, what+" is a mapping of keys to values")
		return nil
	}
	var out []Entry
	seen := map[string]Place{}
	for _, pair := range pairs {
		key, ok := ScalarText(pair.Key)
		at := NodePlace(pair.Key)
		if !ok {
			r.Unexpected(pair.Key, "a key is plain text")
			continue
		}
		if before, doubled := seen[key]; doubled {
			r.Fault(at, "%q is there twice; the first is in line %d", key, before.Line)
			continue
		}
		seen[key] = at
		r.scalars[KeyOf(path_, len(out))] = Scalar{key, at}
		out = append(out, Entry{key, pair.Value, at})
	}
	return out
}

// Mapping reads a mapping whose keys are known.
func (r *Reader) Mapping(path_, what string, n ast.Node, fields map[string]Field) {
	for _, e := range r.Entries(path_, what, n) {
		read, ok := fields[e.Key]
		if !ok {
			known := slices.Sorted(maps.Keys(fields))
			r.Fault(e.At, "%s takes no key %q%s", what, e.Key, near.DidYouMeanOr(e.Key, known, "it takes"))
			continue
		}
		p := Path(path_, e.Key)
		r.scalars[KeyOf(p)] = Scalar{e.Key, e.At}
		read(p, e.Value)
	}
}

// List reads the items of a list.
func (r *Reader) List(path_, what string, n ast.Node, item Field) {
	switch n := n.(type) {
	case *ast.NullNode:
	case *ast.SequenceNode:
		for i, v := range n.Values {
			p := Path(path_, i)
			r.scalars[p] = Scalar{At: NodePlace(v)}
			item(p, v)
		}
	default:
		r.Unexpected(n, what+" is a list")
	}
}

// Text reads a text as it is written; a number stays as its digits stand.
func (r *Reader) Text(into *string) Field {
	return func(path string, n ast.Node) {
		s, ok := ScalarText(n)
		if !ok {
			r.Unexpected(n, "this is a text")
			return
		}
		if !utf8.ValidString(s) || strings.ContainsFunc(s, func(c rune) bool { return isForbidden(c) && c != '\n' || c == '\r' }) {
			r.Fault(NodePlace(n), "there is a control character in %s", Quote(s))
			return
		}
		*into = s
		r.scalars[path] = Scalar{s, NodePlace(n)}
	}
}

// Texts reads a list of texts, or a single one.
func (r *Reader) Texts(into *[]string, what string) Field {
	return func(path string, n ast.Node) {
		if _, single := ScalarText(n); single {
			if _, null := n.(*ast.NullNode); null {
				return
			}
			*into = []string{""}
			r.Text(&(*into)[0])(path+"/0", n)
			return
		}
		r.List(path, what, n, func(path string, n ast.Node) {
			var s string
			r.Text(&s)(path, n)
			*into = append(*into, s)
		})
	}
}

// Flag reads true or false.
func (r *Reader) Flag(into *bool) Field {
	return func(path string, n ast.Node) {
		b, ok := n.(*ast.BoolNode)
		if !ok {
			r.Unexpected(n, "this is true or false")
			return
		}
		*into = b.Value
		r.scalars[path] = Scalar{n.GetToken().Value, NodePlace(n)}
	}
}

// OneOf reads a word out of a fixed list.
func OneOf[S ~string](r *Reader, into *S, what string, all []S) Field {
	return func(path string, n ast.Node) {
		var s string
		r.Text(&s)(path, n)
		if s == "" {
			return
		}
		if !slices.Contains(all, S(s)) {
			r.FaultIn(path, "there is no %s %s; it is one of %s", what, Quote(s), listed(all))
			return
		}
		*into = S(s)
	}
}

// Unexpected notes that a node is not what it has to be, which is said by rule.
func (r *Reader) Unexpected(n ast.Node, rule string) {
	switch n := n.(type) {
	case *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode:
		rule = "anchors and aliases are not read; write the text out"
	case *ast.TagNode:
		rule = "tags are not read; quote the text where it begins with an exclamation mark"
	case *ast.MappingNode, *ast.MappingValueNode:
		rule += ", not a mapping"
	case *ast.SequenceNode:
		rule += ", not a list"
	default:
		if s, ok := ScalarText(n); ok && s != "" {
			rule += ", not " + Quote(s)
		}
	}
	r.Fault(NodePlace(n), "%s", rule)
}

// ScalarText is the text of a scalar as it is written, whatever YAML would
// make of it: 1.0 stays 1.0, no stays no. Nothing and null are "".
func ScalarText(n ast.Node) (string, bool) {
	switch n := n.(type) {
	case *ast.NullNode:
		return "", true
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return strings.TrimSpace(n.GetToken().Value), true
	}
	return "", false
}

// listed writes words for a sentence: a, b, c.
func listed[S ~string](words []S) string {
	parts := make([]string, len(words))
	for i, w := range words {
		parts[i] = string(w)
	}
	return strings.Join(parts, ", ")
}
