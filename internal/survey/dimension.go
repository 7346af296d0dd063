package survey

import (
	"strconv"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// The dimensions that are no variables of the codebook. A variable of one of
// these names goes before it.
const (
	ByLabel   = "label"
	ByLevel   = "level"
	BySettled = "settled"
	ByYear    = "year"
	// ByCoders says how far the coders of an incident agree, in the words of
	// ascribe.Concord.
	ByCoders = "coders"
)

// Unknown is the value of a dimension where nothing is known.
const Unknown = string(ascribe.StateUnknown)

// DateVar is the variable that says when an incident happened: the one with
// that role or, in a codebook that gives it to none, the one named date.
func DateVar(book *codebook.Book) *ascribe.Variable {
	if v := book.WithRole(ascribe.RoleEventDate); v != nil {
		return v
	}
	if v := book.Var("date"); v != nil {
		return &v.Variable
	}
	return nil
}

// YearOf is the year in which a date lies, unknown where it may lie in two.
func YearOf(date string) string {
	d, err := ascribe.ParseDate(date)
	if err != nil || d.OpenEnded() || d.First().Year() != d.Last().Year() {
		return Unknown
	}
	return strconv.Itoa(d.First().Year())
}
