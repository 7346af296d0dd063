package sheet

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/near"
	"github.com/ascribe-project/ascribe/internal/yamltext"
)

const mappingHint = "Correct the mapping; docs/mappings.md describes the format."

// IsRecordMapping reports whether a text is a mapping into the record, which has
// the key record, and not that of other people's dataset.
func IsRecordMapping(text []byte) bool {
	r := yamltext.NewReader("")
	root := r.Root(text)
	if root == nil { // it is no YAML, which is told of the kind that was meant
		return bytes.HasPrefix(text, []byte("record:")) || bytes.Contains(text, []byte("\nrecord:"))
	}
	return slices.ContainsFunc(r.Entries("", "", root), func(e yamltext.Entry) bool { return e.Key == "record" })
}

// ParseMapping reads a mapping from YAML. All faults are reported, each with
// its place; what it names of a codebook and of a file is looked for by [Read].
func ParseMapping(file string, text []byte) (*Mapping, error) {
	r := &mappingReader{yamltext.NewReader(file)}
	sum := sha256.Sum256(text)
	m := &Mapping{File: file, Text: string(text), SHA256: hex.EncodeToString(sum[:])}
	m.Layout.File = file
	if root := r.Root(text); root != nil {
		r.mapping(m, root)
		r.check(m)
	}
	return m, r.Faults.Err(file, mappingHint)
}

// A mappingReader reads the YAML of a mapping.
type mappingReader struct{ *yamltext.Reader }

func (r *mappingReader) mapping(m *Mapping, root ast.Node) {
	keys := dataset.LayoutFields(r.Reader, &m.Layout)
	for key, read := range map[string]yamltext.Field{
		"record":   r.text(&m.Name),
		"row":      r.texts(&m.Row, "row"),
		"incident": r.incident(&m.Incident),
		"sources":  r.sources(&m.Sources),
		"links":    r.links(&m.Links),
		"columns":  r.columns(&m.Columns),
		"together": r.together(&m.Columns),
	} {
		keys[key] = read
	}
	r.saying(&m.Saying, keys)
	r.reading(&m.Reading, keys)
	r.Mapping("", "a mapping into the record", root, keys)
}

// text reads a text without the space around it.
func (r *mappingReader) text(into *string) yamltext.Field {
	return func(path string, n ast.Node) {
		r.Text(into)(path, n)
		*into = strings.TrimSpace(*into)
	}
}

// texts reads a list of texts, or a single one. Where there is none, the list is
// empty and not nil: it was written.
func (r *mappingReader) texts(into *[]string, what string) yamltext.Field {
	return func(path string, n ast.Node) {
		*into = []string{}
		r.Texts(into, what)(path, n)
	}
}

// field reads a text with columns in braces, or such a text with what it stands
// for.
func (r *mappingReader) field(into *Field) yamltext.Field {
	return func(path string, n ast.Node) {
		into.at = yamltext.NodePlace(n)
		if s, ok := yamltext.ScalarText(n); ok {
			into.Text = strings.TrimSpace(s)
		} else {
			r.Mapping(path, "a field", n, map[string]yamltext.Field{"from": r.text(&into.Text), "values": r.meanings(&into.Values)})
		}
		if rest := braces.ReplaceAllString(into.Text, ""); strings.ContainsAny(rest, "{}") {
			r.Fault(into.at, `a brace in %s is not closed, or stands alone: columns stand in braces, as in "{town}"`, dataset.Quote(into.Text))
		}
	}
}

func (r *mappingReader) meanings(into *[]Meaning) yamltext.Field {
	return func(path string, n ast.Node) {
		for i, e := range r.Entries(path, "values", n) {
			m := Meaning{Text: e.Key, at: e.At}
			r.text(&m.Means)(yamltext.Path(path, i), e.Value)
			*into = append(*into, m)
		}
	}
}

func (r *mappingReader) incident(into *IncidentRule) yamltext.Field {
	return func(path string, n ast.Node) {
		into.at = yamltext.NodePlace(n)
		r.Mapping(path, "an incident", n, map[string]yamltext.Field{"id": r.field(&into.ID), "title": r.field(&into.Title)})
	}
}

