package store

import (
	"context"
	"database/sql"

	"github.com/ascribe-project/ascribe"
)

// eraseAll takes away the bodies that the entry's erasures name, and makes
// the derived tables anew without them. That is slow in a great store, and
// leaves nothing behind that was derived from them, such as a term.
func (t *Tx) eraseAll() error {
	// What is deleted is overwritten in the file, too.
	if _, err := t.prepared.tx.ExecContext(context.WithoutCancel(t.ctx), "pragma secure_delete = 1"); err != nil {
		return err
	}
	if _, err := t.prepared.tx.ExecContext(context.WithoutCancel(t.ctx), query("body.erase_all"), t.entry.First); err != nil {
		return err
	}
	d, err := rebuild(t.ctx, t.prepared)
	if _, ok := recordAt(err); ok {
		return ascribe.Errorf(ascribe.ErrConflict, "what is to be erased has other records standing on it: %v", err).
			WithHint("erase those in the same entry").WithCause(err)
	}
	t.deriver = d
	return err
}

// forget empties the write-ahead log, in which an erased body may still
// stand. Where somebody is reading it stays until a later checkpoint.
func forget(ctx context.Context, conn *sql.Conn) {
	ctx = context.WithoutCancel(ctx)
	conn.ExecContext(ctx, "pragma wal_checkpoint(truncate)") //nolint:errcheck // the erasure itself is done
	conn.ExecContext(ctx, "pragma secure_delete = 0")        //nolint:errcheck // only slower
}
