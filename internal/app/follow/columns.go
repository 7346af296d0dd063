package follow

import (
	"bytes"
	"context"
	"errors"
	"io"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
	"github.com/ascribe-project/ascribe/internal/store"
	"github.com/ascribe-project/ascribe/internal/survey/columns"
)

// datasets are the columns of imported datasets, each from when somebody first
// asked for it.
type datasets struct {
	mu sync.Mutex
	of map[string]followed
}

// followed is the columns of a dataset, and how far they have come.
type followed struct {
	table         *columns.Table
	entry, record int64
	fold          ascribe.Hash // of what they were made of
	saved         int64        // up to which record the cache has them; 0: there is none
}

func (d *datasets) get(name string) followed {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.of[name]
}

func (d *datasets) put(name string, x followed) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.of == nil {
		d.of = map[string]followed{}
	}
	d.of[name] = x
}

func (d *datasets) names() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Collect(maps.Keys(d.of))
}

// Columns are those of an imported dataset, up to an entry of the ledger at
// least. They are read when they are first asked for.
func (f *Follower) Columns(ctx context.Context, dataset string, entry int64) (*columns.Table, error) {
	work, enough, done := f.patiently(ctx)
	defer done()
	return f.columnsBy(ctx, work, dataset, entry, enough)
}

func (f *Follower) columnsBy(ctx, work context.Context, dataset string, entry int64, enough <-chan time.Time) (t *columns.Table, err error) {
	err = f.readBy(ctx, work, dataset, enough, func() bool {
		x := f.columns.get(dataset)
		t = x.table
		return t != nil && x.entry >= entry
	}, func() error {
		return guarded(func() error { return f.advanceColumns(work, dataset) })
	})
	return t, err
}

// advanceColumns brings the columns of a dataset up to the last entry, from one
// view of the store.
func (f *Follower) advanceColumns(ctx context.Context, dataset string) error {
	return f.store.View(ctx, func(v *store.View) error {
		last, err := v.Last(ctx)
		if err != nil {
			return err
		}
		upTo, err := v.LastRecord(ctx, last)
		if err != nil {
			return err
		}
		x := f.columns.get(dataset)
		if x.table == nil {
			x = f.loadColumns(ctx, v, dataset)
		}
		if changed, err := v.RowsChanged(ctx, x.record, x.fold); err != nil {
			return err
		} else if changed {
			x = followed{table: columns.Empty()}
		}
		next, ok, err := f.readColumns(ctx, v, dataset, x, upTo)
		if err == nil && !ok { // it cannot go on
			next, _, err = f.readColumns(ctx, v, dataset, followed{table: columns.Empty()}, upTo)
		}
		if err != nil {
			return err
		}
		next.entry = last
		if next, err = f.saveColumns(dataset, next); err != nil {
			f.columns.put(dataset, followed{})
			return err
		}
		f.columns.put(dataset, next)
		return nil
	})
}

// readColumns is columns with the rows of a dataset up to a record; false where
// they cannot go on with those.
func (f *Follower) readColumns(ctx context.Context, v *store.View, dataset string, x followed, upTo int64) (next followed, ok bool, err error) {
	if upTo == x.record {
		return x, true, nil
	}
	r := store.Range{After: x.record, UpTo: upTo}
	fold, err := v.FoldAfter(ctx, r.After, x.fold)
	if err != nil {
		return x, false, err
	}
	b, err := f.rows(ctx, v, dataset, r, fold)
	if err != nil {
		return x, false, err
	}
	if x.fold, err = v.RowsFolded(ctx, fold, upTo); err != nil {
		return x, false, err
	}
	x.record = upTo
	x.table, ok = x.table.With(b)
	return x, ok, nil
}

