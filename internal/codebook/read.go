package codebook

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/yamltext"
)

// A reader reads one YAML file strictly: what it does not know is a fault.
// It notes every fault, and where each text stands.
type reader struct {
	file   string
	src    source
	faults ascribe.Problems
	places map[string]scalar // by path
	newest newcomer          // of the keys that are used, the one of the newest format
}

func newReader(file string) *reader {
	return &reader{file: file, places: map[string]scalar{}}
}

// path names a part of a file: its keys, and places in lists from 0.
func path(parts ...any) string {
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

// keyOf is the path of the key, or name, of a part.
func keyOf(parts ...any) string { return path(append(parts, "~key")...) }

func (r *reader) fault(at place, format string, args ...any) {
	r.faults.Add(ascribe.Problem{
		File: r.file, Line: at.line, Column: at.column, Message: fmt.Sprintf(format, args...),
	})
}

// faultIn notes a fault of the part at a path, or of the nearest part around
// it that is written down.
func (r *reader) faultIn(path, format string, args ...any) {
	r.fault(r.place(path), format, args...)
}

func (r *reader) place(path string) place {
	for {
		if s, ok := r.places[path]; ok {
			return s.at
		}
		if s, ok := r.places[keyOf(path)]; ok {
			return s.at
		}
		i := strings.LastIndexByte(path, '/')
		if i < 0 {
			return place{1, 1}
		}
		path = path[:i]
	}
}

// root parses the text and returns its only document; nil where it cannot be
// parsed, which is then noted as a fault.
func (r *reader) root(text []byte) ast.Node {
	if len(text) > yamltext.MaxBytes {
		r.fault(place{}, "the file has %d bytes; at most %d are read", len(text), yamltext.MaxBytes)
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
			r.fault(place{number + 1, column}, "the byte %#x is not UTF-8; save the file as UTF-8", line[0])
			return nil
		}
		if i := bytes.IndexFunc(line, isForbidden); i >= 0 {
			c, _ := utf8.DecodeRune(line[i:])
			r.fault(place{number + 1, utf8.RuneCount(line[:i]) + 1}, "the control character %U cannot stand here", c)
			return nil
		}
	}
	text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
	r.src = newSource(string(text))
	file, err := yamltext.Parse(string(text))
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
			r.fault(nodePlace(doc.Body), "a second document begins here; a file holds one")
			return nil
		}
		body = doc.Body
	}
	if body == nil {
		r.fault(place{1, 1}, "the file is empty")
	}
	return body
}

func isForbidden(c rune) bool {
	return c < ' ' && c != '\t' && c != '\r' || c == 0x7f || c == '\ufeff'
}

func (r *reader) syntax(err error) {
	at, message := place{1, 1}, err.Error()
	if e, ok := errors.AsType[*yaml.SyntaxError](err); ok {
		message = e.Message
		if e.Token != nil && e.Token.Position != nil {
			at = tokenPlace(e.Token)
			if text := strings.TrimSpace(e.Token.Value); text != "" {
				message = fmt.Sprintf("%s, at %s", message, quote(text))
			}
		}
	}
	r.fault(at, "this is not YAML: %s", message)
}

// quote quotes a piece of the file for a message, cut where it is long.
func quote(text string) string {
	const most = 80
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	if strings.Contains(text, `"`) && strconv.CanBackquote(text) {
		return "`" + text + "`"
	}
	return strconv.Quote(text)
}

func tokenPlace(t *token.Token) place {
	return place{max(t.Position.Line, 1), max(t.Position.Column, 1)}
}

