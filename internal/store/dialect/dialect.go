// Package dialect says what differs from one database to another: a database
// that a store can lie in fills a [Dialect], and nothing else knows of it.
//
// The text of all SQL that databases share lies in the store's folder sql, as
// PostgreSQL takes it. A list is one argument, and looked for with "= any ($1)".
package dialect

import (
	"context"
	"database/sql"
)

// A Dialect is a database's own way of doing what each does differently.
type Dialect struct {
	// Version is of the schema that the program writes.
	Version int64
	// Tables are those of a version of the schema.
	Tables func(version int64) []Table
	// Queries are texts of the database's own, by name. They take the place of
	// shared ones, or are of what it alone has.
	Queries map[string]string
	// Text is a shared query as the database takes it.
	Text func(shared string) string
	// List is a list of whole numbers or of texts as one argument.
	List func(list any) (any, error)

	// Create makes a database of the program's version with what fill writes, all
	// or nothing, and opens it. An address at which something is already is
	// refused.
	Create func(ctx context.Context, address string, fill func(*sql.Tx) error) (*Database, error)
	// Open opens a database of any version up to the program's, and changes
	// nothing in it.
	Open func(ctx context.Context, address string) (*Database, error)
	// Without is a pool that reads the database as if some records, and what hangs
	// on them, had not been written, whatever it is asked.
	Without func(db *Database, records []int64) (*sql.DB, error)
	// Standing is a pool whose transactions can be told by Stand which strikes act,
	// and up to which record amendments count: they read the database as if what
	// these strikes take with them had not been written, and the days of what moved
	// are those of then. Before they are told, they read everything as it was
	// written. The pools of Without can be told, too.
	Standing func(db *Database) (*sql.DB, error)
	Stand    func(ctx context.Context, tx *sql.Tx, acting []int64, record int64) error
	// Remove takes away a database that was just made, with all that lies beside it.
	Remove func(address string)
	// Size is how many bytes a database takes.
	Size func(address string) (int64, error)
	// Copy writes a database, as it stands at one moment, to a file.
	Copy func(ctx context.Context, db *Database, file string) error

	// VersionOf is the version of the schema, or ErrNoVersion.
	VersionOf func(ctx context.Context, q Queryer) (int64, error)
	// CheckSchema refuses a schema that is not the one of a new database of the
	// version.
	CheckSchema func(ctx context.Context, q Queryer, version int64) error
	// Check refuses rows that refer to none, and a damaged database.
	Check func(ctx context.Context, q Queryer) error
	// Upgrade is the statements that bring the schema from a version to the
	// program's. Derived tables are empty then.
	Upgrade func(version int64) []string

	// Overwrite has what is deleted in a transaction overwritten, and Forget ends
	// that on its connection and takes away what else may still have it, as long as
	// its context lasts.
	Overwrite func(ctx context.Context, tx *sql.Tx) error
	Forget    func(ctx context.Context, conn *sql.Conn) error

	// Fault says why the database failed.
	Fault func(err error) Fault
}

// A Database is one that is open.
type Database struct {
	Address string
	Version int64 // of its schema
	Writer  *sql.DB
	Reader  *sql.DB
	Apart   *sql.DB // reads too, for those who follow the ledger
	Frozen  bool    // it cannot be written, nor anything beside it
}

// A Queryer is a connection or a transaction.
type Queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}
