package store

import (
	"embed"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

//go:embed sql/*.sql
var sqlFiles embed.FS

// A class says how a table may change, and what verifying it means.
type class string

const (
	classLedger  class = "ledger"
	classErasing class = "ledger, deleted where erased" // its delete trigger is its own
	classDerived class = "derived"
	classLocal   class = "local"
)

// A table as its file describes it.
type table struct {
	name    string
	class   class
	schema  string
	parents []string // the tables that it refers to
}

// The queries by the name of their file and their own, as in "entry.last",
// and the tables in the order of their names.
var queries, tables = loadSQL()

var (
	queryHeading = regexp.MustCompile(`(?m)^-- name: (.+)$`)
	createTable  = regexp.MustCompile(`(?m)^create table (\w+)`)
	references   = regexp.MustCompile(`references (\w+)`)
)

func loadSQL() (map[string]string, []table) {
	files, err := sqlFiles.ReadDir("sql")
	if err != nil {
		panic(err) // the files are part of the program
	}
	queries := make(map[string]string)
	var tables []table
	for _, f := range files {
		text, err := sqlFiles.ReadFile(path.Join("sql", f.Name()))
		if err != nil {
			panic(err)
		}
		headings := queryHeading.FindAllSubmatchIndex(text, -1)
		for i, h := range headings {
			end := len(text)
			if i+1 < len(headings) {
				end = headings[i+1][0]
			}
			name, body := string(text[h[2]:h[3]]), strings.TrimSpace(string(text[h[1]:end]))
			if kind, ok := strings.CutPrefix(name, "schema "); ok {
				tables = append(tables, newTable(class(kind), body))
			} else {
				queries[strings.TrimSuffix(f.Name(), ".sql")+"."+name] = asSQLite(strings.TrimSuffix(body, ";"))
			}
		}
	}
	return queries, tables
}

func newTable(c class, schema string) table {
	t := table{name: createTable.FindStringSubmatch(schema)[1], class: c, schema: schema}
	for _, m := range references.FindAllStringSubmatch(schema, -1) {
		t.parents = append(t.parents, m[1])
	}
	return t
}

// query is the text of a query. A name that no file has is a fault of the
// program, and every query is prepared by a test.
func query(name string) string {
	text, ok := queries[name]
	if !ok {
		panic("store: there is no query " + name)
	}
	return text
}

// schema is all that a new store is made of.
func schema() string {
	var b strings.Builder
	for _, t := range tables {
		b.WriteString(t.schema)
		b.WriteString("\n")
		if t.class == classLedger {
			fmt.Fprintf(&b, insertOnlyDelete, t.name)
		}
		if t.class == classLedger || t.class == classErasing {
			fmt.Fprintf(&b, insertOnlyUpdate, t.name)
		}
	}
	return b.String()
}

// The triggers that make a table of the ledger insert-only. Replacing a row
// deletes it first, and fires the trigger where recursive_triggers is on.
const (
	insertOnlyDelete = `create trigger %[1]s_delete before delete on %[1]s
begin
  select raise(abort, 'the ledger is insert-only');
end;
`
	insertOnlyUpdate = `create trigger %[1]s_update before update on %[1]s
begin
  select raise(abort, 'the ledger is insert-only');
end;
`
)

// derivedTables lists the derived tables, each before those it refers to, so
// that they can be emptied in this order.
func derivedTables() []string {
	var order []string
	for left := slices.DeleteFunc(slices.Clone(tables), func(t table) bool { return t.class != classDerived }); len(left) > 0; {
		i := slices.IndexFunc(left, func(t table) bool {
			return !slices.ContainsFunc(left, func(o table) bool { return o.name != t.name && slices.Contains(o.parents, t.name) })
		})
		order = append(order, left[i].name)
		left = slices.Delete(left, i, i+1)
	}
	return order
}
