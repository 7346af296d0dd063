package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/store"
)

// A newStore is a store and its key in the making. Both are made whole under
// other names (.new), and get theirs only then, the key first. So whenever it is
// interrupted, it can be begun again: what has its name is whole, and what has
// not was never used.
type newStore struct{ env *environment }

// unfinished is the store's file until it is whole. Its key lies beside it.
func (n newStore) unfinished() string {
	return strings.TrimSuffix(n.env.store, ".db") + ".new.db"
}

// make makes the store, in which fill writes down the first things.
func (n newStore) make(ctx context.Context, fill func(*point.App) error) error {
	finish, err := n.clear(ctx)
	if err != nil {
		return err
	}
	if !finish {
		if err := n.prepare(ctx, fill); err != nil {
			n.remove()
			return err
		}
		if err := place(keyFile(n.unfinished()), keyFile(n.env.store)); err != nil {
			n.remove()
			return err
		}
	}
	if err := place(n.unfinished(), n.env.store); err != nil {
		return err
	}
	return syncFolder(n.env.store)
}

// clear takes away what an interrupted command left, or reports that only the
// store is still to get its name.
func (n newStore) clear(ctx context.Context) (finish bool, err error) {
	key, unfinishedKey := keyFile(n.env.store), keyFile(n.unfinished())
	switch {
	case there(n.env.store):
		if same(n.env.store, n.unfinished()) {
			n.remove()
		}
		return false, thereAlready(n.env.store)
	case !there(key):
		n.remove()
		return false, nil
	case there(n.unfinished()) && (!there(unfinishedKey) || same(key, unfinishedKey)) && n.fits(ctx):
		os.Remove(unfinishedKey) //nolint:errcheck // another name of the key, if it is there at all
		return true, nil
	}
	return false, thereAlready(key)
}

// fits reports whether the unfinished store is one of the key that has its name.
func (n newStore) fits(ctx context.Context) bool {
	s, err := store.Open(ctx, n.unfinished())
	if err != nil {
		return false
	}
	defer s.Close() //nolint:errcheck // it was only read
	signer, err := readKey(n.env.store)
	if err != nil || !s.SignedBy(signer) {
		return false
	}
	last, err := s.Last(ctx)
	return err == nil && last > 0
}

func (n newStore) prepare(ctx context.Context, fill func(*point.App) error) error {
	origin, private, err := acts.NewOrigin(n.env.rand)
	if err != nil {
		return err
	}
	if err := writeNew(keyFile(n.unfinished()), []byte(private+"\n"), 0o600); err != nil {
		return err
	}
	s, err := store.Create(ctx, n.unfinished(), origin)
	if err != nil {
		return err
	}
	beside := *n.env
	beside.store = n.unfinished()
	err = fill(beside.app(s))
	return errors.Join(err, s.Close())
}

// remove takes away what has no name yet.
func (n newStore) remove() {
	store.Remove(n.unfinished())
	os.Remove(keyFile(n.unfinished())) //nolint:errcheck // it may not be there
}

// place gives a file its name, and never takes that of another.
func place(file, name string) error {
	err := os.Link(file, name)
	switch {
	case errors.Is(err, fs.ErrExist):
		return thereAlready(name)
	case err == nil:
		return os.Remove(file)
	case there(name): // a file system without links
		return thereAlready(name)
	}
	return os.Rename(file, name)
}

func there(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}

func same(a, b string) bool {
	x, err1 := os.Stat(a)
	y, err2 := os.Stat(b)
	return err1 == nil && err2 == nil && os.SameFile(x, y)
}

// syncFolder has the names of new files written down to the disk. Some systems
// cannot, and do not need it.
func syncFolder(file string) error {
	f, err := os.Open(filepath.Dir(file))
	if err != nil {
		return nil
	}
	f.Sync() //nolint:errcheck // see above
	return f.Close()
}
