package app

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/store"
	"github.com/ascribe-project/ascribe/internal/timeline"
)

// A follower keeps an index of all incidents up with the ledger, and what the
// index does not have of the sources.
type follower struct {
	mu     sync.Mutex
	kept   *timeline.Index
	entry  int64 // the last of the ledger that it has, and
	record int64 // the last record
	flight *flight
	feed   feed // of whoever is in the flight

	sources publications
}

// A flight is one reading of the ledger into the index. Whoever needs what it
// brings waits for the same one.
type flight struct {
	done chan struct{}
	work context.Context // of whoever began it
	err  error
}

// patience is how long a question waits for the index where the program follows
// the ledger by itself.
const patience = 3 * time.Second

// index is the timeline index, up to the last entry at least.
func (a *App) index(ctx context.Context, book *codebook.Book) (*timeline.Index, error) {
	life := a.life.Load()
	if life == nil {
		return a.indexBy(ctx, ctx, book, nil)
	}
	t := time.NewTimer(patience)
	defer t.Stop()
	return a.indexBy(ctx, life.ctx, book, t.C)
}

// indexBy has the index read under one context, and waits for it as long as
// another and the reader's patience last. Where the two are one it is read
// here, else in the background, and what was begun is brought to its end.
func (a *App) indexBy(ctx, work context.Context, book *codebook.Book, enough <-chan time.Time) (*timeline.Index, error) {
	last, err := a.Store.Last(ctx)
	if err != nil {
		return nil, err
	}
	f := &a.follower
	for {
		x, fl, mine := f.upTo(last, work)
		if x != nil {
			return x, nil
		}
		fly := func() {
			defer f.land(fl)
			fl.err = a.advanceGuarded(work, book)
		}
		switch {
		case mine && ctx == work:
			fly()
		case mine:
			go fly()
		}
		select {
		case <-fl.done:
			if fl.err != nil && (ctx.Err() != nil || fl.work.Err() == nil) {
				return nil, fl.err
			}
		case <-ctx.Done():
			return nil, ascribe.Errorf(ascribe.ErrInterrupted, "interrupted while the record was being read").WithCause(ctx.Err())
		case <-enough:
			return nil, ascribe.Errorf(ascribe.ErrConflict, "the record is being read").WithHint("try again in a moment")
		}
	}
}

// upTo is the index, if it has the ledger up to an entry; or else the flight
// that is under way, and whether it is to be begun by the caller.
func (f *follower) upTo(last int64, work context.Context) (x *timeline.Index, fl *flight, mine bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.kept != nil && f.entry >= last {
		return f.kept, nil, false
	}
	if mine = f.flight == nil; mine {
		f.flight = &flight{done: make(chan struct{}), work: work}
	}
	return nil, f.flight, mine
}

func (f *follower) land(fl *flight) {
	f.mu.Lock()
	f.flight = nil
	f.mu.Unlock()
	close(fl.done)
}

// rest waits for the flight that is under way.
func (f *follower) rest() {
	f.mu.Lock()
	fl := f.flight
	f.mu.Unlock()
	if fl != nil {
		<-fl.done
	}
}

// keep has the index taken for all questions; none: it is built anew when it
// is asked for.
func (f *follower) keep(x *timeline.Index, entry, record int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.kept, f.entry, f.record = x, entry, record
}

// advanceGuarded is advance. Where that panics the index may have a part, and is
// built anew when it is asked for.
func (a *App) advanceGuarded(ctx context.Context, book *codebook.Book) error {
	whole := false
	err := guarded(func() error {
		err := a.advance(ctx, book)
		whole = true
		return err
	})
	if !whole {
		a.follower.keep(nil, 0, 0)
	}
	return err
}

// advance brings the index up to the last entry.
func (a *App) advance(ctx context.Context, book *codebook.Book) error {
	last, err := a.Store.Last(ctx)
	if err != nil {
		return err
	}
	upTo, err := a.Store.LastRecord(ctx, last)
	if err != nil {
		return err
	}
	f := &a.follower
	x, after := f.kept, f.record
	if x == nil {
		f.feed = newFeed()
		if x, after, err = a.loadSnapshot(ctx, book); err != nil {
			x, after = nil, 0 // it can always be built
		}
	}
	erased := false
	if x != nil {
		if erased, err = a.Store.ErasedAfter(ctx, after); err != nil {
			return err
		}
	}
	// Who asks meanwhile is kept waiting by an update, and not by another index
	// being built.
	if x == nil || erased || upTo-after >= buildFrom {
		if x, err = a.build(ctx, book, last, upTo); err != nil {
			return err
		}
	} else if upTo > after {
		err := x.Update(last, upTo, func(u *timeline.Update) error {
			return f.feed.records(ctx, a.Store, u, store.Range{After: after, UpTo: upTo})
		})
		if err != nil {
			f.keep(nil, 0, 0) // it may have a part
			return err
		}
	}
	f.keep(x, last, upTo)
	if upTo >= snapshotFrom && (after == 0 || erased || upTo-after >= snapshotFrom) {
		a.saveSnapshot(ctx, x)
	}
	return nil
}

