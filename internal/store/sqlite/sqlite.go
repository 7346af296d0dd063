// Package sqlite keeps a store in a file of SQLite's.
package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"errors"
	"regexp"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/store/dialect"
)

//go:embed sql/*.sql
var sqlFiles embed.FS

// Dialect is SQLite's. An address is the path of a file.
func Dialect() dialect.Dialect {
	return dialect.Dialect{
		Version:     Version,
		Tables:      tablesOf,
		Queries:     dialect.LoadQueries(sqlFiles, "sql"),
		Text:        text,
		List:        list,
		Create:      create,
		Open:        open,
		Without:     without,
		Standing:    standingPool,
		Stand:       stand,
		Remove:      Remove,
		Size:        size,
		Copy:        copyTo,
		VersionOf:   versionOf,
		CheckSchema: checkSchema,
		Check:       check,
		Upgrade:     upgrade,
		Overwrite:   overwrite,
		Forget:      forget,
		Fault:       faultOf,
	}
}

var anyOf = regexp.MustCompile(`= any \(\$(\d+)\)`)

// text is a shared query with lists in JSON, since SQLite has no others.
func text(shared string) string {
	return anyOf.ReplaceAllString(shared, "in (select value from json_each($$$1))")
}

func list(of any) (any, error) {
	text, err := json.Marshal(of)
	return string(text), err
}

// check looks for what SQLite can find by itself.
func check(ctx context.Context, q dialect.Queryer) error {
	if err := checkKeys(ctx, q); err != nil {
		return err
	}
	var said string
	if err := q.QueryRowContext(ctx, "pragma integrity_check(1)").Scan(&said); err != nil {
		return err
	}
	if said != "ok" {
		return dialect.Unverified("the database file is damaged: %s", said)
	}
	return nil
}

func checkKeys(ctx context.Context, q dialect.Queryer) error {
	rows, err := q.QueryContext(ctx, "pragma foreign_key_check")
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // what was read was read
	if rows.Next() {
		var name, parent string
		var n sql.NullInt64
		var key int64
		if err := rows.Scan(&name, &n, &parent, &key); err != nil {
			return err
		}
		return dialect.Unverified("table %s, row %d refers to a row of %s that is not there", name, n.Int64, parent)
	}
	return rows.Err()
}

// overwrite has what is deleted overwritten in the file, too.
func overwrite(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, "pragma secure_delete = 1")
	return err
}

// forget writes the file anew, without the unused bytes in which an erased body
// may still stand, and empties the write-ahead log. While somebody is reading the
// log cannot be emptied: forget waits for that as long as the context allows.
func forget(ctx context.Context, conn *sql.Conn) error {
	defer func() {
		conn.ExecContext(context.WithoutCancel(ctx), "pragma secure_delete = 0") //nolint:errcheck // only slower
	}()
	if _, err := conn.ExecContext(ctx, "vacuum"); err != nil {
		return err
	}
	for {
		var busy, frames, moved int
		if err := conn.QueryRowContext(ctx, "pragma wal_checkpoint(truncate)").Scan(&busy, &frames, &moved); err != nil {
			return err
		}
		if busy == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return errRead
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// errRead is the error of a log that cannot be emptied.
var errRead = errors.New("somebody is reading the store")

// copyTo copies what others may read and write meanwhile. A reader's connection
// is query_only, which forbids this too, and the writer's would make writers
// wait.
func copyTo(ctx context.Context, db *dialect.Database, file string) error {
	pool, err := openPool(db.Address, probing, db.Frozen, 1)
	if err != nil {
		return err
	}
	_, err = pool.ExecContext(ctx, "vacuum into $1", file)
	return closing(pool, err)
}

func notAStore(path string) *ascribe.Error {
	return ascribe.Errorf(ascribe.ErrInvalid, "%s is not a store of ascribe", path).
		WithHint("name the store with --store, or make one with: ascribe init")
}
