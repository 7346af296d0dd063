package app_test

import (
	"context"
	"crypto/rand"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/casebooks"
	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/app"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/store"
)

var anna = app.By{Who: "Anna", Why: "a test"}

// newApp is a program over a new store, with the codebook that ships.
func newApp(t testing.TB) *app.App {
	t.Helper()
	origin, private, err := app.NewOrigin(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Create(context.Background(), filepath.Join(t.TempDir(), "ascribe.db"), origin)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	now := time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)
	a := &app.App{
		Store: s, Rand: rand.Reader,
		Now:    func() time.Time { now = now.Add(time.Second); return now },
		Signer: func() (note.Signer, error) { return note.NewSigner(private) },
	}
	if _, err := a.Adopt(context.Background(), anna, app.File{Name: "direction.yaml", Text: codebooks.Direction}); err != nil {
		t.Fatal(err)
	}
	return a
}

// loaded is one with the sample casebook.
func loaded(t testing.TB) *app.App {
	t.Helper()
	a := newApp(t)
	c, err := exchange.OpenCasebook(casebooks.RemoteDirection(), "remote-direction")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Import(context.Background(), anna, c, "remote-direction"); err != nil {
		fatal(t, err)
	}
	return a
}

func fatal(t testing.TB, err error) {
	t.Helper()
	if e, ok := err.(*ascribe.Error); ok {
		for _, p := range e.Problems {
			t.Log(p)
		}
	}
	t.Fatal(err)
}

func on(t testing.TB, day string) *app.Question {
	t.Helper()
	d, err := ascribe.ParseDay(day)
	if err != nil {
		t.Fatal(err)
	}
	return &app.Question{AsOf: ascribe.AsOf{Known: d, Recorded: ascribe.Latest}}
}

var selectAll app.Selection

func days(t testing.TB, list ...string) []ascribe.Day {
	t.Helper()
	var out []ascribe.Day
	for _, s := range list {
		out = append(out, on(t, s).AsOf.Known)
	}
	return out
}

// write writes many nouns down as one entry, unchecked.
func write(t testing.TB, a *app.App, nouns []ascribe.Noun) {
	t.Helper()
	signer, err := a.Signer()
	if err != nil {
		t.Fatal(err)
	}
	act := store.Act{Who: "Anna", Kind: ascribe.EntryImport, Now: a.Now(), Rand: a.Rand, Signer: signer}
	_, _, err = a.Store.Write(context.Background(), act, func(tx *store.Tx) error {
		for _, n := range nouns {
			if _, err := tx.Append(n); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
