package store

import (
	"context"

	"github.com/ascribe-project/ascribe"
)

// Rebuild makes the derived tables anew from the records, as they are made
// while writing. The ledger is not touched, and no key is needed.
func (s *Store) Rebuild(ctx context.Context) error {
	if err := s.refuseOlder(); err != nil {
		return err
	}
	conn, tx, err := begin(ctx, s.writer, nil)
	if err != nil {
		return explain(ctx, err)
	}
	defer conn.Close()  //nolint:errcheck // it only goes back to its pool
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	p := newPrepared(ctx, s.engine, tx)
	if err := s.refuseUpgraded(p); err != nil {
		return explain(ctx, err)
	}
	if _, err := rebuild(ctx, p); err != nil {
		if _, ok := recordAt(err); ok {
			return ascribe.Errorf(ascribe.ErrUnverified, "the ledger cannot be rebuilt from: %v", err).
				WithHint("look with: ascribe verify").WithCause(err)
		}
		return explain(ctx, err)
	}
	// What was derived before may be the only trace of entries that have been
	// changed: it is not given up for what does not fit the last checkpoint.
	last, err := lastEntry(p)
	if err != nil {
		return explain(ctx, err)
	}
	if _, err := checkHead(p, s.origin, last); err != nil {
		return explain(ctx, err)
	}
	erased, err := p.number("erasure.any")
	if err != nil {
		return explain(ctx, err)
	}
	if err := tx.Commit(); err != nil || erased == 0 {
		return explain(ctx, err)
	}
	return s.forget(ctx, conn)
}
