package sheet

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/exchange/text"
)

const mappingHint = "Correct the mapping; docs/mappings.md describes the format."

// IsRecordMapping reports whether a text is a mapping into the record, which has
// the key record, and not that of other people's dataset.
func IsRecordMapping(text []byte) bool {
	var r reader
	root := r.root(text)
	if root == nil {
		return false
	}
	return slices.ContainsFunc(r.entries("", root), func(e entry) bool { return e.key == "record" })
}

// ParseMapping reads a mapping from YAML. All faults are reported, each with
// its place; what it names of a codebook and of a file is looked for by [Read].
func ParseMapping(file string, text []byte) (*Mapping, error) {
	r := &mappingReader{reader: reader{file: file}}
	sum := sha256.Sum256(text)
	m := &Mapping{File: file, Text: string(text), SHA256: hex.EncodeToString(sum[:])}
	m.Layout.File = file
	if root := r.root(text); root != nil {
		r.mapping(m, root)
		r.check(m)
	}
	return m, r.faults.Err(file, mappingHint)
}

type mappingReader struct{ reader }

func (r *mappingReader) mapping(m *Mapping, root ast.Node) {
	l := &m.Layout
	keys := map[string]read{
		"record":     r.text(&m.Name),
		"format":     oneOf(&r.reader, &l.Format, "format", dataset.Formats),
		"encoding":   r.encoding(&l.Encoding),
		"delimiter":  r.delimiter(&l.Delimiter),
		"sheet":      r.text(&l.Sheet),
		"header_row": r.count(&l.HeaderRow),
		"formulas":   r.formulas(&l.Formulas),
		"row":        r.texts(&m.Row),
		"incident":   r.incident(&m.Incident),
		"sources":    r.sources(&m.Sources),
		"links":      r.links(&m.Links),
		"columns":    r.columns(&m.Columns),
		"together":   r.together(&m.Columns),
	}
	r.saying(&m.Saying, keys)
	r.reading(&m.Reading, keys)
	r.keys("a mapping into the record", root, keys)
}

func (r *mappingReader) encoding(into *text.Encoding) read {
	return func(n ast.Node) {
		s, _ := scalar(n)
		if e, ok := text.ByName(s); ok {
			*into = e
			return
		}
		oneOf(&r.reader, into, "encoding", text.Encodings)(n)
	}
}

func (r *mappingReader) delimiter(into *byte) read {
	return func(n ast.Node) {
		s, _ := scalar(n)
		if s == "tab" || s == `\t` {
			s = "\t"
		}
		if len(s) == 1 && slices.Contains(exchange.Delimiters, s[0]) {
			*into = s[0]
			return
		}
		r.fault(nodePlace(n), `a delimiter is ",", ";", "|" or tab`)
	}
}

func (r *mappingReader) count(into *int) read {
	return func(n ast.Node) {
		s, _ := scalar(n)
		i, err := strconv.Atoi(s)
		if err != nil || i < 1 || i > 1<<20 {
			r.fault(nodePlace(n), "this is the number of a row, from 1")
			return
		}
		*into = i
	}
}

func (r *mappingReader) formulas(into *bool) read {
	return func(n ast.Node) {
		var s string
		oneOf(&r.reader, &s, "way with formulas", []string{"refuse", "values"})(n)
		*into = s == "values"
	}
}

// field reads a text with columns in braces, or such a text with what it stands
// for.
func (r *mappingReader) field(into *Field) read {
	return func(n ast.Node) {
		into.at = nodePlace(n)
		if s, ok := scalar(n); ok {
			into.Text = strings.TrimSpace(s)
		} else {
			r.keys("a field", n, map[string]read{"from": r.text(&into.Text), "values": r.meanings(&into.Values)})
		}
		if rest := braces.ReplaceAllString(into.Text, ""); strings.ContainsAny(rest, "{}") {
			r.fault(into.at, `a brace in %s is not closed, or stands alone: columns stand in braces, as in "{town}"`, dataset.Quote(into.Text))
		}
	}
}

func (r *mappingReader) meanings(into *[]Meaning) read {
	return func(n ast.Node) {
		for _, e := range r.entries("values", n) {
			m := Meaning{Text: e.key, at: e.at}
			r.text(&m.Means)(e.value)
			*into = append(*into, m)
		}
	}
}

func (r *mappingReader) incident(into *IncidentRule) read {
	return func(n ast.Node) {
		into.at = nodePlace(n)
		r.keys("an incident", n, map[string]read{"id": r.field(&into.ID), "title": r.field(&into.Title)})
	}
}

