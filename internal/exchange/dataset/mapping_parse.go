package dataset

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/exchange/text"
)

const mappingHint = "Correct the mapping; docs/mappings.md describes the format."

// ParseMapping reads a mapping from YAML. All faults are reported, each with
// its place; whether a file has the columns that it names is seen when one is
// opened.
func ParseMapping(file string, text []byte) (*Mapping, error) {
	r := &mappingReader{yamlReader: yamlReader{file: file}}
	sum := sha256.Sum256(text)
	m := &Mapping{File: file, Origin: hex.EncodeToString(sum[:])}
	if root := r.root(text); root != nil {
		r.mapping(m, root)
		r.check(m)
	}
	name := file
	if name == "" {
		name = "the mapping"
	}
	if err := r.faults.Err(name, mappingHint); err != nil {
		return nil, err
	}
	return m, nil
}

type mappingReader struct {
	yamlReader
	places map[string]place // of keys at the top
}

func (r *mappingReader) mapping(m *Mapping, root ast.Node) {
	r.places = map[string]place{}
	for _, e := range quietEntries(root) {
		r.places[e.key] = nodePlace(e.value)
	}
	r.keys("a mapping", root, map[string]read{
		"mapping":      r.text(&m.ID),
		"title":        r.text(&m.Title),
		"publisher":    r.text(&m.Publisher),
		"licence":      r.text(&m.Licence),
		"licence_note": r.text(&m.LicenceNote),
		"notes":        r.text(&m.Notes),
		"format":       word(&r.yamlReader, &m.Format, "format", Formats),
		"encoding":     r.encoding(&m.Encoding),
		"delimiter":    r.delimiter(&m.Delimiter),
		"sheet":        r.text(&m.Sheet),
		"header_row":   r.count(&m.HeaderRow),
		"formulas":     r.formulas(&m.Formulas),
		"id":           r.texts(&m.IDs),
		"repeated":     word(&r.yamlReader, &m.Repeated, "way with repeated rows", RepeatedWays),
		"row_title":    r.text(&m.RowTitle),
		"sources":      r.texts(&m.Sources),
		"reliability":  word(&r.yamlReader, &m.Reliability, "reliability", ascribe.Reliabilities),
		"credibility":  word(&r.yamlReader, &m.Credibility, "credibility", ascribe.Credibilities),
		"sentinels":    r.texts(&m.Sentinels),
		"decimal":      word(&r.yamlReader, &m.Decimal, "decimal sign", Decimals),
		"date_format":  word(&r.yamlReader, &m.DateFormat, "order of a date", DateOrders),
		"columns":      r.columns(&m.Columns),
		"derived":      r.derived(&m.Derived),
	})
}

// quietEntries are the entries of a mapping, faults apart.
func quietEntries(n ast.Node) []entry {
	var r yamlReader
	return r.entries("", n)
}

func (r *mappingReader) encoding(into *Encoding) read {
	return func(n ast.Node) {
		s, _ := scalarText(n)
		if e, ok := text.ByName(s); ok {
			*into = e
			return
		}
		word(&r.yamlReader, into, "encoding", text.Encodings)(n)
	}
}

func (r *mappingReader) delimiter(into *byte) read {
	return func(n ast.Node) {
		s, _ := scalarText(n)
		if s == "tab" || s == `\t` {
			s = "\t"
		}
		if len(s) == 1 && slices.Contains(exchange.Delimiters, s[0]) {
			*into = s[0]
			return
		}
		r.unexpected(n, `a delimiter is ",", ";", "|" or tab`)
	}
}

func (r *mappingReader) count(into *int) read {
	return func(n ast.Node) {
		s, _ := scalarText(n)
		i, err := strconv.Atoi(s)
		if err != nil || i < 1 || i > 1<<20 {
			r.unexpected(n, "this is the number of a row, from 1")
			return
		}
		*into = i
	}
}

func (r *mappingReader) formulas(into *bool) read {
	return func(n ast.Node) {
		var s string
		word(&r.yamlReader, &s, "way with formulas", []string{"refuse", "values"})(n)
		*into = s == "values"
	}
}

func (r *mappingReader) columns(into *[]ColumnRule) read {
	return func(n ast.Node) {
		for _, e := range r.entries("columns", n) {
			c := ColumnRule{Name: strings.TrimSpace(e.key), at: e.at}
			if c.Name == "" {
				r.fault(e.at, "a column needs its name in the file")
			}
			var sentinels []string
			r.keys("a column", e.value, map[string]read{
				"optional":   r.flag(&c.Optional),
				"leave_out":  r.flag(&c.LeaveOut),
				"variable":   r.text(&c.Variable),
				"type":       word(&r.yamlReader, &c.Type, "type", ascribe.Types),
				"role":       word(&r.yamlReader, &c.Role, "role", ascribe.Roles),
				"definition": r.text(&c.Definition),
				"codes":      r.codes(&c.Codes),
				"sentinels":  r.texts(&sentinels),
			})
			c.Sentinels, c.Own = sentinels, sentinels != nil
			*into = append(*into, c)
		}
	}
}

func (r *mappingReader) derived(into *[]DerivedRule) read {
	return func(n ast.Node) {
		for _, e := range r.entries("derived", n) {
			d := DerivedRule{Variable: e.key, at: e.at}
			r.keys("a derived column", e.value, map[string]read{
				"optional":    r.flag(&d.Optional),
				"type":        word(&r.yamlReader, &d.Type, "type", ascribe.Types),
				"role":        word(&r.yamlReader, &d.Role, "role", ascribe.Roles),
				"definition":  r.text(&d.Definition),
				"year":        r.text(&d.Year),
				"month":       r.text(&d.Month),
				"day":         r.text(&d.Day),
				"start":       r.text(&d.Start),
				"end":         r.text(&d.End),
				"latitude":    r.text(&d.Latitude),
				"longitude":   r.text(&d.Longitude),
				"precision":   r.text(&d.Precision),
				"precisions":  r.codes(&d.Precisions),
				"from":        r.texts(&d.From),
				"countries":   r.codes(&d.Countries),
				"date_format": word(&r.yamlReader, &d.DateFormat, "order of a date", DateOrders),
			})
			*into = append(*into, d)
		}
	}
}