// indexFor is the index where it can answer by these dimensions. It has the
// team's own dataset, and no text too long for it; what it cannot answer is
// worked out incident by incident.
func (a *App) indexFor(ctx context.Context, q *Question, book *codebook.Book, dimensions []string) (*timeline.Index, bool, error) {
	if q.dataset() != ascribe.Main || q.AsOf.Recorded == 0 || a.WithoutIndex {
		return nil, false, nil
	}
	if hides, err := a.hides(ctx, q, book, dimensions); err != nil || hides {
		return nil, false, err
	}
	x, err := a.index(ctx, book)
	if err != nil {
		return nil, false, err
	}
	for _, d := range dimensions {
		if !x.Knows(d) || d == timeline.ByCoders && book.Var(d) == nil {
			return nil, false, nil
		}
	}
	return x, true, nil
}

// ask puts a count to the index; false where that cannot answer.
func (a *App) ask(ctx context.Context, q *Question, book *codebook.Book, by []string, where []Condition, days []ascribe.Day) (timeline.Answer, bool, error) {
	x, ok, err := a.indexFor(ctx, q, book, append((&Selection{Where: where}).dimensions(), by...))
	if err != nil || !ok {
		return timeline.Answer{}, false, err
	}
	query, err := a.query(ctx, q, book, by, where, days)
	if err != nil {
		return timeline.Answer{}, false, err
	}
	return x.Count(query), true, nil
}

// query is a question in the words of the index.
func (a *App) query(ctx context.Context, q *Question, book *codebook.Book, by []string, where []Condition, days []ascribe.Day) (timeline.Query, error) {
	query := timeline.Query{By: by, Days: days, Book: book}
	for _, c := range where {
		query.Where = append(query.Where, timeline.Where{By: c.Dimension, Value: c.Value})
	}
	var err error
	query.Record, err = a.Store.LastRecord(ctx, q.AsOf.Recorded)
	return query, err
}

// countRows are the rows of an answer on one of its days, sorted as the
// codebook has them.
func countRows(book *codebook.Book, by []string, answer timeline.Answer, day int) []CountRow {
	rows := []CountRow{}
	for _, r := range answer.Rows {
		if r.N[day] != 0 {
			rows = append(rows, CountRow{by: by, Values: r.Values, N: r.N[day]})
		}
	}
	sortRows(book, by, rows)
	return rows
}

// snapshotFrom is the number of records from which on a snapshot is worth its
// file, and buildFrom that from which on it is better to build another index
// than to update one.
const (
	snapshotFrom = 20_000
	buildFrom    = 200_000
)

// build makes the index of all records up to one.
func (a *App) build(ctx context.Context, book *codebook.Book, last, upTo int64) (*timeline.Index, error) {
	feed := newFeed()
	b := timeline.NewBuilder()
	if err := feed.records(ctx, a.Store, b, store.Range{UpTo: upTo}); err != nil {
		return nil, err
	}
	x, err := b.Build(book, last, upTo)
	if err == nil {
		a.follower.feed = feed
	}
	return x, err
}

var errNoSnapshot = errors.New("there is no snapshot")

// snapshotFile is where the store's snapshot lies; empty: there is no cache.
func (a *App) snapshotFile() string {
	if a.Cache == "" {
		return ""
	}
	return filepath.Join(a.Cache, a.Store.ID()+".timeline")
}

