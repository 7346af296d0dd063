package store

import (
	"embed"
	"maps"

	"github.com/ascribe-project/ascribe/internal/store/dialect"
	"github.com/ascribe-project/ascribe/internal/store/sqlite"
)

//go:embed sql/*.sql
var sqlFiles embed.FS

// An engine is a database with the queries as it takes them.
type engine struct {
	dialect.Dialect
	queries map[string]string
	derived []string // tables, each before those that it refers to
}

func newEngine(d dialect.Dialect) *engine {
	queries := dialect.LoadQueries(sqlFiles, "sql")
	for name, text := range queries {
		queries[name] = d.Text(text)
	}
	maps.Copy(queries, d.Queries)
	return &engine{d, queries, dialect.NamesOf(dialect.InOrder(d.Tables(d.Version)))}
}

// engines are all that a store can lie in.
var (
	onSQLite = newEngine(sqlite.Dialect())
	engines  = []*engine{onSQLite}
)

// engineOf is the one that an address names: today each is the path of a file.
func engineOf(string) *engine { return onSQLite }

// query is the text of a query. A name that no file has is a fault of the
// program, and every query is prepared by a test.
func (e *engine) query(name string) string {
	text, ok := e.queries[name]
	if !ok {
		panic("store: there is no query " + name)
	}
	return text
}

// derivedIn are the derived tables that a store of a version has.
func (e *engine) derivedIn(version int64) []string {
	return dialect.NamesOf(dialect.InOrder(e.Tables(version)))
}

// A list is one argument of a query, which looks for what is in it with
// "= any ($1)".
type elements struct{ list any }

func listOf[T int64 | string](list []T) elements { return elements{list} }

// args are those of a query as the database takes them.
func (e *engine) args(args []any) ([]any, error) {
	for i, a := range args {
		if l, ok := a.(elements); ok {
			converted, err := e.List(l.list)
			if err != nil {
				return nil, err
			}
			args = append([]any(nil), args...)
			args[i] = converted
		}
	}
	return args, nil
}

// faultOf is why a database failed; None where something else did.
func faultOf(err error) dialect.Fault {
	for _, e := range engines {
		if fault := e.Fault(err); fault != dialect.None {
			return fault
		}
	}
	return dialect.None
}
