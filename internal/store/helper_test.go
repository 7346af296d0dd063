package store

import (
	"context"
	"database/sql"
	"math/rand/v2"
	"net/url"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// start is the clock of the tests.
var start = time.Date(2016, 7, 18, 21, 15, 0, 0, time.UTC)

// seeded is randomness that is the same in every run.
func seeded(seed byte) *rand.ChaCha8 { return rand.NewChaCha8([32]byte{seed}) }

// A fixture is a store in a folder of its own, and what is needed to write it.
type fixture struct {
	*Store
	tb     testing.TB
	path   string
	signer note.Signer
	random *rand.ChaCha8
	now    time.Time
}

func newFixture(tb testing.TB) *fixture {
	tb.Helper()
	return newFixtureAt(tb, filepath.Join(tb.TempDir(), "ascribe.db"))
}

func newFixtureAt(tb testing.TB, path string) *fixture {
	tb.Helper()
	signing, public, err := ledger.GenerateKey(seeded(1), "test")
	if err != nil {
		tb.Fatal(err)
	}
	signer, err := note.NewSigner(signing)
	if err != nil {
		tb.Fatal(err)
	}
	s, err := Create(tb.Context(), path, Origin{ID: "test", PublicKey: public})
	if err != nil {
		tb.Fatal(err)
	}
	f := &fixture{Store: s, tb: tb, path: path, signer: signer, random: seeded(2), now: start}
	tb.Cleanup(func() { f.Close() })
	return f
}

func (f *fixture) act(kind ascribe.EntryKind) Act {
	return Act{Who: "Ada", Kind: kind, Reason: "because", Now: f.now, Rand: f.random, Signer: f.signer}
}

// write writes the nouns as one entry.
func (f *fixture) write(nouns ...ascribe.Noun) ascribe.Entry {
	f.tb.Helper()
	e, err := f.try(f.tb.Context(), nouns...)
	if err != nil {
		f.tb.Fatal(err)
	}
	return e
}

func (f *fixture) try(ctx context.Context, nouns ...ascribe.Noun) (ascribe.Entry, error) {
	kind := ascribe.EntryEvidence
	if _, ok := nouns[0].(*ascribe.Erasure); ok {
		kind = ascribe.EntryErasure
	}
	e, _, err := f.Write(ctx, f.act(kind), func(t *Tx) error {
		for _, n := range nouns {
			if _, err := t.Append(n); err != nil {
				return err
			}
		}
		return nil
	})
	return e, err
}

func date(tb testing.TB, s string) ascribe.Date {
	tb.Helper()
	d, err := ascribe.ParseDate(s)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

// raw is a file of SQLite's without any of what the store does; options come in
// pairs.
func raw(path string, options ...string) (*sql.DB, error) {
	q := url.Values{}
	for i := 0; i < len(options); i += 2 {
		q.Add(options[i], options[i+1])
	}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: path, RawQuery: q.Encode()}).String())
	if err == nil {
		db.SetMaxOpenConns(1)
	}
	return db, err
}
