package codebook

import (
	"github.com/goccy/go-yaml/ast"

	"github.com/ascribe-project/ascribe"
)

const checkHint = "Correct the file and check it again; docs/codebooks.md describes the format."

// Parse reads a codebook from YAML. It holds the text to the format, not to
// sense: [Compile] does. All faults are reported, each with its place.
func Parse(file string, text []byte) (*ascribe.Codebook, error) {
	r := newReader(file)
	c := r.codebook(text)
	if err := r.faults.Err(named(file), checkHint); err != nil {
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
	root := r.root(text)
	if root == nil {
		return nil
	}
	c := &ascribe.Codebook{Adequate: ascribe.Adequacy{Reliability: "C", Credibility: "3"}}
	if !r.readable(root) {
		return nil
	}
	r.mapping("", "a codebook", root, map[string]field{
		"format":      r.format(&c.Format),
		"codebook":    r.text(&c.ID),
		"version":     r.text(&c.Version),
		"title":       r.byLanguage(&c.Title, &c.Titles),
		"description": r.text(&c.Description),
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

func (r *reader) adequacy(into *ascribe.Adequacy) field {
	return func(path string, n ast.Node) {
		r.mapping(path, "adequate", n, map[string]field{
			"reliability": oneOf(r, &into.Reliability, "reliability", ascribe.Reliabilities),
			"credibility": oneOf(r, &into.Credibility, "credibility", ascribe.Credibilities),
		})
	}
}

func (r *reader) variables(into *[]ascribe.Variable) field {
	return func(p string, n ast.Node) {
		for i, e := range r.entries(p, "variables", n) {
			v := ascribe.Variable{Name: e.key, Type: ascribe.TypeCode, Policy: ascribe.PolicyLatest}
			r.mapping(path(p, i), "a variable", e.value, map[string]field{
				"was":        r.since(2, "was", r.texts(&v.Was, "was")),
				"title":      r.byLanguage(&v.Title, &v.Titles),
				"of":         r.subjects(&v.Of),
				"type":       oneOf(r, &v.Type, "type", ascribe.Types),
				"several":    r.flag(&v.Several),
				"definition": r.text(&v.Definition),
				"note":       r.text(&v.Note),
				"source":     r.text(&v.Source),
				"role":       oneOf(r, &v.Role, "role", ascribe.Roles),
				"policy":     oneOf(r, &v.Policy, "policy", ascribe.Policies),
				"decisive":   r.text(&v.Decisive),
				"default":    r.text(&v.Default),
				"open":       r.flag(&v.Open),
				"values":     r.values(&v.Values),
			})
			*into = append(*into, v)
		}
	}
}

func (r *reader) subjects(into *[]ascribe.SubjectKind) field {
	return func(path string, n ast.Node) {
		one := func(path string, n ast.Node) {
			var kind ascribe.SubjectKind
			oneOf(r, &kind, "kind of subject", ascribe.SubjectKinds)(path, n)
			if kind != "" {
				*into = append(*into, kind)
			}
		}
		if _, single := scalarText(n); single {
			one(path, n)
			return
		}
		r.list(path, "of", n, one)
	}
}

func (r *reader) values(into *[]ascribe.Value) field {
	return func(p string, n ast.Node) {
		for i, e := range r.entries(p, "values", n) {
			v := ascribe.Value{Code: e.key}
			r.mapping(path(p, i), "a value", e.value, map[string]field{
				"was":         r.since(2, "was", r.texts(&v.Was, "was")),
				"says":        r.since(2, "says", r.byLanguage(&v.Says, &v.SaysIn)),
				"definition":  r.text(&v.Definition),
				"note":        r.text(&v.Note),
				"leaves_open": r.flag(&v.LeavesOpen),
			})
			*into = append(*into, v)
		}
	}
}

func (r *reader) closings(into *[]ascribe.Closing) field {
	return func(p string, n ast.Node) {
		for i, e := range r.entries(p, "closes", n) {
			c := ascribe.Closing{Variable: e.key}
			r.texts(&c.Values, "the closing values")(path(p, i), e.value)
			*into = append(*into, c)
		}
	}
}

func (r *reader) labels(into *[]ascribe.Label) field {
	return func(p string, n ast.Node) {
		for i, e := range r.entries(p, "labels", n) {
			l := ascribe.Label{Name: e.key}
			r.mapping(path(p, i), "a label", e.value, map[string]field{
				"definition": r.text(&l.Definition),
				"levels":     r.levels(&l.Levels),
			})
			*into = append(*into, l)
		}
	}
}

func (r *reader) levels(into *[]ascribe.Level) field {
	return func(p string, n ast.Node) {
		for i, e := range r.entries(p, "levels", n) {
			l := ascribe.Level{Name: e.key}
			r.mapping(path(p, i), "a level", e.value, map[string]field{
				"definition": r.text(&l.Definition),
			})
			*into = append(*into, l)
		}
	}
}

func (r *reader) rows(into *[]ascribe.DecisionRow) field {
	return func(path string, n ast.Node) {
		r.list(path, "rows", n, func(path string, n ast.Node) {
			var row ascribe.DecisionRow
			r.mapping(path, "a row", n, map[string]field{
				"id":          r.text(&row.ID),
				"label":       r.text(&row.Label),
				"level":       r.text(&row.Level),
				"when":        r.text(&row.When),
				"explanation": r.text(&row.Explanation),
			})
			*into = append(*into, row)
		})
	}
}

func (r *reader) crosswalks(into *[]ascribe.Crosswalk) field {
	return func(path string, n ast.Node) {
		r.list(path, "crosswalks", n, func(path string, n ast.Node) {
			var c ascribe.Crosswalk
			r.mapping(path, "a crosswalk", n, map[string]field{
				"id":       r.text(&c.ID),
				"title":    r.byLanguage(&c.Title, &c.Titles),
				"source":   r.text(&c.Source),
				"mappings": r.mappings(&c.Mappings),
			})
			*into = append(*into, c)
		})
	}
}

func (r *reader) mappings(into *[]ascribe.Mapping) field {
	return func(path string, n ast.Node) {
		r.list(path, "mappings", n, func(path string, n ast.Node) {
			var m ascribe.Mapping
			r.mapping(path, "a mapping to another scheme", n, map[string]field{
				"label":    r.text(&m.Label),
				"level":    r.text(&m.Level),
				"term":     r.text(&m.Term),
				"relation": oneOf(r, &m.Relation, "relation", ascribe.Relations),
			})
			*into = append(*into, m)
		})
	}
}
