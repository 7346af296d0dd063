package app

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/store"
	"github.com/ascribe-project/ascribe/internal/timeline"
)

// A follower keeps an index of all incidents up with the ledger, and what the
// index does not have of the sources.
type follower struct {
	mu    sync.Mutex
	index *timeline.Index
	feed  feed

	sources publications
}

// index is the timeline index, up to the last entry at least.
func (a *App) index(ctx context.Context, book *codebook.Book) (*timeline.Index, error) {
	f := &a.follower
	f.mu.Lock()
	defer f.mu.Unlock()
	last, err := a.Store.Last(ctx)
	if err != nil {
		return nil, err
	}
	if f.index == nil {
		if f.index, err = a.load(ctx, book, last); err != nil {
			return nil, err
		}
	}
	if at := f.index.Entry(); at < last {
		if err := a.catchUp(ctx, at, last); err != nil {
			f.index = nil // it may have a part; it is built anew when asked for
			return nil, err
		}
	}
	return f.index, nil
}

// indexFor is the index where it can answer by these dimensions. It has the
// team's own dataset, and no text too long for it; what it cannot answer is
// worked out incident by incident.
func (a *App) indexFor(ctx context.Context, q *Question, book *codebook.Book, dimensions []string) (*timeline.Index, bool, error) {
	if q.dataset() != ascribe.Main || q.AsOf.Recorded == 0 || a.WithoutIndex {
		return nil, false, nil
	}
	x, err := a.index(ctx, book)
	if err != nil {
		return nil, false, err
	}
	for _, d := range dimensions {
		if !x.Knows(d) {
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
// file.
const snapshotFrom = 20_000

// load reads the snapshot of the store, or builds the index where there is
// none that fits.
func (a *App) load(ctx context.Context, book *codebook.Book, last int64) (*timeline.Index, error) {
	a.follower.feed = newFeed()
	if x, err := a.loadSnapshot(ctx, book); err == nil {
		return x, nil
	}
	upTo, err := a.Store.LastRecord(ctx, last)
	if err != nil {
		return nil, err
	}
	b := timeline.NewBuilder()
	if err := a.follower.feed.records(ctx, a.Store, b, store.Range{UpTo: upTo}); err != nil {
		return nil, err
	}
	x, err := b.Build(book, last, upTo)
	if err != nil {
		return nil, err
	}
	if upTo >= snapshotFrom {
		a.saveSnapshot(ctx, x)
	}
	return x, nil
}

func (a *App) catchUp(ctx context.Context, at, last int64) error {
	f := &a.follower
	after, err := a.Store.LastRecord(ctx, at)
	if err != nil {
		return err
	}
	upTo, err := a.Store.LastRecord(ctx, last)
	if err != nil {
		return err
	}
	err = f.index.Update(last, upTo, func(u *timeline.Update) error {
		return f.feed.records(ctx, a.Store, u, store.Range{After: after, UpTo: upTo})
	})
	if err == nil && upTo-after >= snapshotFrom {
		a.saveSnapshot(ctx, f.index)
	}
	return err
}

var errNoSnapshot = errors.New("there is no snapshot")

// snapshotFile is where the store's snapshot lies; empty: there is no cache.
func (a *App) snapshotFile() string {
	if a.Cache == "" {
		return ""
	}
	return filepath.Join(a.Cache, a.Store.ID()+".timeline")
}

// loadSnapshot reads the snapshot, if it is of this store's ledger.
func (a *App) loadSnapshot(ctx context.Context, book *codebook.Book) (*timeline.Index, error) {
	name := a.snapshotFile()
	if name == "" {
		return nil, errNoSnapshot
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	m, err := timeline.ReadMark(f)
	if err != nil {
		return nil, err
	}
	root, err := a.Store.Root(ctx, m.Entry)
	if err != nil {
		return nil, err
	}
	if m.Store != a.Store.ID() || m.Root != root {
		return nil, timeline.ErrUnfit
	}
	if _, err := f.Seek(0, 0); err != nil {
		return nil, err
	}
	return timeline.Load(f, book)
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
			err := s.Claims(ctx, half, func(c store.Claim) {
				if list = append(list, c); len(list) == batch {
					send()
				}
			})
			send()
			failures <- err
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