// loadSnapshot reads the snapshot, if it is of this store's ledger, and is also
// the last record that it has.
func (a *App) loadSnapshot(ctx context.Context, book *codebook.Book) (*timeline.Index, int64, error) {
	name := a.snapshotFile()
	if name == "" {
		return nil, 0, errNoSnapshot
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, 0, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	m, err := timeline.ReadMark(f)
	if err != nil {
		return nil, 0, err
	}
	root, err := a.Store.Root(ctx, m.Entry)
	if err != nil {
		return nil, 0, err
	}
	if m.Store != a.Store.ID() || m.Root != root {
		return nil, 0, timeline.ErrUnfit
	}
	if _, err := f.Seek(0, 0); err != nil {
		return nil, 0, err
	}
	upTo, err := a.Store.LastRecord(ctx, m.Entry)
	if err != nil {
		return nil, 0, err
	}
	x, err := timeline.Load(f, book)
	return x, upTo, err
}

// saveSnapshot writes the snapshot, all or nothing. It is a cache: that it
// could not be written is no error of the question.
func (a *App) saveSnapshot(ctx context.Context, x *timeline.Index) {
	name := a.snapshotFile()
	if name == "" {
		return
	}
	if err := a.writeSnapshot(ctx, x, name); err != nil {
		os.Remove(name + ".new") //nolint:errcheck // it may not be there
	}
}

func (a *App) writeSnapshot(ctx context.Context, x *timeline.Index, name string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	entry := x.Entry()
	root, err := a.Store.Root(ctx, entry)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(name+".new", os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return err // somebody else is at it, or was: theirs to finish
	}
	if err != nil {
		return err
	}
	err = x.Save(f, timeline.Mark{Store: a.Store.ID(), Entry: entry, Root: root})
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(name+".new", name)
}

// A feed reads the store for an index: it knows which term is which slot and
// value.
type feed struct {
	terms  []string
	slots  map[int64]uint16
	values map[slotTerm]uint32
}

type slotTerm struct {
	slot uint16
	term int64
}

func newFeed() feed {
	return feed{terms: []string{""}, slots: map[int64]uint16{}, values: map[slotTerm]uint32{}}
}

// records gives a range of records to an index.
func (f *feed) records(ctx context.Context, s *store.Store, t timeline.Taker, r store.Range) error {
	if err := s.Terms(ctx, int64(len(f.terms)-1), func(_ int64, text string) { f.terms = append(f.terms, text) }); err != nil {
		return err
	}
	err := s.IncidentIDs(ctx, r, func(record int64, id string) { t.Incident(record, id) })
	if err != nil {
		return err
	}
	err = s.SourceGrades(ctx, r,
		func(record int64, g ascribe.Reliability) { t.Source(record, g) },
		func(record, source int64, g ascribe.Reliability) {
			if n, ok := t.SourceAt(source); ok {
				t.Regrade(record, n, g)
			}
		})
	if err != nil {
		return err
	}
	if err := f.claims(ctx, s, t, r); err != nil {
		return err
	}
	return s.Amendments(ctx, r, func(a store.Amendment) {
		kind := timeline.Settles
		switch a.Kind {
		case ascribe.Correction:
			kind = timeline.Corrects
		case ascribe.Strike:
			kind = timeline.Strikes
		}
		t.Amend(timeline.Amendment{Record: a.Record, Target: a.Target, Kind: kind, Day: a.Day})
	})
}

// claims reads a range in two halves side by side, since reading a row costs
// more than taking it in.
func (f *feed) claims(ctx context.Context, s *store.Store, t timeline.Taker, r store.Range) error {
	const batch = 4096
	if r.UpTo-r.After < 16*batch {
		return s.Claims(ctx, r, func(c store.Claim) { f.take(t, &c) })
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	middle := r.After + (r.UpTo-r.After)/2
	batches := make(chan []store.Claim, 8)
	failures := make(chan error, 2)
	for _, half := range []store.Range{{After: r.After, UpTo: middle}, {After: middle, UpTo: r.UpTo}} {
		go func() {
			list := make([]store.Claim, 0, batch)
			send := func() {
				select {
				case batches <- list:
				case <-ctx.Done():
				}
				list = make([]store.Claim, 0, batch)
			}
			failures <- guarded(func() error {
				defer send()
				return s.Claims(ctx, half, func(c store.Claim) {
					if list = append(list, c); len(list) == batch {
						send()
					}
				})
			})
		}()
	}
	for running := 2; running > 0 || len(batches) > 0; {
		select {
		case list := <-batches:
			for i := range list {
				f.take(t, &list[i])
			}
		case err := <-failures:
			if running--; err != nil {
				return err
			}
		}
	}
	return nil
}

// take gives a statement about an incident to an index. Those about actors and
// links are none of its business.
func (f *feed) take(t timeline.Taker, c *store.Claim) {
	incident, ok := t.IncidentAt(c.Subject)
	if !ok {
		return
	}
	source, ok := t.SourceAt(c.Source)
	if !ok {
		return
	}
	slot, ok := f.slots[c.Variable]
	if !ok {
		slot = t.Slot(f.terms[c.Variable])
		f.slots[c.Variable] = slot
	}
	value := uint32(0)
	if c.Value == 0 {
		t.Long(slot)
	} else if value, ok = f.values[slotTerm{slot, c.Value}]; !ok {
		value = t.Value(slot, f.terms[c.Value])
		f.values[slotTerm{slot, c.Value}] = value
	}
	t.Add(timeline.Statement{
		Record: c.Record, Incident: incident, Source: source, Slot: slot, Value: value,
		Day: c.Day, Stance: c.Stance, Basis: c.Basis, Reliability: c.Reliability, Credibility: c.Credibility,
	})
}