// rows reads a large range in two halves side by side, each by a view of its own.
// Each half is whole segments of the fold.
func (f *Follower) rows(ctx context.Context, v *store.View, dataset string, r store.Range, fold *store.Fold) (*columns.Builder, error) {
	const large = 1 << 16
	if r.UpTo-r.After < large {
		b := columns.NewBuilder()
		return b, rowsInto(ctx, v, dataset, r, fold.Rows(), b)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	middle := store.SegmentBefore(r.After + (r.UpTo-r.After)/2)
	halves := []store.Range{{After: r.After, UpTo: middle}, {After: middle, UpTo: r.UpTo}}
	builders := []*columns.Builder{columns.NewBuilder(), columns.NewBuilder()}
	failures := make(chan error, len(halves))
	for i, half := range halves {
		strand := fold.Rows()
		go func() {
			failures <- guarded(func() error {
				return f.store.View(ctx, func(v *store.View) error { return rowsInto(ctx, v, dataset, half, strand, builders[i]) })
			})
		}()
	}
	var failed error
	for range halves {
		if err := <-failures; err != nil && failed == nil {
			failed = err
			cancel()
		}
	}
	if failed != nil {
		return nil, failed
	}
	builders[0].Join(builders[1])
	return builders[0], nil
}

// rowsInto reads rows into a builder.
func rowsInto(ctx context.Context, v *store.View, dataset string, r store.Range, strand *store.Strand, b *columns.Builder) error {
	return v.ToldRows(ctx, dataset, r, strand, func(x *store.ToldRow) error {
		b.Row(columns.Row{
			Record: x.Record, Incident: x.Incident, ID: x.Row.Incident, Entry: x.Entry, Day: x.Day, Said: !x.Row.Said.IsZero(), Unlisted: x.Row.Unlisted,
			Source: x.Row.Source, Reliability: x.Row.Reliability, Credibility: x.Row.Credibility,
		})
		x.Body.Cells(func(name, value []byte) { b.Cell(unquoted(name), unquoted(value)) })
		return nil
	})
}

func unquoted(inner []byte) []byte {
	if bytes.IndexByte(inner, '\\') < 0 {
		return inner
	}
	return []byte(ledger.Unquote(inner))
}

// columnsFrom is the number of records from which on columns are worth a file.
const columnsFrom = 20_000

func (f *Follower) columnsCache(dataset string) store.Cache {
	return store.Cache{Folder: f.cache, Kind: "columns-" + dataset, Version: columns.SaveVersion}
}

// loadColumns are the columns in the cache, if they were made of this store, else
// none.
func (f *Follower) loadColumns(ctx context.Context, v *store.View, dataset string) followed {
	none := followed{table: columns.Empty()}
	if f.cache == "" || f.partial {
		return none
	}
	var x followed
	var err error
	x.record, x.fold, err = v.LoadRowsCache(ctx, f.columnsCache(dataset), func(*io.SectionReader) error { return nil })
	if err != nil {
		return none // they can always be read
	}
	x.saved = x.record
	if x.table, err = columns.Load(f.columnsFile(dataset, x)); err != nil {
		return none
	}
	return x
}

// columnsFile is the cache that columns were saved to. Where it is no more what
// it was, they are read anew by whoever asks next.
func (f *Follower) columnsFile(dataset string, x followed) columns.File {
	return func(read func(*io.SectionReader) error) error {
		err := f.store.PartOfCache(f.columnsCache(dataset), x.record, x.fold, read)
		if err != nil {
			f.columns.put(dataset, followed{})
		}
		return err
	}
}

// saveColumns writes columns to the cache, where that is worth it; those that it
// gives are read from there. It is a cache: that it could not be written is no
// error of the question, but that the columns could not be read is.
func (f *Follower) saveColumns(dataset string, x followed) (followed, error) {
	if f.cache == "" || f.partial || x.record-x.saved < columnsFrom {
		return x, nil
	}
	var unread error
	err := f.store.SaveCache(f.columnsCache(dataset), x.entry, x.record, x.fold, func(w io.Writer) (err error) {
		unread, err = x.table.Save(w)
		return errors.Join(unread, err)
	})
	if err != nil {
		return x, unread
	}
	x.saved = x.record
	if table, err := columns.Load(f.columnsFile(dataset, x)); err == nil {
		x.table = table
	}
	return x, nil
}

// followColumns brings the columns of all datasets up to the last entry, one
// after another.
func (f *Follower) followColumns(ctx context.Context) error {
	last, err := f.store.Last(ctx)
	if err != nil {
		return err
	}
	all, err := f.store.Datasets(ctx)
	if err != nil {
		return err
	}
	for i := range all {
		if _, err := f.columnsBy(ctx, ctx, all[i].Noun.ID, last, nil); err != nil {
			return err
		}
	}
	return nil
}
