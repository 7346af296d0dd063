package codebook

import (
	"github.com/goccy/go-yaml/ast"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/yamltext"
)

const checkHint = "Correct the file and check it again; docs/codebooks.md describes the format."

// Parse reads a codebook from YAML. It holds the text to the format, not to
// sense: [Compile] does. All faults are reported, each with its place.
func Parse(file string, text []byte) (*ascribe.Codebook, error) {
	r := newReader(file)
	c := r.codebook(text)
	if err := r.Faults.Err(named(file), checkHint); err != nil {
		return nil, err
	}
	return c, nil
}

func named(file string) string {
	if file == "" {
		return "the codebook"
	}
	return file
}

// codebook reads what can be read, whatever the faults; nil where nothing can.
func (r *reader) codebook(text []byte) *ascribe.Codebook {
	root := r.Root(text)
	if root == nil {
		return nil
	}
	c := &ascribe.Codebook{Adequate: ascribe.Adequacy{Reliability: "C", Credibility: "3"}}
	if !r.readable(root) {
		return nil
	}
	r.Mapping("", "a codebook", root, map[string]yamltext.Field{
		"format":      r.format(&c.Format),
		"codebook":    r.Text(&c.ID),
		"version":     r.Text(&c.Version),
		"title":       r.byLanguage(&c.Title, &c.Titles),
		"description": r.Text(&c.Description),
		"adequate":    r.adequacy(&c.Adequate),
		"variables":   r.variables(&c.Variables),
		"closes":      r.closings(&c.Closes),
		"labels":      r.labels(&c.Labels),
		"rows":        r.rows(&c.Rows),
		"crosswalks":  r.crosswalks(&c.Crosswalks),
	})
	r.checkFormat(c.Format)
	return c
}

func (r *reader) adequacy(into *ascribe.Adequacy) yamltext.Field {
	return func(path string, n ast.Node) {
		r.Mapping(path, "adequate", n, map[string]yamltext.Field{
			"reliability": yamltext.OneOf(r.Reader, &into.Reliability, "reliability", ascribe.Reliabilities),
			"credibility": yamltext.OneOf(r.Reader, &into.Credibility, "credibility", ascribe.Credibilities),
		})
	}
}

func (r *reader) variables(into *[]ascribe.Variable) yamltext.Field {
	return func(p string, n ast.Node) {
		for i, e := range r.Entries(p, "variables", n) {
			v := ascribe.Variable{Name: e.Key, Type: ascribe.TypeCode, Policy: ascribe.PolicyLatest}
			r.Mapping(yamltext.Path(p, i), "a variable", e.Value, map[string]yamltext.Field{
				"was":        r.since(2, "was", r.Texts(&v.Was, "was")),
				"title":      r.byLanguage(&v.Title, &v.Titles),
				"of":         r.subjects(&v.Of),
				"type":       yamltext.OneOf(r.Reader, &v.Type, "type", ascribe.Types),
				"several":    r.Flag(&v.Several),
				"definition": r.Text(&v.Definition),
				"note":       r.Text(&v.Note),
				"source":     r.Text(&v.Source),
				"role":       yamltext.OneOf(r.Reader, &v.Role, "role", ascribe.Roles),
				"policy":     yamltext.OneOf(r.Reader, &v.Policy, "policy", ascribe.Policies),
				"decisive":   r.Text(&v.Decisive),
				"default":    r.Text(&v.Default),
				"open":       r.Flag(&v.Open),
				"values":     r.values(&v.Values),
			})
			*into = append(*into, v)
		}
	}
}

func (r *reader) subjects(into *[]ascribe.SubjectKind) yamltext.Field {
	return func(path string, n ast.Node) {
		one := func(path string, n ast.Node) {
			var kind ascribe.SubjectKind
			yamltext.OneOf(r.Reader, &kind, "kind of subject", ascribe.SubjectKinds)(path, n)
			if kind != "" {
				*into = append(*into, kind)
			}
		}
		if _, single := yamltext.ScalarText(n); single {
			one(path, n)
			return
		}
		r.List(path, "of", n, one)
	}
}

