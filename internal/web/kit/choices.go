package kit

import (
	"slices"

	"github.com/ascribe-project/ascribe"
)

// A Choice is one that a form offers.
type Choice struct {
	Value, Text string
	Chosen      bool
}

// Dimensions are what incidents can be counted by, with the chosen one.
func (f *Frame) Dimensions(chosen string) []Choice {
	var names []string
	if len(f.Glossary.Rows) > 0 {
		names = append(names, "label", "level", "settled")
	}
	if f.Glossary.Variable("year") == nil && f.Glossary.WithRole(ascribe.RoleEventDate) != nil {
		names = append(names, "year")
	}
	for i := range f.Glossary.Variables {
		v := &f.Glossary.Variables[i]
		countable := v.Type == ascribe.TypeCode || v.Role == ascribe.RoleCountry || v.Role == ascribe.RolePlace
		if OfIncident(v) && (countable || len(f.Glossary.Rows) == 0) {
			names = append(names, v.Name)
		}
	}
	var list []Choice
	for _, name := range names {
		list = append(list, Choice{name, SentenceCase(f.DimensionTitle(name)), name == chosen})
	}
	switch {
	case chosen == "":
		list = append([]Choice{{"", "choose", true}}, list...)
	case !slices.Contains(names, chosen):
		list = append(list, Choice{chosen, SentenceCase(f.DimensionTitle(chosen)), true})
	}
	return list
}

func OfIncident(v *ascribe.Variable) bool {
	return len(v.Of) == 0 || slices.Contains(v.Of, ascribe.OfIncident)
}
