package store

import (
	"context"
	"database/sql"
	"time"

	"github.com/ascribe-project/ascribe"
)

// forgetting is how long an erasure waits for those who are reading.
const forgetting = 50 * time.Second

// eraseAll takes away the bodies that the entry's erasures name, and makes
// the derived tables anew without them. That is slow in a great store, and
// leaves nothing behind that was derived from them, such as a term.
func (t *Tx) eraseAll() error {
	if err := t.prepared.Overwrite(context.WithoutCancel(t.ctx), t.prepared.tx); err != nil {
		return err
	}
	if err := t.prepared.exec("body.erase_all", t.entry.First); err != nil {
		return err
	}
	if err := t.prepared.exec("once.forget"); err != nil { // answers may have their words
		return err
	}
	d, err := rebuild(t.ctx, t.prepared)
	t.deriver = d
	return err
}

// forget takes away the bytes in which erased records may still stand.
func (s *Store) forget(ctx context.Context, conn *sql.Conn) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), forgetting)
	defer cancel()
	err := s.engine.Forget(ctx, conn)
	if err == nil {
		return nil
	}
	return ascribe.Errorf(ascribe.ErrConflict, "it is done, and what was erased may still stand in unused bytes of %s or its log, since they could not be written anew", s.path).
		WithHint("end what is reading the store, and have the disk a good deal of room; then: ascribe rebuild").WithCause(err)
}
