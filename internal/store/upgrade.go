package store

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"github.com/ascribe-project/ascribe"
)

// Upgrade brings a store of an older schema up to the program's: it is copied to
// a new file, and the copy verified; then, in one transaction, what is not
// derived takes its steps, what is derived is made anew, and all is verified. No
// record, entry or checkpoint is changed. Whenever it is ended, the store is the
// old one or the new; begun again, it takes a copy that was finished before.
func (s *Store) Upgrade(ctx context.Context, backup string, progress func(done, total int64)) (Report, error) {
	if !s.Older() {
		return Report{}, ascribe.Errorf(ascribe.ErrConflict, "the store %s is up to date (version %d)", s.path, s.version).
			WithHint("there is nothing to do")
	}
	kept, err := s.keep(ctx, backup)
	if err != nil {
		return Report{}, err
	}
	conn, tx, err := begin(ctx, s.writer, nil)
	if err != nil {
		return Report{}, explain(ctx, err)
	}
	defer conn.Close()  //nolint:errcheck // it only goes back to its pool
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	p := newPrepared(ctx, s.engine, tx)
	if err := s.refuseUpgraded(p); err != nil {
		return Report{}, explain(ctx, err)
	}
	if err := remake(ctx, p, s.version); err != nil {
		return Report{}, explain(ctx, err)
	}
	var r Report
	c := &verification{ctx: ctx, prepared: p, version: s.engine.Version, origin: s.origin, progress: progress, report: &r}
	if err := c.run(); err != nil {
		return Report{}, explain(ctx, err)
	}
	if r.Entries != kept.Entries || r.Records != kept.Records || r.Root != kept.Root {
		return Report{}, ascribe.Errorf(ascribe.ErrConflict, "the store was written to after it was copied to %s; nothing was changed", backup).
			WithHint("try again, with another file for the copy")
	}
	if err := ctx.Err(); err != nil {
		return Report{}, explain(ctx, err)
	}
	return r, explain(ctx, tx.Commit())
}

// keep makes the copy, or takes one that was made of this very store before.
func (s *Store) keep(ctx context.Context, backup string) (Report, error) {
	r, err := s.Backup(ctx, backup)
	if !errors.Is(err, fs.ErrExist) || sameFile(s.path, backup) {
		return r, err
	}
	there, failure := Open(ctx, backup)
	if failure != nil {
		return Report{}, err
	}
	defer there.Close() //nolint:errcheck // it was only read
	if there.version != s.version || there.origin != s.origin {
		return Report{}, err
	}
	r, failure = there.Verify(ctx, nil)
	if failure != nil {
		return Report{}, err
	}
	return r, nil
}

func sameFile(a, b string) bool {
	x, err1 := os.Stat(a)
	y, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(x, y)
}

// remake brings the schema from a version up to the program's, and makes what is
// derived anew.
func remake(ctx context.Context, p *prepared, version int64) error {
	always := context.WithoutCancel(ctx)
	for _, s := range p.Upgrade(version) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, err := p.tx.ExecContext(always, s); err != nil {
			return err
		}
	}
	_, err := rebuild(ctx, p)
	if n, ok := recordAt(err); ok {
		return unverified("record %d: %v", n, err)
	}
	return err
}
