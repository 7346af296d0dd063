package store

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"path/filepath"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"github.com/ascribe-project/ascribe"
)

const driver = "sqlite"

// Pragmas stand in the connection string, since one that is executed reaches
// only one connection of a pool.
var (
	probing = []string{"_pragma", "busy_timeout(5000)"}
	writing = []string{
		"_txlock", "immediate",
		"_pragma", "busy_timeout(5000)",
		"_pragma", "foreign_keys(1)",
		"_pragma", "recursive_triggers(1)",
		"_pragma", "journal_mode(WAL)",
		"_pragma", "synchronous(FULL)",
		"_pragma", "cache_size(-65536)",
		"_pragma", "trusted_schema(0)",
	}
	reading = []string{
		"_pragma", "busy_timeout(5000)",
		"_pragma", "query_only(1)",
		"_pragma", "cache_size(-16384)",
		"_pragma", "trusted_schema(0)",
	}
)

// frozen opens a file that cannot be written, nor anything beside it: it is
// read as it lies there. A file with a write-ahead log beside it cannot be.
var frozen = []string{"mode", "ro", "immutable", "1"}

// dsn is the connection string for a file that exists.
func dsn(path string, options []string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	q := url.Values{}
	for i := 0; i < len(options); i += 2 {
		q.Add(options[i], options[i+1])
	}
	if !q.Has("mode") {
		q.Set("mode", "rw")
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(abs), RawQuery: q.Encode()}
	return u.String(), nil
}

func openPool(path string, options []string, size int) (*sql.DB, error) {
	name, err := dsn(path, options)
	if err != nil {
		return nil, err
	}
	db, err := sql.Open(driver, name)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	return db, nil
}

// begin waits for a connection of the pool as long as the context lasts, and
// begins a transaction. That is rolled back by whoever began it, and not when
// the context ends: the driver would do it in the midst of a statement.
func begin(ctx context.Context, pool *sql.DB, o *sql.TxOptions) (*sql.Conn, *sql.Tx, error) {
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, nil, err
	}
	tx, err := conn.BeginTx(context.WithoutCancel(ctx), o)
	if err != nil {
		return nil, nil, errors.Join(err, conn.Close())
	}
	countsOf(ctx).transactions.Add(1)
	return conn, tx, nil
}

// ofCaller leaves the error of a caller's own function as it is, but for an
// interrupt that it hands on.
func ofCaller(ctx context.Context, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return explain(ctx, err)
	}
	return err
}

// explain turns an error of the driver into one for people, by its code.
func explain(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*ascribe.Error](err); ok {
		return err
	}
	if ctx.Err() != nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return ascribe.Errorf(ascribe.ErrInterrupted, "interrupted; nothing was written").WithCause(err)
	}
	e, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return ascribe.Errorf(ascribe.ErrInternal, "the store failed").WithCause(err)
	}
	switch e.Code() & 0xff {
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return ascribe.Errorf(ascribe.ErrConflict, "another process is writing to the store").
			WithHint("wait until it is done, and try again").WithCause(err)
	case lib.SQLITE_FULL:
		return ascribe.Errorf(ascribe.ErrConflict, "the disk is full; nothing was written").
			WithHint("free some space, and try again").WithCause(err)
	case lib.SQLITE_INTERRUPT:
		return ascribe.Errorf(ascribe.ErrInterrupted, "interrupted; nothing was written").WithCause(err)
	case lib.SQLITE_NOTADB:
		return ascribe.Errorf(ascribe.ErrInvalid, "the file is not a store of ascribe").
			WithHint("name the store with --store, or make one with: ascribe init").WithCause(err)
	case lib.SQLITE_CORRUPT:
		return ascribe.Errorf(ascribe.ErrUnverified, "the file of the store is damaged").
			WithHint("go back to the last backup").WithCause(err)
	case lib.SQLITE_READONLY, lib.SQLITE_PERM, lib.SQLITE_AUTH:
		return ascribe.Errorf(ascribe.ErrConflict, "the store may not be written").
			WithHint("look at the permissions of the file and of its folder").WithCause(err)
	case lib.SQLITE_IOERR:
		return ascribe.Errorf(ascribe.ErrConflict, "the disk of the store cannot be read or written").
			WithHint("see whether it is full, away or failing").WithCause(err)
	case lib.SQLITE_CANTOPEN:
		return ascribe.Errorf(ascribe.ErrConflict, "the store cannot be opened").
			WithHint("look at the permissions of the file and of its folder").WithCause(err)
	}
	return ascribe.Errorf(ascribe.ErrInternal, "the store failed").WithCause(err)
}