func (r *reader) values(into *[]ascribe.Value) yamltext.Field {
	return func(p string, n ast.Node) {
		for i, e := range r.Entries(p, "values", n) {
			v := ascribe.Value{Code: e.Key}
			r.Mapping(yamltext.Path(p, i), "a value", e.Value, map[string]yamltext.Field{
				"was":         r.since(2, "was", r.Texts(&v.Was, "was")),
				"says":        r.since(2, "says", r.byLanguage(&v.Says, &v.SaysIn)),
				"definition":  r.Text(&v.Definition),
				"note":        r.Text(&v.Note),
				"leaves_open": r.Flag(&v.LeavesOpen),
			})
			*into = append(*into, v)
		}
	}
}

func (r *reader) closings(into *[]ascribe.Closing) yamltext.Field {
	return func(p string, n ast.Node) {
		for i, e := range r.Entries(p, "closes", n) {
			c := ascribe.Closing{Variable: e.Key}
			r.Texts(&c.Values, "the closing values")(yamltext.Path(p, i), e.Value)
			*into = append(*into, c)
		}
	}
}

func (r *reader) labels(into *[]ascribe.Label) yamltext.Field {
	return func(p string, n ast.Node) {
		for i, e := range r.Entries(p, "labels", n) {
			l := ascribe.Label{Name: e.Key}
			r.Mapping(yamltext.Path(p, i), "a label", e.Value, map[string]yamltext.Field{
				"definition": r.Text(&l.Definition),
				"levels":     r.levels(&l.Levels),
			})
			*into = append(*into, l)
		}
	}
}

func (r *reader) levels(into *[]ascribe.Level) yamltext.Field {
	return func(p string, n ast.Node) {
		for i, e := range r.Entries(p, "levels", n) {
			l := ascribe.Level{Name: e.Key}
			r.Mapping(yamltext.Path(p, i), "a level", e.Value, map[string]yamltext.Field{
				"definition": r.Text(&l.Definition),
			})
			*into = append(*into, l)
		}
	}
}

func (r *reader) rows(into *[]ascribe.DecisionRow) yamltext.Field {
	return func(path string, n ast.Node) {
		r.List(path, "rows", n, func(path string, n ast.Node) {
			var row ascribe.DecisionRow
			r.Mapping(path, "a row", n, map[string]yamltext.Field{
				"id":          r.Text(&row.ID),
				"label":       r.Text(&row.Label),
				"level":       r.Text(&row.Level),
				"when":        r.Text(&row.When),
				"explanation": r.Text(&row.Explanation),
			})
			*into = append(*into, row)
		})
	}
}

func (r *reader) crosswalks(into *[]ascribe.Crosswalk) yamltext.Field {
	return func(path string, n ast.Node) {
		r.List(path, "crosswalks", n, func(path string, n ast.Node) {
			var c ascribe.Crosswalk
			r.Mapping(path, "a crosswalk", n, map[string]yamltext.Field{
				"id":       r.Text(&c.ID),
				"title":    r.byLanguage(&c.Title, &c.Titles),
				"source":   r.Text(&c.Source),
				"mappings": r.mappings(&c.Mappings),
			})
			*into = append(*into, c)
		})
	}
}

func (r *reader) mappings(into *[]ascribe.Mapping) yamltext.Field {
	return func(path string, n ast.Node) {
		r.List(path, "mappings", n, func(path string, n ast.Node) {
			var m ascribe.Mapping
			r.Mapping(path, "a mapping to another scheme", n, map[string]yamltext.Field{
				"label":    r.Text(&m.Label),
				"level":    r.Text(&m.Level),
				"term":     r.Text(&m.Term),
				"relation": yamltext.OneOf(r.Reader, &m.Relation, "relation", ascribe.Relations),
			})
			*into = append(*into, m)
		})
	}
}
