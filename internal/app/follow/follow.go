package follow

import (
	"context"
	"sync"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/store"
)

// followEvery is how often Follow looks whether the ledger has grown, and
// followAgain how long it waits after something went wrong.
const (
	followEvery = time.Second
	followAgain = 10 * time.Second
)

// life is the time in which somebody follows the ledger.
type life struct{ ctx context.Context }

// Follow keeps up with the ledger, whoever writes to it, what questions are
// answered from: the timeline index, the titles, the words, and the columns of
// imported datasets. It does so in
// the background until ctx ends, and tries again where it fails, which it tells
// failed. Meanwhile no question waits long: a search answers from the words
// that have been read, and what needs the index is refused while that is
// built. The ledger is followed once at a time. book is the codebook that
// counts now; nil: no index is kept.
func (f *Follower) Follow(ctx context.Context, book func(context.Context) (*codebook.Book, error), failed func(error)) {
	ctx, end := context.WithCancel(ctx)
	defer end()
	f.life.Store(&life{ctx})
	defer f.rest()
	defer f.life.Store(nil)
	var all sync.WaitGroup
	all.Go(func() { repeat(ctx, func(ctx context.Context) error { return f.followIncidents(ctx, book) }, failed) })
	all.Go(func() { repeat(ctx, f.followWords, failed) })
	all.Go(func() { repeat(ctx, f.followColumns, failed) })
	all.Wait()
}

// Followed reports whether somebody follows the ledger now, so that who asks need
// not read the rest himself.
func (f *Follower) Followed() bool { return f.life.Load() != nil }

// repeat does something again and again until the context ends.
func repeat(ctx context.Context, do func(context.Context) error, failed func(error)) {
	wait := time.NewTimer(0)
	defer wait.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-wait.C:
		}
		if err := guarded(func() error { return do(ctx) }); err == nil {
			wait.Reset(followEvery)
		} else if ctx.Err() == nil {
			failed(err)
			wait.Reset(followAgain)
		}
	}
}

// followIncidents brings the index and the titles up to the last entry. Before
// there is a codebook there is no index.
func (f *Follower) followIncidents(ctx context.Context, adopted func(context.Context) (*codebook.Book, error)) error {
	if adopted != nil {
		book, err := adopted(ctx)
		if ascribe.KindOf(err) == ascribe.ErrNotFound {
			return nil
		}
		if err != nil {
			return err
		}
		last, err := f.store.Last(ctx)
		if err != nil {
			return err
		}
		if _, err := f.indexBy(ctx, ctx, book, last, nil); err != nil {
			return err
		}
	}
	return f.store.View(ctx, func(v *store.View) error {
		v, err := v.At(ctx, store.Standpoint{Record: ascribe.Latest, Closed: ascribe.Latest})
		if err == nil {
			_, err = f.Titles(ctx, v)
		}
		return err
	})
}

// followWords brings the index of words up to the last entry.
func (f *Follower) followWords(ctx context.Context) error {
	last, err := f.store.Last(ctx)
	if err != nil {
		return err
	}
	record, err := f.store.LastRecord(ctx, last)
	if err != nil {
		return err
	}
	return f.store.ReadWords(ctx, f.Words(), record)
}
