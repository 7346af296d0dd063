package app_test

import (
	"context"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/casebooks"
	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/apptest"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/store"
)

var anna = point.By{Who: "Anna", Why: "a test"}

var (
	emptyRecord  = apptest.New(adoptDirection)
	sampleRecord = apptest.New(func(t testing.TB, a *point.App) {
		adoptDirection(t, a)
		c, err := exchange.OpenCasebook(casebooks.RemoteDirection(), "remote-direction")
		if err != nil {
			fatal(t, err)
		}
		if _, err := acts.Import(context.Background(), a, anna, c, "remote-direction"); err != nil {
			fatal(t, err)
		}
	})
)

func adoptDirection(t testing.TB, a *point.App) {
	t.Helper()
	if _, err := acts.Adopt(context.Background(), a, anna, point.File{Name: "direction.yaml", Text: codebooks.Direction}); err != nil {
		fatal(t, err)
	}
}

// newApp is a program over a new store, with the codebook that ships.
func newApp(t testing.TB) *point.App {
	t.Helper()
	return emptyRecord.App(t)
}

// loaded is one with the sample casebook.
func loaded(t testing.TB) *point.App {
	t.Helper()
	return sampleRecord.App(t)
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

func on(t testing.TB, day string) *point.Question {
	t.Helper()
	d, err := ascribe.ParseDay(day)
	if err != nil {
		t.Fatal(err)
	}
	return &point.Question{AsOf: ascribe.AsOf{Known: d, Recorded: ascribe.Latest}, Viewer: point.Team}
}

var selectAll ask.Selection

func days(t testing.TB, list ...string) []ascribe.Day {
	t.Helper()
	var out []ascribe.Day
	for _, s := range list {
		out = append(out, on(t, s).AsOf.Known)
	}
	return out
}

// write writes many nouns down as one entry, unchecked.
func write(t testing.TB, a *point.App, nouns []ascribe.Noun) {
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