func (r *mappingReader) sources(into *[]SourceRule) yamltext.Field {
	return func(path string, n ast.Node) {
		for _, e := range r.Entries(path, "sources", n) {
			path := yamltext.Path(path, e.Key)
			s := SourceRule{Name: e.Key, at: e.At}
			r.Mapping(path, "a source", e.Value, map[string]yamltext.Field{
				"sheet":        r.text(&s.Sheet),
				"header_row":   dataset.RowNumberField(r.Reader, &s.HeaderRow),
				"key":          r.text(&s.Key),
				"from":         r.field(&s.From),
				"several":      r.text(&s.Several),
				"id":           r.field(&s.ID),
				"title":        r.field(&s.Title),
				"publisher":    r.field(&s.Publisher),
				"url":          r.field(&s.URL),
				"archived_url": r.field(&s.ArchivedURL),
				"published":    r.field(&s.Published),
				"kind":         r.field(&s.Kind),
				"language":     r.field(&s.Language),
				"reliability":  r.field(&s.Reliability),
				"rests_on":     r.field(&s.RestsOn),
			})
			*into = append(*into, s)
		}
	}
}

func (r *mappingReader) links(into *[]LinkRule) yamltext.Field {
	return func(path string, n ast.Node) {
		for _, e := range r.Entries(path, "links", n) {
			path := yamltext.Path(path, e.Key)
			l := LinkRule{Name: e.Key, at: e.At}
			r.Mapping(path, "a link", e.Value, map[string]yamltext.Field{
				"id":       r.field(&l.ID),
				"role":     r.field(&l.Role),
				"actor":    r.field(&l.Actor),
				"name":     r.field(&l.ActorName),
				"kind":     r.field(&l.Kind),
				"several":  r.text(&l.Several),
				"variable": r.text(&l.Variable),
				"value":    r.text(&l.Value),
			})
			*into = append(*into, l)
		}
	}
}

func (r *mappingReader) saying(s *Saying, keys map[string]yamltext.Field) {
	keys["source"] = r.text(&s.Source)
	for name, into := range map[string]*Field{
		"stance": &s.Stance, "basis": &s.Basis, "locator": &s.Locator, "said": &s.Said, "grade": &s.Grade, "reliability": &s.Reliability,
		"credibility": &s.Credibility, "coder": &s.Coder, "quote": &s.Quote, "note": &s.Note,
	} {
		keys[name] = r.field(into)
	}
}

func (r *mappingReader) reading(g *Reading, keys map[string]yamltext.Field) {
	keys["unknown"] = r.texts(&g.Unknown, "unknown")
	keys["not_examined"] = r.texts(&g.NotExamined, "not_examined")
	keys["none_found"] = r.texts(&g.NoneFound, "none_found")
	keys["date_format"] = yamltext.OneOf(r.Reader, &g.DateFormat, "order of a date", dataset.DateOrders)
	keys["decimal"] = yamltext.OneOf(r.Reader, &g.Decimal, "decimal sign", dataset.Decimals)
}

// rule reads what is said of a column, or of several.
func (r *mappingReader) rule(path string, c Rule, n ast.Node, more map[string]yamltext.Field) Rule {
	keys := map[string]yamltext.Field{
		"variable": func(path string, n ast.Node) { c.variableAt = yamltext.NodePlace(n); r.text(&c.Variable)(path, n) },
		"of":       func(path string, n ast.Node) { c.ofAt = yamltext.NodePlace(n); r.text(&c.Of)(path, n) },
		"several":  r.text(&c.Several),
		"values":   r.meanings(&c.Values),
		"inexact":  yamltext.OneOf(r.Reader, &c.Inexact, "way with what is not exact", InexactWays),
	}
	for key, read := range more {
		keys[key] = read
	}
	r.saying(&c.Saying, keys)
	r.reading(&c.Reading, keys)
	r.Mapping(path, "a column", n, keys)
	if c.Variable == "" {
		r.Fault(c.at, "it is not said which variable this is: add variable")
	}
	return c
}

// columns reads rules by their columns; a column that says several things has a
// list of rules.
func (r *mappingReader) columns(into *[]Rule) yamltext.Field {
	return func(path string, n ast.Node) {
		for i, e := range r.Entries(path, "columns", n) {
			rules := []ast.Node{e.Value}
			if list, ok := e.Value.(*ast.SequenceNode); ok {
				rules = list.Values
			}
			for j, n := range rules {
				*into = append(*into, r.rule(yamltext.Path(path, i, j), Rule{Columns: []string{strings.TrimSpace(e.Key)}, at: e.At}, n, nil))
			}
		}
	}
}