func (r *mappingReader) sources(into *[]SourceRule) read {
	return func(n ast.Node) {
		for _, e := range r.entries("sources", n) {
			s := SourceRule{Name: e.key, at: e.at}
			r.keys("a source", e.value, map[string]read{
				"sheet":        r.text(&s.Sheet),
				"header_row":   r.count(&s.HeaderRow),
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

func (r *mappingReader) links(into *[]LinkRule) read {
	return func(n ast.Node) {
		for _, e := range r.entries("links", n) {
			l := LinkRule{Name: e.key, at: e.at}
			r.keys("a link", e.value, map[string]read{
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

func (r *mappingReader) saying(s *Saying, keys map[string]read) {
	keys["source"] = r.text(&s.Source)
	for name, into := range map[string]*Field{
		"stance": &s.Stance, "basis": &s.Basis, "locator": &s.Locator, "said": &s.Said, "grade": &s.Grade, "reliability": &s.Reliability,
		"credibility": &s.Credibility, "coder": &s.Coder, "quote": &s.Quote, "note": &s.Note,
	} {
		keys[name] = r.field(into)
	}
}

func (r *mappingReader) reading(g *Reading, keys map[string]read) {
	keys["unknown"] = r.texts(&g.Unknown)
	keys["not_examined"] = r.texts(&g.NotExamined)
	keys["none_found"] = r.texts(&g.NoneFound)
	keys["date_format"] = oneOf(&r.reader, &g.DateFormat, "order of a date", dataset.DateOrders)
	keys["decimal"] = oneOf(&r.reader, &g.Decimal, "decimal sign", dataset.Decimals)
}

// rule reads what is said of a column, or of several.
func (r *mappingReader) rule(c Rule, n ast.Node, more map[string]read) Rule {
	keys := map[string]read{
		"variable": func(n ast.Node) { c.variableAt = nodePlace(n); r.text(&c.Variable)(n) },
		"of":       func(n ast.Node) { c.ofAt = nodePlace(n); r.text(&c.Of)(n) },
		"several":  r.text(&c.Several),
		"values":   r.meanings(&c.Values),
		"inexact":  oneOf(&r.reader, &c.Inexact, "way with what is not exact", InexactWays),
	}
	for key, read := range more {
		keys[key] = read
	}
	r.saying(&c.Saying, keys)
	r.reading(&c.Reading, keys)
	r.keys("a column", n, keys)
	if c.Variable == "" {
		r.fault(c.at, "it is not said which variable this is: add variable")
	}
	return c
}

// columns reads rules by their columns; a column that says several things has a
// list of rules.
func (r *mappingReader) columns(into *[]Rule) read {
	return func(n ast.Node) {
		for _, e := range r.entries("columns", n) {
			rules := []ast.Node{e.value}
			if list, ok := e.value.(*ast.SequenceNode); ok {
				rules = list.Values
			}
			for _, n := range rules {
				*into = append(*into, r.rule(Rule{Columns: []string{strings.TrimSpace(e.key)}, at: e.at}, n, nil))
			}
		}
	}
}

// together reads rules of several columns.
func (r *mappingReader) together(into *[]Rule) read {
	return func(n ast.Node) {
		list, ok := n.(*ast.SequenceNode)
		if !ok {
			r.fault(nodePlace(n), "together is a list, each with a variable and its columns")
			return
		}
		for _, n := range list.Values {
			var columns []string
			c := r.rule(Rule{at: nodePlace(n)}, n, map[string]read{"columns": r.texts(&columns)})
			if c.Columns = columns; len(columns) == 0 {
				r.fault(c.at, "it is not said which columns are read together: add columns")
			}
			*into = append(*into, c)
		}
	}
}

// check notes what is wrong with a mapping beyond its form.
func (r *mappingReader) check(m *Mapping) {
	top := place{1, 1}
	if !ascribe.ValidID(m.Name) {
		r.fault(top, "%s cannot be the name of a sheet: record has small letters, digits, dot, dash and underscore, as in record: attacks", dataset.Quote(m.Name))
	}
	if !m.Incident.ID.Given() {
		r.fault(m.Incident.at.or(top), `it is not said which incident a row is about: add incident, as in incident: {id: "{number}", title: "{title}"}`)
	}
	if len(m.Sources) == 0 {
		r.fault(top, "it is not said which source says what the rows say: add sources, with one at least")
	}
	if m.Row != nil && (len(m.Row) == 0 || slices.Contains(m.Row, "")) {
		r.fault(top, "row needs the name of a column")
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
			r.fault(c.ofAt, "there is no link %s%s", dataset.Quote(name), among("the mapping has", linkNames(m)))
		}
	}
}

func (r *mappingReader) checkSource(s *SourceRule) {
	switch {
	case s.Sheet == "" && (s.Key != "" || s.HeaderRow != 0):
		r.fault(s.at, "key and header_row are for sources on a sheet of their own: add sheet")
	case s.Sheet != "" && (s.Key == "" || !s.From.Given()):
		r.fault(s.at, "sources on a sheet of their own need the key, which is a column there, and from, which names it in each row")
	case s.Sheet == "" && s.From.Given() && s.Title.Given():
		r.fault(s.at, "from names sources that the record has, or that stand on a sheet of their own: leave out from, or title")
	case !s.Title.Given() && !s.From.Given():
		r.fault(s.at, "a source needs its title; or from, where the record has it")
	}
}

func (r *mappingReader) checkLink(l *LinkRule) {
	if !l.Role.Given() {
		r.fault(l.at, "a link needs its role, as in role: handler")
	}
	if !l.Actor.Given() && !l.ActorName.Given() {
		r.fault(l.at, "a link needs its actor: the name, or the id of one")
	}
	if l.ActorName.Given() && !l.Kind.Given() {
		r.fault(l.at, "an actor needs its kind: person, organisation or persona")
	}
	if (l.Variable == "") != (l.Value == "") {
		r.fault(l.at, "variable and value of a link stand together: what is said by its being there")
	}
}

func (r *mappingReader) checkSaying(m *Mapping, s *Saying, at place) {
	if s.Source != "" && m.source(s.Source) == nil {
		r.fault(at, "there is no source %s%s", dataset.Quote(s.Source), among("the mapping has", sourceNames(m)))
	}
	if s.Grade.Given() && (s.Reliability.Given() || s.Credibility.Given()) {
		r.fault(s.Grade.at, "there are two grades: grade, and reliability or credibility; leave one out")
	}
}

func (p place) or(q place) place {
	if p == (place{}) {
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

// among is the end of a sentence about a name that is not among others.
func among(have string, names []string) string {
	if len(names) == 0 {
		return ""
	}
	return ": " + have + " " + strings.Join(names, ", ")
}
