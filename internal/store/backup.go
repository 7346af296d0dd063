package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/store/sqlite"
)

// Backup copies the store, as it stands at one moment, to a file that does
// not exist yet. Others may read and write meanwhile. The copy is verified
// before it gets its name, so that a file of that name is a good one.
func (s *Store) Backup(ctx context.Context, path string) (Report, error) {
	if _, err := os.Lstat(path); err == nil {
		return Report{}, sqlite.CannotCreate(path, fs.ErrExist)
	}
	folder, err := os.MkdirTemp(filepath.Dir(path), ".ascribe-backup-*")
	if err != nil {
		return Report{}, sqlite.CannotCreate(path, err)
	}
	defer os.RemoveAll(folder) //nolint:errcheck // an empty folder stays at worst
	partial := filepath.Join(folder, filepath.Base(path))
	report, err := s.copyTo(ctx, partial)
	if err != nil {
		return report, explain(ctx, err)
	}
	if err := syncFile(partial); err != nil {
		return report, sqlite.CannotCreate(path, err)
	}
	// A link, unlike a renaming, never takes the place of another file.
	err = os.Link(partial, path)
	if err != nil && !errors.Is(err, fs.ErrExist) {
		err = os.Rename(partial, path)
	}
	if err != nil {
		return report, sqlite.CannotCreate(path, err)
	}
	return report, nil
}

func (s *Store) copyTo(ctx context.Context, partial string) (Report, error) {
	if err := s.engine.Copy(ctx, s.database, partial); err != nil {
		return Report{}, err
	}
	backup, err := Open(ctx, partial)
	if err != nil {
		return Report{}, err
	}
	// A vacuumed copy has a rollback journal, with which a writer would wait for
	// every reader; the first connection that may write changes that.
	if err := backup.writer.PingContext(ctx); err != nil {
		return Report{}, errors.Join(err, backup.Close())
	}
	report, err := backup.Verify(ctx, nil)
	if err := errors.Join(err, backup.Close()); err != nil {
		return report, ascribe.Errorf(ascribe.KindOf(err), "the backup does not verify: %v", err).
			WithHint("look at the store itself with: ascribe verify").WithCause(err)
	}
	return report, nil
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
