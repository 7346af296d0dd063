package kit

import (
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// A Glossary says what the words of a codebook mean.
type Glossary struct{ *ascribe.Codebook }

// VariableTitle is what a variable is called.
func (g Glossary) VariableTitle(name string) string {
	if v := g.Variable(name); v != nil && v.Title != "" {
		return v.Title
	}
	return Words(name)
}

// ColumnName is what a column of an imported dataset is called in its files; of a
// variable of the team's, its name.
func (g Glossary) ColumnName(name string) string {
	if v := g.Variable(name); v != nil && len(g.Rows) == 0 && v.Title != "" {
		return v.Title
	}
	return name
}

// Meaning is the definition of a variable.
func (g Glossary) Meaning(name string) string {
	if v := g.Variable(name); v != nil {
		return v.Definition
	}
	return ""
}

// ValueWords is a value in words: a code without its underscores, a date as
// people write it, what takes several codes with commas.
func (g Glossary) ValueWords(variable, value string) string {
	v := g.Variable(variable)
	if v == nil {
		return value
	}
	switch v.Type {
	case ascribe.TypeCode:
		return Words(strings.ReplaceAll(value, ";", ", "))
	case ascribe.TypeDate:
		return DateWords(value)
	case ascribe.TypeCountry:
		return point.CountryName(value)
	}
	return value
}

// ValueMeaning is the definition of a code.
func (g Glossary) ValueMeaning(variable, value string) string {
	if v := g.Variable(variable); v != nil {
		if c := v.Value(value); c != nil {
			return c.Definition
		}
	}
	return ""
}

// Facts are the roles that say what an incident was, in the order in which
// people tell them.
func (g Glossary) Facts() []string {
	var names []string
	for _, r := range []ascribe.Role{
		ascribe.RoleEventDate, ascribe.RolePlace, ascribe.RoleCountry, ascribe.RoleStage, ascribe.RoleOutcome, ascribe.RoleKilled, ascribe.RoleInjured,
	} {
		if v := g.WithRole(r); v != nil {
			names = append(names, v.Name)
		}
	}
	return names
}

// Plain reports whether a value speaks for itself, without the name of its
// variable: a day, a place, a country, what came of it.
func (g Glossary) Plain(variable string) bool {
	v := g.Variable(variable)
	return v != nil && v.Type != ascribe.TypeNumber
}
