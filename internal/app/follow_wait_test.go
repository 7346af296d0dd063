package app

import (
	"context"
	"crypto/rand"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/store"
)

// adopted is a program over a new store that has a codebook.
func adopted(t *testing.T) *App {
	t.Helper()
	origin, key, err := NewOrigin(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Create(t.Context(), filepath.Join(t.TempDir(), "test.db"), origin)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	a := &App{Store: s, Now: time.Now, Rand: rand.Reader, Signer: func() (note.Signer, error) { return note.NewSigner(key) }}
	if _, err := a.Adopt(t.Context(), By{Who: "a tester"}, File{Name: "direction.yaml", Text: codebooks.Direction}); err != nil {
		t.Fatal(err)
	}
	return a
}

// TestRaceWaitingForTheIndex: who waits for an index that another builds goes when
// his own time is over, is sent away where the ledger is followed, and begins
// himself where the other gives up.
func TestRaceWaitingForTheIndex(t *testing.T) {
	ctx := context.Background()
	a := adopted(t)
	building, giveUp := context.WithCancel(ctx)
	_, fl, mine := a.follower.upTo(1, building)
	if !mine {
		t.Fatal("somebody builds it already")
	}
	list := func(ctx context.Context) error {
		_, err := a.List(ctx, &Question{AsOf: ascribe.Now}, &Selection{})
		return err
	}

	short, stop := context.WithTimeout(ctx, 20*time.Millisecond)
	defer stop()
	if err := list(short); ascribe.KindOf(err) != ascribe.ErrInterrupted {
		t.Errorf("whose time is over: %v", err)
	}

	a.life.Store(&life{building})
	if err := list(ctx); ascribe.KindOf(err) != ascribe.ErrConflict {
		t.Errorf("who is sent away: %v", err)
	}
	a.life.Store(nil)

	answered := make(chan error)
	go func() { answered <- list(ctx) }()
	giveUp()
	fl.err = building.Err()
	a.follower.land(fl)
	if err := <-answered; err != nil {
		t.Errorf("who begins himself: %v", err)
	}
	if _, fl, _ := a.follower.upTo(1, ctx); fl != nil {
		t.Error("the index is not there")
	}
}

// TestAPanicWhileTheIndexIsBuiltIsAnError: what goes wrong in the background is
// told whoever waits for it, and the next who asks has the index built.
func TestAPanicWhileTheIndexIsBuiltIsAnError(t *testing.T) {
	ctx := t.Context()
	a := adopted(t)
	work, cancel := context.WithCancel(ctx) // another context: in the background
	defer cancel()
	_, err := a.indexBy(ctx, work, nil, nil) // there is no sweep without a codebook
	if ascribe.KindOf(err) != ascribe.ErrInternal {
		t.Fatalf("the panic became %v", err)
	}
	if err.Error() != "something went wrong that should not" {
		t.Errorf("the error says %q", err)
	}
	book, err := a.Book(ctx, &Question{AsOf: ascribe.Now})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.indexBy(ctx, work, book, nil); err != nil {
		t.Errorf("after it: %v", err)
	}
}
