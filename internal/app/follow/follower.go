package follow

import (
	"context"
	"errors"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/singleflight"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/store"
	"github.com/ascribe-project/ascribe/internal/timeline"
)

// A Follower keeps up with the ledger of a store an index of all incidents, their
// titles, and what the index does not have of the sources.
type Follower struct {
	store   *store.Store
	cache   string // a folder for what can be made anew; empty: none
	partial bool   // for those who do not see all: what is made for them is not kept in the folder

	life        atomic.Pointer[life] // of whoever follows the ledger; nil: nobody does
	titles      titles
	said        withdrawn
	actorValues actorValues
	kinships    kinships
	sources     publications

	reading singleflight.Group // of the ledger, into the index and columns
	feed    feed               // of whoever reads into the index
	columns datasets

	mu     sync.Mutex
	kept   *timeline.Index
	entry  int64        // the last of the ledger that it has, and
	record int64        // the last record
	fold   ascribe.Hash // of what it was made of
}

// NewFollower follows the ledger of a store, and keeps what can be made anew in a
// folder; empty: nowhere.
func NewFollower(s *store.Store, cache string) *Follower { return &Follower{store: s, cache: cache} }

// NewPartial follows the ledger for those who do not see all of the store. Of the
// folder it uses the index of words alone, which is one for everybody.
func NewPartial(s *store.Store, cache string) *Follower {
	return &Follower{store: s, cache: cache, partial: true}
}

// patience is how long a question waits for the index where the program follows
// the ledger by itself.
const patience = 3 * time.Second

// Index is the timeline index, up to an entry of the ledger at least.
func (f *Follower) Index(ctx context.Context, book *codebook.Book, entry int64) (*timeline.Index, error) {
	work, enough, done := f.patiently(ctx)
	defer done()
	return f.indexBy(ctx, work, book, entry, enough)
}

// patiently is under which context a question has something read, and when it
// has waited enough: where nobody follows the ledger, its own, and never.
func (f *Follower) patiently(ctx context.Context) (work context.Context, enough <-chan time.Time, done func()) {
	life := f.life.Load()
	if life == nil {
		return ctx, nil, func() {}
	}
	t := time.NewTimer(patience)
	return life.ctx, t.C, func() { t.Stop() }
}

// indexBy has the index read under one context, and waits for it as long as
// another and the reader's patience last.
func (f *Follower) indexBy(ctx, work context.Context, book *codebook.Book, entry int64, enough <-chan time.Time) (x *timeline.Index, err error) {
	err = f.readBy(ctx, work, everything, enough, func() bool {
		x = f.upTo(entry)
		return x != nil
	}, func() error { return f.advanceGuarded(work, book) })
	return x, err
}

// readBy has something read under one context until it is there, and waits for it
// as long as another and the reader's patience last. Who needs what a reading
// brings waits for the same one, by its key. Where the two contexts are one,
// whoever began the reading stays until it is over.
func (f *Follower) readBy(ctx, work context.Context, key string, enough <-chan time.Time, there func() bool, advance func() error) error {
	for !there() {
		var mine atomic.Bool
		read := f.reading.DoChan(key, func() (any, error) {
			mine.Store(true)
			return work, advance()
		})
		select {
		case r := <-read:
			by, _ := r.Val.(context.Context) // whose reading it was
			if r.Err != nil && (ctx.Err() != nil || by.Err() == nil) {
				return r.Err
			}
		case <-ctx.Done():
			if ctx == work && mine.Load() {
				<-read
			}
			return ascribe.Errorf(ascribe.ErrInterrupted, "interrupted while the record was being read").WithCause(ctx.Err())
		case <-enough:
			return ascribe.Errorf(ascribe.ErrConflict, "the record is being read").WithHint("try again in a moment")
		}
	}
	return nil
}

// everything is the key of the index in what is read; the others are datasets.
const everything = ""

// upTo is the index, if it has the ledger up to an entry; nil, where it is to be
// read.
func (f *Follower) upTo(last int64) *timeline.Index {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.kept == nil || f.entry < last {
		return nil
	}
	return f.kept
}

// rest waits for the reading that is under way.
func (f *Follower) rest() {
	for _, key := range append(f.columns.names(), everything) {
		<-f.reading.DoChan(key, func() (any, error) { return context.Background(), nil })
	}
}

// keep has the index taken for all questions; none: it is built anew when it
// is asked for.
func (f *Follower) keep(x *timeline.Index, entry, record int64, fold ascribe.Hash) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.kept, f.entry, f.record, f.fold = x, entry, record, fold
}

