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
	"github.com/ascribe-project/ascribe/internal/yamltext"
)

const mappingHint = "Correct the mapping; docs/mappings.md describes the format."

// ParseMapping reads a mapping from YAML. All faults are reported, each with
// its place; whether a file has the columns that it names is seen when one is
// opened.
func ParseMapping(file string, text []byte) (*Mapping, error) {
	r := mappingReader{yamltext.NewReader(file)}
	sum := sha256.Sum256(text)
	m := &Mapping{File: file, Origin: hex.EncodeToString(sum[:])}
	if root := r.Root(text); root != nil {
		r.mapping(m, root)
		r.check(m)
	}
	name := file
	if name == "" {
		name = "the mapping"
	}
	if err := r.Faults.Err(name, mappingHint); err != nil {
		return nil, err
	}
	return m, nil
}

// A mappingReader reads the YAML of a mapping.
type mappingReader struct{ *yamltext.Reader }

func (r mappingReader) mapping(m *Mapping, root ast.Node) {
	r.Mapping("", "the mapping file", root, map[string]yamltext.Field{
		"mapping":      r.text(&m.ID),
		"title":        r.text(&m.Title),
		"publisher":    r.text(&m.Publisher),
		"licence":      r.text(&m.Licence),
		"licence_note": r.text(&m.LicenceNote),
		"may":          r.terms(&m.May),
		"notes":        r.text(&m.Notes),
		"format":       yamltext.OneOf(r.Reader, &m.Format, "format", Formats),
		"encoding":     r.encoding(&m.Encoding),
		"delimiter":    r.delimiter(&m.Delimiter),
		"sheet":        r.text(&m.Sheet),
		"header_row":   r.count(&m.HeaderRow),
		"formulas":     r.formulas(&m.Formulas),
		"id":           r.texts(&m.IDs, "id"),
		"repeated":     yamltext.OneOf(r.Reader, &m.Repeated, "way with repeated rows", RepeatedWays),
		"row_title":    r.text(&m.RowTitle),
		"sources":      r.texts(&m.Sources, "sources"),
		"reliability":  yamltext.OneOf(r.Reader, &m.Reliability, "reliability", ascribe.Reliabilities),
		"credibility":  yamltext.OneOf(r.Reader, &m.Credibility, "credibility", ascribe.Credibilities),
		"sentinels":    r.texts(&m.Sentinels, "sentinels"),
		"decimal":      yamltext.OneOf(r.Reader, &m.Decimal, "decimal sign", Decimals),
		"date_format":  yamltext.OneOf(r.Reader, &m.DateFormat, "order of a date", DateOrders),
		"columns":      r.columns(&m.Columns),
		"derived":      r.derived(&m.Derived),
	})
}

// text reads a text without the space around it.
func (r mappingReader) text(into *string) yamltext.Field {
	return func(path string, n ast.Node) {
		r.Text(into)(path, n)
		*into = strings.TrimSpace(*into)
	}
}

// terms reads what a licence allows.
func (r mappingReader) terms(into *ascribe.Terms) yamltext.Field {
	return func(path string, n ast.Node) {
		leave := func(to *ascribe.Leave) yamltext.Field {
			return yamltext.OneOf(r.Reader, to, "answer", ascribe.Leaves)
		}
		r.Mapping(path, "what the licence allows", n, map[string]yamltext.Field{
			"pass_on": leave(&into.PassOn), "change": leave(&into.Change), "show": leave(&into.Show),
		})
	}
}

// texts reads a list of texts, or a single one. Where there is none, the list is
// empty and not nil: it was written.
func (r mappingReader) texts(into *[]string, what string) yamltext.Field {
	return func(path string, n ast.Node) {
		*into = []string{}
		r.Texts(into, what)(path, n)
	}
}

// codes reads values with their meanings.
func (r mappingReader) codes(into *[]Code) yamltext.Field {
	return func(path string, n ast.Node) {
		for i, e := range r.Entries(path, "a list of codes", n) {
			c := Code{Value: e.Key}
			r.text(&c.Meaning)(yamltext.Path(path, i), e.Value)
			*into = append(*into, c)
		}
	}
}

func (r mappingReader) encoding(into *Encoding) yamltext.Field {
	return func(path string, n ast.Node) {
		s, _ := yamltext.ScalarText(n)
		if e, ok := text.ByName(s); ok {
			*into = e
			return
		}
		yamltext.OneOf(r.Reader, into, "encoding", text.Encodings)(path, n)
	}
}

func (r mappingReader) delimiter(into *byte) yamltext.Field {
	return func(path string, n ast.Node) {
		s, _ := yamltext.ScalarText(n)
		if s == "tab" || s == `\t` {
			s = "\t"
		}
		if len(s) == 1 && slices.Contains(exchange.Delimiters, s[0]) {
			*into = s[0]
			return
		}
		r.Unexpected(n, `a delimiter is ",", ";", "|" or tab`)
	}
}

func (r mappingReader) count(into *int) yamltext.Field {
	return func(path string, n ast.Node) {
		s, _ := yamltext.ScalarText(n)
		i, err := strconv.Atoi(s)
		if err != nil || i < 1 || i > 1<<20 {
			r.Unexpected(n, "this is the number of a row, from 1")
			return
		}
		*into = i
	}
}

func (r mappingReader) formulas(into *bool) yamltext.Field {
	return func(path string, n ast.Node) {
		var s string
		yamltext.OneOf(r.Reader, &s, "way with formulas", []string{"refuse", "values"})(path, n)
		*into = s == "values"
	}
}

func (r mappingReader) columns(into *[]ColumnRule) yamltext.Field {
	return func(path string, n ast.Node) {
		for i, e := range r.Entries(path, "columns", n) {
			c := ColumnRule{Name: strings.TrimSpace(e.Key), at: e.At}
			if c.Name == "" {
				r.Fault(e.At, "a column needs its name in the file")
			}
			var sentinels []string
			r.Mapping(yamltext.Path(path, i), "a column", e.Value, map[string]yamltext.Field{
				"optional":   r.Flag(&c.Optional),
				"leave_out":  r.Flag(&c.LeaveOut),
				"variable":   r.text(&c.Variable),
				"type":       yamltext.OneOf(r.Reader, &c.Type, "type", ascribe.Types),
				"role":       yamltext.OneOf(r.Reader, &c.Role, "role", ascribe.Roles),
				"definition": r.text(&c.Definition),
				"codes":      r.codes(&c.Codes),
				"sentinels":  r.texts(&sentinels, "sentinels"),
			})
			c.Sentinels, c.Own = sentinels, sentinels != nil
			*into = append(*into, c)
		}
	}
}

func (r mappingReader) derived(into *[]DerivedRule) yamltext.Field {
	return func(path string, n ast.Node) {
		for i, e := range r.Entries(path, "derived", n) {
			d := DerivedRule{Variable: e.Key, at: e.At}
			r.Mapping(yamltext.Path(path, i), "a derived column", e.Value, map[string]yamltext.Field{
				"optional":    r.Flag(&d.Optional),
				"type":        yamltext.OneOf(r.Reader, &d.Type, "type", ascribe.Types),
				"role":        yamltext.OneOf(r.Reader, &d.Role, "role", ascribe.Roles),
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
				"from":        r.texts(&d.From, "from"),
				"countries":   r.codes(&d.Countries),
				"date_format": yamltext.OneOf(r.Reader, &d.DateFormat, "order of a date", DateOrders),
			})
			*into = append(*into, d)
		}
	}
}
