package ask

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/near"
	"github.com/ascribe-project/ascribe/internal/survey"
	"github.com/ascribe-project/ascribe/internal/survey/plain"
)

// A dimension is what incidents can be counted by: label, level, settled,
// coders, year, or any variable that is said of incidents.
type dimension struct {
	name string // as it is asked for
	by   string // as a survey knows it; empty: there is none
	book *codebook.Book
}

// of is the values of an incident: never none, and several only where a variable
// takes several.
func (d dimension) of(s disclose.Subject, known ascribe.Day) []string {
	return plain.Values(d.book, s.Reading, d.by, known)
}

// varNamed is the variable of a name. In an imported dataset, whose labels are
// none, that can also be the name of the column in the file; nil: there is
// none, or there are several.
func varNamed(book *codebook.Book, name string) *codebook.Var {
	if v := book.Var(name); v != nil || len(book.Rows) > 0 {
		return v
	}
	var found *codebook.Var
	for i := range book.Vars {
		switch v := &book.Vars[i]; {
		case v.Title == name:
			return v
		case dataset.Alike(v.Title, name) && found != nil:
			return nil
		case dataset.Alike(v.Title, name):
			found = v
		}
	}
	return found
}

func newDimension(book *codebook.Book, name string) (dimension, error) {
	if varNamed(book, name) == nil {
		name = book.Printed(name)
	}
	if v := varNamed(book, name); v != nil && slices.Contains(SubjectsOf(v), ascribe.OfIncident) {
		return dimension{name, v.Name, book}, nil
	}
	if len(book.Rows) == 0 && slices.Contains(ofLabels, name) {
		return dimension{}, ascribe.Errorf(ascribe.ErrInvalid, "there is no %s: the codebook %s %s has no decision table, and so no labels", name, book.ID, book.Version).
			WithHint("there are %s", dimensionsOf(book))
	}
	if slices.Contains(ofLabels, name) || name == survey.ByCoders || name == survey.ByYear && survey.DateVar(book) != nil {
		return dimension{name, name, book}, nil
	}
	return dimension{}, ascribe.Errorf(ascribe.ErrInvalid, "there is no dimension %q%s", name, near.DidYouMean(name, Dimensions(book))).
		WithHint("there are %s", dimensionsOf(book))
}

// ofLabels are the dimensions that only a codebook with a decision table has.
var ofLabels = []string{survey.ByLabel, survey.ByLevel, survey.BySettled}

// dimensionsOf lists what can be counted by under a codebook.
func dimensionsOf(book *codebook.Book) string {
	names, own := namesOfDimensions(book), []string{}
	for i := range book.Vars {
		if slices.Contains(SubjectsOf(&book.Vars[i]), ascribe.OfIncident) {
			own = append(own, nameInFile(book, &book.Vars[i]))
		}
	}
	of := fmt.Sprintf("the variables of %s %s: %s", book.ID, book.Version, strings.Join(own, ", "))
	if len(names) == 0 {
		return of
	}
	return strings.Join(names, ", ") + ", and " + of
}

// namesOfDimensions are the dimensions that are no variables.
func namesOfDimensions(book *codebook.Book) (names []string) {
	if len(book.Rows) > 0 {
		names = append(names, ofLabels...)
		names = append(names, survey.ByCoders)
	}
	if survey.DateVar(book) != nil {
		names = append(names, survey.ByYear)
	}
	return names
}

// nameInFile is the name of a variable and, of a column of an imported dataset
// that is called otherwise in its files, the one there.
func nameInFile(book *codebook.Book, v *codebook.Var) string {
	if v.Title == "" || len(book.Rows) > 0 {
		return v.Name
	}
	return v.Name + " (" + Brief(v.Title) + ")"
}

// DefaultBy is the dimension by which incidents are counted where none is
// named: the label or, under a codebook that gives none, the year, else the
// country. Where there is none of these either, it is "": by nothing.
func DefaultBy(book *codebook.Book) string {
	if len(book.Rows) > 0 {
		return "label"
	}
	if _, err := newDimension(book, "year"); err == nil {
		return "year"
	}
	if v := book.WithRole(ascribe.RoleCountry); v != nil {
		return v.Name
	}
	return ""
}

// SubjectsOf are the kinds of thing that a variable is said of.
func SubjectsOf(v *codebook.Var) []ascribe.SubjectKind {
	if len(v.Of) == 0 {
		return []ascribe.SubjectKind{ascribe.OfIncident}
	}
	return v.Of
}

// Brief cuts a long value for a sentence.
func Brief(s string) string {
	const most = 40
	if c := []rune(s); len(c) > most {
		return string(c[:most-1]) + "…"
	}
	return s
}