// advanceGuarded is advance. Where that panics the index may have a part, and is
// built anew when it is asked for.
func (f *Follower) advanceGuarded(ctx context.Context, book *codebook.Book) error {
	whole := false
	err := guarded(func() error {
		err := f.advance(ctx, book)
		whole = true
		return err
	})
	if !whole {
		f.keep(nil, 0, 0, ascribe.Hash{})
	}
	return err
}

// advance brings the index up to the last entry, from one view of the store.
func (f *Follower) advance(ctx context.Context, book *codebook.Book) error {
	return f.store.View(ctx, func(v *store.View) error { return f.advanceIn(ctx, v, book) })
}

func (f *Follower) advanceIn(ctx context.Context, v *store.View, book *codebook.Book) error {
	last, err := v.Last(ctx)
	if err != nil {
		return err
	}
	upTo, err := v.LastRecord(ctx, last)
	if err != nil {
		return err
	}
	x, after, fold := f.kept, f.record, f.fold
	if x == nil {
		f.feed = newFeed()
		if x, after, fold, err = f.loadSnapshot(ctx, v, book); err != nil {
			x, after = nil, 0 // it can always be built
		}
	}
	anew := x == nil || upTo-after >= buildFrom
	if !anew {
		if anew, err = v.Changed(ctx, after, fold); err != nil {
			return err
		}
	}
	// Who asks meanwhile is kept waiting by an update, and not by another index
	// being built.
	if anew {
		if x, fold, err = f.build(ctx, v, book, last, upTo); err != nil {
			return err
		}
	} else if upTo > after {
		err := x.Update(last, upTo, func(u *timeline.Update) (err error) {
			fold, err = f.feed.records(ctx, f.store, v, u, store.Range{After: after, UpTo: upTo}, fold)
			return err
		})
		if err != nil {
			f.keep(nil, 0, 0, ascribe.Hash{}) // it may have a part
			return err
		}
	}
	f.keep(x, last, upTo, fold)
	if upTo >= snapshotFrom && (anew || upTo-after >= snapshotFrom) {
		f.saveSnapshot(x, last, upTo, fold)
	}
	return nil
}

// snapshotFrom is the number of records from which on a snapshot is worth its
// file, and buildFrom that from which on it is better to build another index
// than to update one.
const (
	snapshotFrom = 20_000
	buildFrom    = 200_000
)

// build makes the index of all records up to one, and the fold of what it read.
func (f *Follower) build(ctx context.Context, v *store.View, book *codebook.Book, last, upTo int64) (*timeline.Index, ascribe.Hash, error) {
	feed := newFeed()
	b := timeline.NewBuilder()
	fold, err := feed.records(ctx, f.store, v, b, store.Range{UpTo: upTo}, ascribe.Hash{})
	if err != nil {
		return nil, fold, err
	}
	x, err := b.Build(ctx, book, last, upTo)
	if err == nil {
		f.feed = feed
	}
	return x, fold, err
}

var errNoSnapshot = errors.New("there is no snapshot")

// snapshots is the cache that has the snapshot.
func (f *Follower) snapshots() store.Cache {
	return store.Cache{Folder: f.cache, Kind: "timeline", Version: timeline.SnapshotVersion}
}

// loadSnapshot reads the snapshot, if it was made of this store, and is also the
// last record that it has and the fold of what it was made of.
func (f *Follower) loadSnapshot(ctx context.Context, v *store.View, book *codebook.Book) (x *timeline.Index, record int64, fold ascribe.Hash, err error) {
	if f.cache == "" || f.partial {
		return nil, 0, fold, errNoSnapshot
	}
	record, err = v.LoadCache(ctx, f.snapshots(), func(r io.Reader, of ascribe.Hash) (err error) {
		fold = of
		x, err = timeline.Load(ctx, r, book)
		return err
	})
	return x, record, fold, err
}

// saveSnapshot writes the snapshot. It is a cache: that it could not be written
// is no error of the question.
func (f *Follower) saveSnapshot(x *timeline.Index, entry, record int64, fold ascribe.Hash) {
	if f.cache != "" && !f.partial {
		f.store.SaveCache(f.snapshots(), entry, record, fold, x.Save) //nolint:errcheck // it can be made again
	}
}

// IndexBytes is about how much memory the index takes; 0: there is none yet.
func (f *Follower) IndexBytes() int64 {
	f.mu.Lock()
	kept := f.kept
	f.mu.Unlock()
	if kept == nil {
		return 0
	}
	return kept.Bytes()
}

// Indexed is the last entry that the index has; 0: there is none yet.
func (f *Follower) Indexed() int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.kept == nil {
		return 0
	}
	return f.entry
}
