package dataset

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/ascribe-project/ascribe"
)

// A Column is one column of a table, and the variable that it is.
type Column struct {
	// Name is the column's in the file, as a mapping names it; empty of a
	// column that was derived.
	Name       string
	Variable   string // as a codebook can have it, and unique in the table
	Type       ascribe.Type
	Role       ascribe.Role
	Codes      []Code // what its values mean, as far as the mapping says; no other values are excluded unless Type is code
	Definition string
	Source     bool // whether it names the sources of the row
	// From are the file's columns that a derived column was made from; nil of
	// one that is in the file. A derived column is no revision of its own:
	// where editions are compared, those that it was made from are.
	From []string
}

// Derived reports whether the column was made from others.
func (c *Column) Derived() bool { return c.From != nil }

// A Code is a value as it is found, and what it means.
type Code struct{ Value, Meaning string }

// maxName is the greatest length of the name of a variable.
const maxName = 60

// taken are names that mean something else in a condition or a question.
var taken = strings.Fields(`as break const continue else false for function if import in let loop package namespace null
return true var void while bool bytes double duration dyn int list map null_type string timestamp type uint known
label level settled unknown`)

// variableName makes the name of a variable from that of a column: small
// letters, digits and underscores, accents taken away; "" of a name that has
// no Latin letter or digit.
func variableName(column string) string {
	var b strings.Builder
	gap := false
	for _, c := range norm.NFD.String(column) {
		c = unicode.ToLower(c)
		switch {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
			if gap && b.Len() > 0 {
				b.WriteByte('_')
			}
			gap = false
			b.WriteRune(c)
		case unicode.Is(unicode.Mn, c):
		default:
			gap = true
		}
	}
	name := b.String()
	switch {
	case name == "":
		return ""
	case name[0] <= '9':
		name = "c_" + name
	}
	if len(name) > maxName-4 {
		name = strings.TrimRight(name[:maxName-4], "_")
	}
	if slices.Contains(taken, name) {
		name += "_"
	}
	return name
}

// unique is the name, or the name with a number where it is there already.
func unique(name string, used map[string]bool) string {
	out := name
	for n := 2; used[out]; n++ {
		out = fmt.Sprintf("%s_%d", name, n)
	}
	used[out] = true
	return out
}

// validVariable reports whether a codebook can have a variable of that name.
func validVariable(s string) bool {
	if s == "" || len(s) > maxName || s[0] < 'a' || s[0] > 'z' || slices.Contains(taken, s) {
		return false
	}
	return !strings.ContainsFunc(s, func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_'
	})
}
