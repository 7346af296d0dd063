package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/ascribe-project/ascribe/internal/store/dialect"
)

// The marks of a store in the header of its file: "ascr", and the version of
// its schema.
const (
	applicationID = 0x61736372
	// Version is of the schema that the program writes.
	Version = 3
)

// steps are what brings the ledger's and the local tables of one version of the
// schema to the next. What is derived is never altered: after the last step it
// is made anew from the records.
var steps = [Version]string{
	1: "",                     // fold came, which is derived
	2: newTable("local_once"), // and sheet, sheet_row, amendment, distinction, document, anchor, strike, falls, taken, moved, orphan, kept_filter, description, what fold has of rows, and the index of statements by variable came, which are derived
}

// newTable makes one that is not derived, as a new store has it.
func newTable(name string) string {
	i := slices.IndexFunc(tables, func(t dialect.Table) bool { return t.Name == name })
	return tables[i].Schema
}

// marks marks a file as a store of the program's version.
func marks() string {
	return fmt.Sprintf("pragma application_id = %d; pragma user_version = %d", applicationID, Version)
}

//go:embed was/*.sql
var schemasBefore embed.FS

//go:embed schema/*.sql
var schemaFiles embed.FS

// schemaOf is all that a new store of a version was made of.
func schemaOf(version int64) string {
	if version == Version {
		return schema()
	}
	text, err := schemasBefore.ReadFile(fmt.Sprintf("was/%d.sql", version))
	if err != nil {
		panic(err) // the files are part of the program
	}
	return string(text)
}

// An object of a schema.
type object struct{ kind, name, table, sql string }

// objects are those of a schema, by version, as SQLite lists them.
var objects [Version + 1]struct {
	once sync.Once
	list []object
	err  error
}

func objectsOf(version int64) ([]object, error) {
	o := &objects[version]
	o.once.Do(func() {
		var db *sql.DB
		if db, o.err = sql.Open(driver, ":memory:"); o.err != nil {
			return
		}
		defer db.Close() //nolint:errcheck // it is thrown away
		db.SetMaxOpenConns(1)
		ctx := context.Background()
		if _, o.err = db.ExecContext(ctx, schemaOf(version)); o.err == nil {
			o.list, o.err = listObjects(ctx, db, -1)
		}
	})
	return o.list, o.err
}

// listObjects are the objects of a database, so many at most: a limit below 0 is
// none.
func listObjects(ctx context.Context, db dialect.Queryer, limit int) (list []object, err error) {
	rows, err := db.QueryContext(ctx, "select type, name, tbl_name, coalesce(sql, '') from sqlite_schema order by name, type limit $1", limit)
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		var o object
		if err := rows.Scan(&o.kind, &o.name, &o.table, &o.sql); err != nil {
			return nil, errors.Join(err, rows.Close())
		}
		list = append(list, o)
	}
	return list, errors.Join(rows.Err(), rows.Close())
}

// checkSchema compares the schema of a database with that of a new store of the
// version. A table is one, and no view that never ends.
func checkSchema(ctx context.Context, db dialect.Queryer, version int64) error {
	want, err := objectsOf(version)
	if err != nil {
		return err
	}
	have, err := listObjects(ctx, db, len(want)+1)
	if err != nil {
		return err
	}
	for len(want) > 0 || len(have) > 0 {
		switch {
		case len(have) == 0 || len(want) > 0 && want[0].name < have[0].name:
			return dialect.Unverified("schema: the %s %s is missing", want[0].kind, want[0].name)
		case len(want) == 0 || want[0].name != have[0].name:
			return dialect.Unverified("schema: there is a %s %s, which is not the program's", have[0].kind, have[0].name)
		case want[0] != have[0]:
			return dialect.Unverified("schema: the %s %s is not the program's", have[0].kind, have[0].name)
		}
		want, have = want[1:], have[1:]
	}
	return nil
}

// tables are those of the program's version.
var tables = dialect.LoadTables(schemaFiles, "schema")

// tablesOf are the tables of a version, as the program's has them.
func tablesOf(version int64) []dialect.Table {
	there := createTable.FindAllStringSubmatch(schemaOf(version), -1)
	return slices.DeleteFunc(slices.Clone(tables), func(t dialect.Table) bool {
		return !slices.ContainsFunc(there, func(m []string) bool { return m[1] == t.Name })
	})
}

var createTable = regexp.MustCompile(`(?m)^create table (\w+)`)

// schema is all that a new store is made of.
func schema() string {
	var b strings.Builder
	for _, t := range tables {
		b.WriteString(t.Schema)
		b.WriteString("\n")
		if t.Class == dialect.Ledger {
			fmt.Fprintf(&b, insertOnlyDelete, t.Name)
		}
		if t.Class == dialect.Ledger || t.Class == dialect.Erasing {
			fmt.Fprintf(&b, insertOnlyUpdate, t.Name)
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

func createSchema(ctx context.Context, db *sql.DB, fill func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	for _, text := range []string{schema(), marks()} {
		if _, err := tx.ExecContext(ctx, text); err != nil {
			return err
		}
	}
	if err := fill(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// upgrade is the statements that bring a schema from a version to the program's.
// Indexes and triggers go with their tables.
func upgrade(version int64) []string {
	var statements []string
	for _, step := range steps[version:] {
		if step != "" {
			statements = append(statements, step)
		}
	}
	for _, t := range dialect.InOrder(tablesOf(version)) {
		statements = append(statements, "drop table "+t.Name)
	}
	derived := dialect.InOrder(tables)
	slices.Reverse(derived) // each after those that it refers to
	for _, t := range derived {
		statements = append(statements, t.Schema)
	}
	return append(statements, marks())
}

// versionOf is the version of the schema of a database, or dialect.ErrNoVersion where it
// is not marked as a store.
func versionOf(ctx context.Context, db dialect.Queryer) (version int64, err error) {
	var id int64
	if err := db.QueryRowContext(ctx, "pragma application_id").Scan(&id); err != nil {
		return 0, err
	}
	if err := db.QueryRowContext(ctx, "pragma user_version").Scan(&version); err != nil {
		return 0, err
	}
	if id != applicationID || version < 1 {
		return 0, dialect.ErrNoVersion
	}
	return version, nil
}
