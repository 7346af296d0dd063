package store

import (
	"context"

	"github.com/ascribe-project/ascribe"
)

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
	d, err := rebuild(t.ctx, t.prepared)
	if _, ok := recordAt(err); ok {
		return ascribe.Errorf(ascribe.ErrConflict, "what is to be erased has other records standing on it: %v", err).
			WithHint("erase those in the same entry").WithCause(err)
	}
	t.deriver = d
	return err
}
