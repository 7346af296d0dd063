package dataset

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/yamltext"
)

// A yamlReader reads one YAML file strictly: what it does not know is a fault.
type yamlReader struct {
	file   string
	faults ascribe.Problems
}

func (r *yamlReader) fault(at place, format string, args ...any) {
	r.faults.Add(ascribe.Problem{
		File: r.file, Line: int(at.line), Column: int(at.column), Message: fmt.Sprintf(format, args...),
	})
}

// root is the file's only document; nil, with the reason noted, where it
// cannot be read.
func (r *yamlReader) root(text []byte) ast.Node {
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	switch {
	case len(text) > yamltext.MaxBytes:
		r.fault(place{}, "the file has %d bytes; a mapping has at most %d", len(text), yamltext.MaxBytes)
		return nil
	case !utf8.Valid(text):
		r.fault(place{1, 1}, "the file is not UTF-8: save it as UTF-8")
		return nil
	case bytes.ContainsFunc(text, func(c rune) bool { return c < ' ' && !strings.ContainsRune("\t\r\n", c) }):
		r.fault(place{1, 1}, "there is a control character in the file")
		return nil
	}
	file, err := yamltext.Parse(string(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))))
	if err != nil {
		at, message := place{1, 1}, err.Error()
		if e, ok := errors.AsType[*yaml.SyntaxError](err); ok {
			message = e.Message
			if e.Token != nil && e.Token.Position != nil {
				at = tokenPlace(e.Token)
			}
		}
		r.fault(at, "this is not YAML: %s", message)
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

func tokenPlace(t *token.Token) place {
	return place{int32(max(t.Position.Line, 1)), int32(max(t.Position.Column, 1))}
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

// An entry is a key with its value.
type entry struct {
	key   string
	value ast.Node
	at    place // of the key
}

// entries are the keys and values of a mapping, in order.
func (r *yamlReader) entries(what string, n ast.Node) (out []entry) {
	var pairs []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.NullNode:
		return nil
	case *ast.MappingNode:
		pairs = n.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{n}
	default:
		r.unexpected(n, what+" is keys with values")
		return nil
	}
	seen := map[string]place{}
	for _, pair := range pairs {
		key, ok := scalarText(pair.Key)
		at := nodePlace(pair.Key)
		if !ok {
			r.unexpected(pair.Key, "a key is plain text")
			continue
		}
		if before, doubled := seen[key]; doubled {
			r.fault(at, "%s is there twice; the first is in line %d", quote(key), before.line)
			continue
		}
		seen[key] = at
		out = append(out, entry{key, pair.Value, at})
	}
	return out
}

// A read reads the value of a key.
type read func(n ast.Node)

// keys reads a mapping of keys that are known.
func (r *yamlReader) keys(what string, n ast.Node, known map[string]read) {
	for _, e := range r.entries(what, n) {
		if read, ok := known[e.key]; ok {
			read(e.value)
			continue
		}
		names := slices.Sorted(maps.Keys(known))
		end := "; it takes " + strings.Join(names, ", ")
		if near := nearest(e.key, names); near != "" {
			end = fmt.Sprintf("; did you mean %q?", near)
		}
		r.fault(e.at, "%s takes no key %s%s", what, quote(e.key), end)
	}
}

func (r *yamlReader) text(into *string) read {
	return func(n ast.Node) {
		s, ok := scalarText(n)
		if !ok {
			r.unexpected(n, "this is a text")
			return
		}
		*into = strings.TrimSpace(s)
	}
}

// texts reads a list of texts, or a single one.
func (r *yamlReader) texts(into *[]string) read {
	return func(n ast.Node) {
		*into = []string{}
		if _, null := n.(*ast.NullNode); null {
			return
		}
		if s, single := scalarText(n); single {
			*into = append(*into, s)
			return
		}
		list, ok := n.(*ast.SequenceNode)
		if !ok {
			r.unexpected(n, "this is a list of texts")
			return
		}
		for _, v := range list.Values {
			if s, ok := scalarText(v); ok {
				*into = append(*into, s)
			} else {
				r.unexpected(v, "this is a text")
			}
		}
	}
}

func (r *yamlReader) flag(into *bool) read {
	return func(n ast.Node) {
		b, ok := n.(*ast.BoolNode)
		if !ok {
			r.unexpected(n, "this is true or false")
			return
		}
		*into = b.Value
	}
}

// codes reads values with their meanings.
func (r *yamlReader) codes(into *[]Code) read {
	return func(n ast.Node) {
		for _, e := range r.entries("a list of codes", n) {
			c := Code{Value: e.key}
			r.text(&c.Meaning)(e.value)
			*into = append(*into, c)
		}
	}
}

// word reads one of a fixed list.
func word[S ~string](r *yamlReader, into *S, what string, all []S) read {
	return func(n ast.Node) {
		var s string
		r.text(&s)(n)
		if slices.Contains(all, S(s)) {
			*into = S(s)
			return
		}
		if s != "" {
			r.fault(nodePlace(n), "there is no %s %s: %s", what, quote(s), orList(all))
		}
	}
}

func (r *yamlReader) unexpected(n ast.Node, rule string) {
	switch n := n.(type) {
	case *ast.AnchorNode, *ast.AliasNode, *ast.MergeKeyNode:
		rule = "anchors and aliases are not read; write the text out"
	case *ast.TagNode:
		rule = "tags are not read; quote the text where it begins with an exclamation mark"
	case *ast.MappingNode, *ast.MappingValueNode:
		rule += ", not keys with values"
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
// make of it: -9 stays -9, no stays no. Nothing and null are "".
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
