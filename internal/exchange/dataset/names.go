package dataset

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/ascribe-project/ascribe"
)

// ownNames are the names by which a mapping and later editions know the
// columns of a header: those in the file, of several of one name the second
// with #2, and #1 for the first that has none.
func ownNames(header []heading) []string {
	names := make([]string, len(header))
	times := map[string]int{}
	for i, h := range header {
		name := norm.NFC.String(strings.TrimSpace(h.name))
		n := times[name] + 1
		times[name] = n
		if n > 1 || name == "" {
			name = fmt.Sprintf("%s#%d", name, n)
		}
		names[i] = name
	}
	return names
}

// unnamed reports whether the column has no name in the file.
func (h heading) unnamed() bool { return strings.TrimSpace(h.name) == "" }

// alike is what two names have in common that differ only by large and small
// letters, by spaces, or by how accents are encoded.
func alike(name string) string {
	return strings.ToLower(norm.NFC.String(strings.Join(strings.Fields(name), " ")))
}

// Alike reports whether two names of columns differ at most by large and small
// letters, by spaces, or by how accents are encoded. No name is like none.
func Alike(a, b string) bool { return a != "" && alike(a) == alike(b) }

// nameIndex finds columns by their names: by the name as it is or, where
// there is none, by the only one that is alike.
type nameIndex struct {
	exact map[string]int
	alike map[string]int // -1 where several are
}

func newNameIndex(names []string) nameIndex {
	x := nameIndex{exact: map[string]int{}, alike: map[string]int{}}
	for i, name := range names {
		if _, doubled := x.exact[name]; !doubled {
			x.exact[name] = i
		}
		fold := alike(name)
		if _, several := x.alike[fold]; several {
			x.alike[fold] = -1
			continue
		}
		x.alike[fold] = i
	}
	return x
}

func (x nameIndex) find(name string) (int, bool) {
	if i, ok := x.exact[name]; ok {
		return i, true
	}
	i, ok := x.alike[alike(name)]
	return i, ok && i >= 0
}

// Before is what a store has of the dataset of which a table is an edition.
type Before struct {
	IDs       ascribe.IDForm
	Columns   []Column // of the files of its editions, by name and variable
	Variables []string // all of its codebook
}

// Continue makes the table one of a dataset: a column is the variable that the
// dataset has for it, by the name that it has in the file and wherever it
// stands, and ids have the dataset's form. It is called before Rows. A
// mapping that would give a column's name to something else is refused.
func (t *Table) Continue(before Before) error {
	t.ids = before.IDs
	var problems ascribe.Problems
	t.nameColumns(&before, &problems)
	return problems.Err(t.name, t.headerHint())
}

// nameColumns gives a variable to each column that the mapping gives none.
func (t *Table) nameColumns(before *Before, problems *ascribe.Problems) {
	n := namer{table: t, used: map[string]bool{}, given: map[string]string{}}
	for i := range t.plan.columns {
		c := &t.plan.columns[i]
		switch {
		case c.Derived():
			n.give(c.Variable, "the derived column "+quote(c.Variable))
		case t.plan.fields[i].rule != "":
			c.Variable = t.plan.fields[i].rule
			n.give(c.Variable, "what the mapping makes of "+quote(c.Name))
		default:
			c.Variable = ""
		}
	}
	n.known(before.Columns)
	for _, v := range before.Variables {
		n.used[v] = true
	}
	n.unknown(problems)
	t.expose()
}

// A namer gives variables to the columns of one table.
type namer struct {
	table *Table
	used  map[string]bool   // variables that no other column can be
	given map[string]string // those that the mapping gives, and what to
}

func (n *namer) give(variable, to string) { n.used[variable], n.given[variable] = true, to }

// known gives columns the variables that the dataset has for them.
func (n *namer) known(before []Column) {
	names := make([]string, len(before))
	for i := range before {
		names[i] = before[i].Name
	}
	index := newNameIndex(names)
	take := func(c *Column, i int, ok bool) {
		if ok && c.Variable == "" && !n.used[before[i].Variable] {
			c.Variable = before[i].Variable
			n.used[c.Variable] = true
		}
	}
	columns, fields := n.table.plan.columns, n.table.plan.fields
	for i := range fields { // those that are exactly so come first
		at, ok := index.exact[columns[i].Name]
		take(&columns[i], at, ok)
	}
	for i := range fields {
		at, ok := index.find(columns[i].Name)
		take(&columns[i], at, ok)
		if fields[i].unnamed { // as the first version called it
			at, ok = index.exact["column_"+strconv.Itoa(i+1)]
			take(&columns[i], at, ok)
		}
	}
}

// unknown makes variables for the columns that are left.
func (n *namer) unknown(problems *ascribe.Problems) {
	for i := range n.table.plan.fields {
		c := &n.table.plan.columns[i]
		if c.Variable != "" {
			continue
		}
		name := ""
		if !n.table.plan.fields[i].unnamed {
			name = variableName(c.Name)
		}
		if name == "" {
			at := i + 1
			for name = fmt.Sprintf("column_%d", at); n.used[name]; name = fmt.Sprintf("column_%d", at) {
				at++
			}
		}
		if to, taken := n.given[name]; taken && !slices.Contains(n.table.plan.left, i) {
			at := n.table.plan.fields[i].at
			problems.Add(ascribe.Problem{
				File: n.table.name, Line: int(at.line), Column: int(at.column),
				Message: fmt.Sprintf("%s has the name of the column %s, which keeps it: give it another in the mapping, such as %s_2", to, quote(c.Name), name),
			})
		}
		c.Variable = unique(name, n.used)
	}
}
