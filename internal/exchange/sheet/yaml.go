package sheet

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

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/yamltext"
)

// A reader reads one YAML file strictly: what it does not know is a fault.
type reader struct {
	file   string
	faults ascribe.Problems
}

func faultAt(file string, at place, format string, args ...any) ascribe.Problem {
	return ascribe.Problem{File: file, Line: at.line, Column: at.column, Message: fmt.Sprintf(format, args...)}
}

func (r *reader) fault(at place, format string, args ...any) {
	r.faults.Add(faultAt(r.file, at, format, args...))
}

// root is the file's only document; nil, with the reason noted, where it
// cannot be read.
func (r *reader) root(text []byte) ast.Node {
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	if !utf8.Valid(text) {
		r.fault(place{1, 1}, "the file is not UTF-8: save it as UTF-8")
		return nil
	}
	file, err := yamltext.Parse(string(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))))
	if err != nil {
		at, message := place{1, 1}, err.Error()
		if e, ok := errors.AsType[*yaml.SyntaxError](err); ok {
			message = e.Message
			if e.Token != nil && e.Token.Position != nil {
				at = place{max(e.Token.Position.Line, 1), max(e.Token.Position.Column, 1)}
			}
		}
		r.fault(at, "this is not YAML: %s", message)
		return nil
	}
	var body ast.Node
	for _, doc := range file.Docs {
		switch {
		case doc.Body == nil:
		case body != nil:
			r.fault(nodePlace(doc.Body), "a second document begins here; a file holds one")
			return nil
		default:
			body = doc.Body
		}
	}
	if body == nil {
		r.fault(place{1, 1}, "the file is empty")
	}
	return body
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
	p := n.GetToken().Position
	return place{max(p.Line, 1), max(p.Column, 1)}
}

// An entry is a key with its value.
type entry struct {
	key   string
	value ast.Node
	at    place // of the key
}

// entries are the keys and values of a mapping, in order.
func (r *reader) entries(what string, n ast.Node) (out []entry) {
	var pairs []*ast.MappingValueNode
	switch n := n.(type) {
	case *ast.NullNode:
		return nil
	case *ast.MappingNode:
		pairs = n.Values
	case *ast.MappingValueNode:
		pairs = []*ast.MappingValueNode{n}
	default:
		r.fault(nodePlace(n), "%s is keys with values", what)
		return nil
	}
	seen := map[string]place{}
	for _, pair := range pairs {
		key, ok := scalar(pair.Key)
		at := nodePlace(pair.Key)
		if !ok {
			r.fault(at, "a key is plain text")
			continue
		}
		if before, doubled := seen[key]; doubled {
			r.fault(at, "%s is there twice; the first is in line %d", dataset.Quote(key), before.line)
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
func (r *reader) keys(what string, n ast.Node, known map[string]read) {
	for _, e := range r.entries(what, n) {
		if read, ok := known[e.key]; ok {
			read(e.value)
			continue
		}
		names := slices.Sorted(maps.Keys(known))
		end := "; it takes " + strings.Join(names, ", ")
		if near := dataset.Nearest(e.key, names); near != "" {
			end = fmt.Sprintf("; did you mean %q?", near)
		}
		r.fault(e.at, "%s takes no key %s%s", what, dataset.Quote(e.key), end)
	}
}

func (r *reader) text(into *string) read {
	return func(n ast.Node) {
		s, ok := scalar(n)
		if !ok {
			r.fault(nodePlace(n), "this is a text")
			return
		}
		*into = strings.TrimSpace(s)
	}
}

// texts reads a list of texts, or a single one.
func (r *reader) texts(into *[]string) read {
	return func(n ast.Node) {
		*into = []string{}
		if _, null := n.(*ast.NullNode); null {
			return
		}
		if s, single := scalar(n); single {
			*into = append(*into, s)
			return
		}
		list, ok := n.(*ast.SequenceNode)
		if !ok {
			r.fault(nodePlace(n), "this is a list of texts")
			return
		}
		for _, v := range list.Values {
			if s, ok := scalar(v); ok {
				*into = append(*into, s)
			} else {
				r.fault(nodePlace(v), "this is a text")
			}
		}
	}
}

// oneOf reads one of a fixed list.
func oneOf[S ~string](r *reader, into *S, what string, all []S) read {
	return func(n ast.Node) {
		var s string
		r.text(&s)(n)
		if slices.Contains(all, S(s)) {
			*into = S(s)
			return
		}
		if s != "" {
			r.fault(nodePlace(n), "there is no %s %s: %s", what, dataset.Quote(s), either(all))
		}
	}
}

// either writes "a, b or c".
func either[S ~string](all []S) string {
	parts := make([]string, len(all))
	for i, s := range all {
		parts[i] = string(s)
	}
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " or " + parts[len(parts)-1]
}

// scalar is the text of a scalar as it is written, whatever YAML would make of
// it: -9 stays -9, no stays no. Nothing and null are "".
func scalar(n ast.Node) (string, bool) {
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
