package codebook

import (
	"github.com/ascribe-project/ascribe"

	"github.com/ascribe-project/ascribe/internal/yamltext"
)

// renamed holds the names that variables and values had before: what was coded
// under one of them can be only one thing today.
func (c checker) renamed() {
	owner := map[string]string{}
	for i := range c.book.Vars {
		owner[c.book.Vars[i].Name] = c.book.Vars[i].Name
	}
	for i := range c.book.Vars {
		v := &c.book.Vars[i]
		p := yamltext.Path("variables", i)
		for j, name := range v.Was {
			at := yamltext.Path(p, "was", j)
			c.name(at, "variable", name)
			c.wasOther(at, "variable", name, v.Name, owner)
		}
		c.renamedValues(p, v)
	}
}

func (c checker) renamedValues(p string, v *Var) {
	owner := map[string]string{}
	for _, value := range v.Variable.Values {
		owner[value.Code] = value.Code
	}
	for i, value := range v.Variable.Values {
		for j, code := range value.Was {
			at := yamltext.Path(p, "values", i, "was", j)
			switch {
			case code == ascribe.NotExamined || code == ascribe.NoneFound:
				c.FaultIn(at, "%q is still what it was: every variable has it", code)
			case !codeForm.MatchString(code):
				c.FaultIn(at, "%s cannot have been a value", yamltext.Quote(code))
			default:
				c.wasOther(at, "value", code, value.Code, owner)
			}
		}
	}
}

// wasOther notes that an earlier name is the name of another, or of two.
func (c checker) wasOther(at, what, name, of string, owner map[string]string) {
	switch other, taken := owner[name]; {
	case !taken:
		owner[name] = of
	case other == name:
		c.FaultIn(at, "%s cannot have been called %q: a %s of that name is there", of, name, what)
	default:
		c.FaultIn(at, "%q is said twice to be what a %s was called: %s has it", name, what, other)
	}
}
