package ask

import (
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// Dimensions are the names of what incidents can be counted by and asked for under
// a codebook.
func Dimensions(book *codebook.Book) []string {
	names := namesOfDimensions(book)
	for i := range book.Vars {
		if slices.Contains(SubjectsOf(&book.Vars[i]), ascribe.OfIncident) {
			names = append(names, book.Vars[i].Name)
		}
	}
	return names
}

// ValuesOf are the values of a dimension, where they can be listed.
func ValuesOf(book *codebook.Book, dimension string) []string {
	values := slices.DeleteFunc(survey.Codes(book, dimension), func(s string) bool { return s == "" })
	if book.Var(dimension) != nil {
		values = append(values, ascribe.NotExamined, ascribe.NoneFound, survey.Unknown)
	}
	return values
}

// printed are conditions with the names of what was written as it is printed. One
// label with its level in brackets asks for both.
func printed(book *codebook.Book, where []Condition) []Condition {
	out := make([]Condition, len(where))
	for i, c := range where {
		c.Values = slices.Clone(c.Values)
		v := varNamed(book, book.Printed(c.Dimension))
		for j := range c.Values {
			value := &c.Values[j]
			switch {
			case value.Quoted || c.Op == survey.Words:
			case v != nil:
				value.Text = v.Printed(value.Text)
			case c.Dimension == survey.ByLabel:
				label, level := book.PrintedLabel(value.Text)
				if level == "" {
					value.Text = label
				} else if len(where) == 1 && c.Op == survey.Equal {
					value.Text = label
					out = append(out, survey.Is(survey.ByLevel, level))
				}
			}
		}
		out[i] = c
	}
	return out
}