// nodePlace is where a node begins. A mapping's own token is its first colon.
func nodePlace(n ast.Node) place {
	switch n := n.(type) {
	case *ast.MappingNode:
		if !n.IsFlowStyle && len(n.Values) > 0 {
			return nodePlace(n.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return nodePlace(n.Key)
	}
	return tokenPlace(n.GetToken())
}

// A field reads the value of a key, or an item of a list, at a path.
type field func(path string, n ast.Node)

type entry struct {
	key   string
	value ast.Node
	at    place // of the key
}

// entries are the keys and values of a mapping, in the order of the file.
// The place of each key is kept by its number; a key that was there before is a fault.
func (r *reader) entries(path_, what string, n ast.Node) []entry {
	var pairs []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.NullNode:
		return nil
	case *ast.MappingNode:
		pairs = n.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{n}
	default:
		r.unexpected(n, what+" is a mapping of keys to values")
		return nil
	}
	var out []entry
	seen := map[string]place{}
	for _, pair := range pairs {
		key, ok := scalarText(pair.Key)
		at := nodePlace(pair.Key)
		if !ok {
			r.unexpected(pair.Key, "a key is plain text")
			continue
		}
		if before, doubled := seen[key]; doubled {
			r.fault(at, "%q is there twice; the first is in line %d", key, before.line)
			continue
		}
		seen[key] = at
		r.places[keyOf(path_, len(out))] = scalar{key, at}
		out = append(out, entry{key, pair.Value, at})
	}
	return out
}

// mapping reads a mapping whose keys are known.
func (r *reader) mapping(path_, what string, n ast.Node, fields map[string]field) {
	for _, e := range r.entries(path_, what, n) {
		read, ok := fields[e.key]
		if !ok {
			var known []string
			for k := range fields {
				known = append(known, k)
			}
			slices.Sort(known)
			end := didYouMean(e.key, known)
			if end == "" {
				end = "; it takes " + listed(known)
			}
			r.fault(e.at, "%s takes no key %q%s", what, e.key, end)
			continue
		}
		p := path(path_, e.key)
		r.places[keyOf(p)] = scalar{e.key, e.at}
		read(p, e.value)
	}
}

// list reads the items of a list.
func (r *reader) list(path_, what string, n ast.Node, item field) {
	switch n := n.(type) {
	case *ast.NullNode:
	case *ast.SequenceNode:
		for i, v := range n.Values {
			p := path(path_, i)
			r.places[p] = scalar{at: nodePlace(v)}
			item(p, v)
		}
	default:
		r.unexpected(n, what+" is a list")
	}
}

// text reads a text as it is written; a number stays as its digits stand.
func (r *reader) text(into *string) field {
	return func(path string, n ast.Node) {
		s, ok := scalarText(n)
		if !ok {
			r.unexpected(n, "this is a text")
			return
		}
		if !utf8.ValidString(s) || strings.ContainsFunc(s, func(c rune) bool { return isForbidden(c) && c != '\n' || c == '\r' }) {
			r.fault(nodePlace(n), "there is a control character in %s", quote(s))
			return
		}
		*into = s
		r.places[path] = scalar{s, nodePlace(n)}
	}
}

// texts reads a list of texts, or a single one.
func (r *reader) texts(into *[]string, what string) field {
	return func(path string, n ast.Node) {
		if _, single := scalarText(n); single {
			if _, null := n.(*ast.NullNode); null {
				return
			}
			*into = []string{""}
			r.text(&(*into)[0])(path+"/0", n)
			return
		}
		r.list(path, what, n, func(path string, n ast.Node) {
			var s string
			r.text(&s)(path, n)
			*into = append(*into, s)
		})
	}
}

func (r *reader) flag(into *bool) field {
	return func(path string, n ast.Node) {
		b, ok := n.(*ast.BoolNode)
		if !ok {
			r.unexpected(n, "this is true or false")
			return
		}
		*into = b.Value
		r.places[path] = scalar{n.GetToken().Value, nodePlace(n)}
	}
}

// oneOf reads a word out of a fixed list.
func oneOf[S ~string](r *reader, into *S, what string, all []S) field {
	return func(path string, n ast.Node) {
		var s string
		r.text(&s)(path, n)
		if s == "" {
			return
		}
		if !slices.Contains(all, S(s)) {
			r.faultIn(path, "there is no %s %s; it is one of %s", what, quote(s), listed(all))
			return
		}
		*into = S(s)
	}
}

func (r *reader) unexpected(n ast.Node, rule string) {
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
		if s, ok := scalarText(n); ok && s != "" {
			rule += ", not " + quote(s)
		}
	}
	r.fault(nodePlace(n), "%s", rule)
}

// scalarText is the text of a scalar as it is written, whatever YAML would
// make of it: 1.0 stays 1.0, no stays no. Nothing and null are "".
func scalarText(n ast.Node) (string, bool) {
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
