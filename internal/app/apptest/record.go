// Package apptest gives tests a program over a store that was prepared once:
// to import a casebook for each test would take most of their time.
package apptest

import (
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/ascribe-project/ascribe/internal/app"
	"github.com/ascribe-project/ascribe/internal/store"
)

// A Record is a store that is prepared when it is first asked for. Each test
// has a copy of its own.
type Record struct {
	prepare func(*app.App) error
	once    sync.Once
	err     error
	file    []byte
	key     string
	now     time.Time // of the last entry, or a little later
}

// New is a record that is prepared so.
func New(prepare func(*app.App) error) *Record { return &Record{prepare: prepare} }

// App is a program over a copy of the record, and closes it with the test. Its
// clock begins in November 2026 and moves on a second each time that it is
// looked at; it has no cache.
func (r *Record) App(t testing.TB) *app.App {
	t.Helper()
	if r.once.Do(r.make); r.err != nil {
		t.Fatal(r.err)
	}
	path := filepath.Join(t.TempDir(), "ascribe.db")
	if err := os.WriteFile(path, r.file, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	now := r.now
	return over(s, r.key, &now)
}

func over(s *store.Store, key string, now *time.Time) *app.App {
	return &app.App{
		Store: s, Rand: rand.Reader,
		Now:    func() time.Time { *now = now.Add(time.Second); return *now },
		Signer: func() (note.Signer, error) { return note.NewSigner(key) },
	}
}

func (r *Record) make() {
	r.err = func() error {
		dir, err := os.MkdirTemp("", "ascribe-test-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir) //nolint:errcheck // it lies in the folder for what is temporary
		origin, key, err := app.NewOrigin(rand.Reader)
		if err != nil {
			return err
		}
		path := filepath.Join(dir, "ascribe.db")
		s, err := store.Create(context.Background(), path, origin)
		if err != nil {
			return err
		}
		r.key, r.now = key, time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
		if err := r.prepare(over(s, key, &r.now)); err != nil {
			s.Close() //nolint:errcheck // the other error is the one to tell
			return err
		}
		if err := s.Close(); err != nil { // which brings all of it into the one file
			return err
		}
		r.file, err = os.ReadFile(path)
		return err
	}()
}
