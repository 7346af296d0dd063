package follow

import (
	"context"
	"crypto/rand"
	"path/filepath"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/codebooks"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/ledger"
	"github.com/ascribe-project/ascribe/internal/store"
)

// newLedger is what follows a new ledger, with the codebook that ships.
func newLedger(t *testing.T) (*Follower, *codebook.Book) {
	t.Helper()
	_, public, err := ledger.GenerateKey(rand.Reader, "0123456789abcdef")
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Create(t.Context(), filepath.Join(t.TempDir(), "test.db"), store.Origin{ID: "0123456789abcdef", PublicKey: public})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	book, err := codebook.Compile("direction.yaml", codebooks.Direction)
	if err != nil {
		t.Fatal(err)
	}
	return NewFollower(s, ""), book
}

// TestRaceWaitingForTheIndex: who waits for an index that another builds goes when
// his own time is over, is sent away where the ledger is followed, and begins
// himself where the other gives up.
func TestRaceWaitingForTheIndex(t *testing.T) {
	ctx := context.Background()
	f, book := newLedger(t)
	building, giveUp := context.WithCancel(ctx)
	f.reading.DoChan(everything, func() (any, error) {
		<-building.Done()
		return building, building.Err()
	})
	ask := func(ctx context.Context) error {
		_, err := f.Index(ctx, book, 0)
		return err
	}

	over, stop := context.WithCancel(ctx)
	stop()
	if err := ask(over); ascribe.KindOf(err) != ascribe.ErrInterrupted {
		t.Errorf("whose time is over: %v", err)
	}

	f.life.Store(&life{building})
	if err := ask(ctx); ascribe.KindOf(err) != ascribe.ErrConflict {
		t.Errorf("who is sent away: %v", err)
	}
	f.life.Store(nil)

	answered := make(chan error)
	go func() { answered <- ask(ctx) }()
	giveUp()
	if err := <-answered; err != nil {
		t.Errorf("who begins himself: %v", err)
	}
	if f.upTo(0) == nil {
		t.Error("the index is not there")
	}
}

// TestAPanicWhileTheIndexIsBuiltIsAnError: what goes wrong in the background is
// told whoever waits for it, and the next who asks has the index built.
func TestAPanicWhileTheIndexIsBuiltIsAnError(t *testing.T) {
	ctx := t.Context()
	f, book := newLedger(t)
	work, cancel := context.WithCancel(ctx) // another context: in the background
	defer cancel()
	_, err := f.indexBy(ctx, work, nil, 0, nil) // there is no sweep without a codebook
	if ascribe.KindOf(err) != ascribe.ErrInternal {
		t.Fatalf("the panic became %v", err)
	}
	if err.Error() != "something went wrong that should not" {
		t.Errorf("the error says %q", err)
	}
	if _, err := f.indexBy(ctx, work, book, 0, nil); err != nil {
		t.Errorf("after it: %v", err)
	}
}
