package dialect

import (
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

var (
	heading     = regexp.MustCompile(`(?m)^-- name: (.+)$`)
	classLine   = regexp.MustCompile(`^-- class: (.+)\n`)
	createTable = regexp.MustCompile(`(?m)^create table (\w+)`)
	references  = regexp.MustCompile(`references (\w+)`)
)

// LoadQueries reads the queries of a folder of .sql files, by the name of the
// file and their own, as in "entry.last". The files are part of the program: one
// that cannot be read is a fault of it.
func LoadQueries(files fs.FS, folder string) map[string]string {
	queries := make(map[string]string)
	each(files, folder, func(file, text string) {
		headings := heading.FindAllStringSubmatchIndex(text, -1)
		for i, h := range headings {
			end := len(text)
			if i+1 < len(headings) {
				end = headings[i+1][0]
			}
			queries[file+"."+text[h[2]:h[3]]] = strings.TrimSuffix(strip(text[h[1]:end]), ";")
		}
	})
	return queries
}

// strip is a query without the comment on the next one.
func strip(text string) string {
	if i := strings.LastIndex(text, ";"); i >= 0 {
		text = text[:i+1]
	}
	return strings.TrimSpace(text)
}

func each(files fs.FS, folder string, use func(file, text string)) {
	list, err := fs.ReadDir(files, folder)
	if err != nil {
		panic(err)
	}
	for _, f := range list {
		text, err := fs.ReadFile(files, path.Join(folder, f.Name()))
		if err != nil {
			panic(err)
		}
		use(strings.TrimSuffix(f.Name(), ".sql"), string(text))
	}
}

// A Class says how a table may change, and what verifying it means.
type Class string

const (
	Ledger  Class = "ledger"
	Erasing Class = "ledger, deleted where erased" // its delete trigger is its own
	Derived Class = "derived"
	Local   Class = "local"
)

// A Table as its file describes it.
type Table struct {
	Name    string
	Class   Class
	Schema  string
	parents []string // the tables that it refers to
}

// LoadTables reads a folder of .sql files, one for each table, in the order of
// their names.
func LoadTables(files fs.FS, folder string) []Table {
	var tables []Table
	each(files, folder, func(_, text string) {
		class := classLine.FindStringSubmatch(text)
		t := Table{Class: Class(class[1]), Schema: strings.TrimSpace(text[len(class[0]):])}
		t.Name = createTable.FindStringSubmatch(t.Schema)[1]
		for _, m := range references.FindAllStringSubmatch(t.Schema, -1) {
			t.parents = append(t.parents, m[1])
		}
		tables = append(tables, t)
	})
	return tables
}

// InOrder is the derived ones of some tables, each before those that it refers
// to, so that they can be emptied in this order.
func InOrder(tables []Table) []Table {
	var order []Table
	for left := slices.DeleteFunc(slices.Clone(tables), func(t Table) bool { return t.Class != Derived }); len(left) > 0; {
		i := slices.IndexFunc(left, func(t Table) bool {
			return !slices.ContainsFunc(left, func(o Table) bool { return o.Name != t.Name && slices.Contains(o.parents, t.Name) })
		})
		order = append(order, left[i])
		left = slices.Delete(left, i, i+1)
	}
	return order
}

// NamesOf are the names of tables.
func NamesOf(tables []Table) []string {
	names := make([]string, len(tables))
	for i, t := range tables {
		names[i] = t.Name
	}
	return names
}
