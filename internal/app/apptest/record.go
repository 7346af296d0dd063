// Package apptest gives tests a program over a store that was prepared once:
// to import a casebook for each test would take most of their time.
package apptest

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/store"
)

// A Record is a store that is prepared when it is first asked for. Each test
// has a copy of its own.
type Record struct {
	prepare func(testing.TB, *point.App)
	once    sync.Once
	err     error
	file    []byte
	key     string
	now     time.Time // of the last entry, or a little later
}

// New is a record that is prepared so. Where that fails, the test that asked
// first says why.
func New(prepare func(testing.TB, *point.App)) *Record { return &Record{prepare: prepare} }

// App is a program over a copy of the record, and closes it with the test. Its
// clock begins in November 2026 and moves on a second each time that it is
// looked at; it has no cache.
func (r *Record) App(t testing.TB) *point.App {
	t.Helper()
	if r.once.Do(func() { r.make(t) }); r.err != nil {
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

func over(s *store.Store, key string, now *time.Time) *point.App {
	return &point.App{
		Store: s, Rand: rand.Reader,
		Now:    func() time.Time { *now = now.Add(time.Second); return *now },
		Signer: func() (note.Signer, error) { return note.NewSigner(key) },
	}
}

func (r *Record) make(t testing.TB) {
	t.Helper()
	r.err = errors.New("the record could not be prepared: see the test that asked for it first")
	origin, key, err := acts.NewOrigin(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "ascribe.db")
	s, err := store.Create(context.Background(), path, origin)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close() //nolint:errcheck // where it was not closed below, another error is the one to tell
	r.key, r.now = key, time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	r.prepare(t, over(s, key, &r.now))
	if err := s.Close(); err != nil { // which brings all of it into the one file
		t.Fatal(err)
	}
	r.file, r.err = os.ReadFile(path)
}
