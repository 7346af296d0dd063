package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"slices"
	"sync"
)

// The marks of a store in the header of its file: "ascr", and the version of
// its schema.
const (
	applicationID = 0x61736372
	schemaVersion = 2
)

// steps are what brings the ledger's and the local tables of one version of the
// schema to the next. What is derived is never altered: after the last step it
// is made anew from the records.
var steps = [schemaVersion]string{
	1: "", // fold came, which is derived
}

// marks marks a file as a store of the program's version.
func marks() string {
	return fmt.Sprintf("pragma application_id = %d; pragma user_version = %d", applicationID, schemaVersion)
}

//go:embed sql/was/*.sql
var schemasBefore embed.FS

// schemaOf is all that a new store of a version was made of.
func schemaOf(version int64) string {
	if version == schemaVersion {
		return schema()
	}
	text, err := schemasBefore.ReadFile(fmt.Sprintf("sql/was/%d.sql", version))
	if err != nil {
		panic(err) // the files are part of the program
	}
	return string(text)
}

// An object of a schema.
type object struct{ kind, name, table, sql string }

// objects are those of a schema, by version, as SQLite lists them.
var objects [schemaVersion + 1]struct {
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

type queryer interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
}

// listObjects are the objects of a database, so many at most: a limit below 0 is
// none.
func listObjects(ctx context.Context, db queryer, limit int) (list []object, err error) {
	rows, err := db.QueryContext(ctx, "select type, name, tbl_name, coalesce(sql, '') from sqlite_schema order by name, type limit $1", limit)
	if err != nil {
		return nil, err
	}
	for rows.Next() {
		var o object
		if err := rows.Scan(&o.kind, &o.name, &o.table, &o.sql); err != nil {
			return nil, closing(rows, err)
		}
		list = append(list, o)
	}
	return list, closing(rows, rows.Err())
}

// checkSchema compares the schema of a database with that of a new store of the
// version. A table is one, and no view that never ends.
func checkSchema(ctx context.Context, db queryer, version int64) error {
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
			return unverified("schema: the %s %s is missing", want[0].kind, want[0].name)
		case len(want) == 0 || want[0].name != have[0].name:
			return unverified("schema: there is a %s %s, which is not the program's", have[0].kind, have[0].name)
		case want[0] != have[0]:
			return unverified("schema: the %s %s is not the program's", have[0].kind, have[0].name)
		}
		want, have = want[1:], have[1:]
	}
	return nil
}

// tablesOf are the names of the tables of a version.
func tablesOf(version int64) []string {
	var names []string
	for _, m := range createTable.FindAllStringSubmatch(schemaOf(version), -1) {
		names = append(names, m[1])
	}
	return names
}

// derivedIn are the derived tables that a store of a version has, in the order of
// [derivedTables].
func derivedIn(version int64) []string {
	there := tablesOf(version)
	return slices.DeleteFunc(derivedTables(), func(name string) bool { return !slices.Contains(there, name) })
}

var errNoVersion = errors.New("the file has no version of a schema")

// versionOf is the version of the schema of a database, or errNoVersion where it
// is not marked as a store.
func versionOf(ctx context.Context, db interface {
	QueryRowContext(context.Context, string, ...any) *sql.Row
},
) (version int64, err error) {
	var id int64
	if err := db.QueryRowContext(ctx, "pragma application_id").Scan(&id); err != nil {
		return 0, err
	}
	if err := db.QueryRowContext(ctx, "pragma user_version").Scan(&version); err != nil {
		return 0, err
	}
	if id != applicationID || version < 1 {
		return 0, errNoVersion
	}
	return version, nil
}