// together reads rules of several columns.
func (r *mappingReader) together(into *[]Rule) yamltext.Field {
	return func(path string, n ast.Node) {
		list, ok := n.(*ast.SequenceNode)
		if !ok {
			r.Fault(yamltext.NodePlace(n), "together is a list, each with a variable and its columns")
			return
		}
		for i, n := range list.Values {
			var columns []string
			c := r.rule(yamltext.Path(path, i), Rule{at: yamltext.NodePlace(n)}, n, map[string]yamltext.Field{"columns": r.texts(&columns, "columns")})
			if c.Columns = columns; len(columns) == 0 {
				r.Fault(c.at, "it is not said which columns are read together: add columns")
			}
			*into = append(*into, c)
		}
	}
}

// check notes what is wrong with a mapping beyond its form.
func (r *mappingReader) check(m *Mapping) {
	top := yamltext.Place{Line: 1, Column: 1}
	if !ascribe.ValidID(m.Name) {
		r.Fault(top, "%s cannot be the name of a sheet: record has small letters, digits, dot, dash and underscore, as in record: attacks", dataset.Quote(m.Name))
	}
	if !m.Incident.ID.Given() {
		r.Fault(or(m.Incident.at, top), `it is not said which incident a row is about: add incident, as in incident: {id: "{number}", title: "{title}"}`)
	}
	if len(m.Sources) == 0 {
		r.Fault(top, "it is not said which source says what the rows say: add sources, with one at least")
	}
	if m.Row != nil && (len(m.Row) == 0 || slices.Contains(m.Row, "")) {
		r.Fault(top, "row needs the name of a column")
	}
	for i := range m.Sources {
		r.checkSource(&m.Sources[i])
	}
	for i := range m.Links {
		r.checkLink(&m.Links[i])
	}
	r.checkSaying(m, &m.Saying, top)
	for i := range m.Columns {
		c := &m.Columns[i]
		r.checkSaying(m, &c.Saying, c.at)
		if name := strings.TrimPrefix(c.Of, ActorOf); c.Of != "" && m.link(name) < 0 {
			r.Fault(c.ofAt, "there is no link %s%s", dataset.Quote(name), near.DidYouMeanOr(name, linkNames(m), "the mapping has"))
		}
	}
}

func (r *mappingReader) checkSource(s *SourceRule) {
	switch {
	case s.Sheet == "" && (s.Key != "" || s.HeaderRow != 0):
		r.Fault(s.at, "key and header_row are for sources on a sheet of their own: add sheet")
	case s.Sheet != "" && (s.Key == "" || !s.From.Given()):
		r.Fault(s.at, "sources on a sheet of their own need the key, which is a column there, and from, which names it in each row")
	case s.Sheet == "" && s.From.Given() && s.Title.Given():
		r.Fault(s.at, "from names sources that the record has, or that stand on a sheet of their own: leave out from, or title")
	case !s.Title.Given() && !s.From.Given():
		r.Fault(s.at, "a source needs its title; or from, where the record has it")
	}
}

func (r *mappingReader) checkLink(l *LinkRule) {
	if !l.Role.Given() {
		r.Fault(l.at, "a link needs its role, as in role: handler")
	}
	if !l.Actor.Given() && !l.ActorName.Given() {
		r.Fault(l.at, "a link needs its actor: the name, or the id of one")
	}
	if l.ActorName.Given() && !l.Kind.Given() {
		r.Fault(l.at, "an actor needs its kind: person, organisation or persona")
	}
	if (l.Variable == "") != (l.Value == "") {
		r.Fault(l.at, "variable and value of a link stand together: what is said by its being there")
	}
}

func (r *mappingReader) checkSaying(m *Mapping, s *Saying, at yamltext.Place) {
	if s.Source != "" && m.source(s.Source) == nil {
		r.Fault(at, "there is no source %s%s", dataset.Quote(s.Source), near.DidYouMeanOr(s.Source, sourceNames(m), "the mapping has"))
	}
	if s.Grade.Given() && (s.Reliability.Given() || s.Credibility.Given()) {
		r.Fault(s.Grade.at, "there are two grades: grade, and reliability or credibility; leave one out")
	}
}

// or is a place, or another where there is none.
func or(p, q yamltext.Place) yamltext.Place {
	if p == (yamltext.Place{}) {
		return q
	}
	return p
}

func sourceNames(m *Mapping) (names []string) {
	for i := range m.Sources {
		names = append(names, m.Sources[i].Name)
	}
	return names
}

func linkNames(m *Mapping) (names []string) {
	for i := range m.Links {
		names = append(names, m.Links[i].Name)
	}
	return names
}
