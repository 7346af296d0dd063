package store

import (
	"context"
	"database/sql"
	"iter"
	"slices"

	"github.com/ascribe-project/ascribe"
)

// A View reads the store as it stood at one moment, whoever writes meanwhile.
// It belongs to one goroutine, and ends with the function that it was given
// to.
type View struct {
	store    *Store
	prepared *prepared
	open     *opened
	writing  ascribe.Entry // the entry that is being written, if one is

	written   *View // the same, as it was first written; nil: this one
	resolving *resolver
	last      *ascribe.Entry // once it was asked for
	entries   []int64        // of each entry, the number of its first record
	sources   map[string]*ascribe.Provenance
	alone     map[int64]bool // the orphans, once they were asked for
}

// View calls fn with a view of the store, and returns its error as it is.
func (s *Store) View(ctx context.Context, fn func(*View) error) error {
	if err := ctx.Err(); err != nil {
		return explain(ctx, err)
	}
	open := &opened{}
	defer func() { open.close() }()
	p, err := open.begin(ctx, s, false)
	if err != nil {
		return explain(ctx, err)
	}
	return ofCaller(ctx, fn(&View{store: s, prepared: p, open: open}))
}

// see is one answer of a view of its own.
func see[T any](ctx context.Context, s *Store, read func(*View) (T, error)) (answer T, err error) {
	err = s.View(ctx, func(v *View) error {
		answer, err = read(v)
		return err
	})
	return answer, err
}

// stream is the answers of a view of its own, which lasts as long as the loop
// over them.
func stream[T any](ctx context.Context, s *Store, read func(*View) iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		stopped := false
		err := s.View(ctx, func(v *View) error {
			for x, err := range read(v) {
				if err != nil {
					return err
				}
				if !yield(x, nil) {
					stopped = true
					break
				}
			}
			return nil
		})
		if err != nil && !stopped {
			var none T
			yield(none, err)
		}
	}
}

func (v *View) resolver() *resolver {
	if v.resolving == nil {
		v.resolving = newResolver(v.prepared)
	}
	return v.resolving
}

// entryOf is the number of the entry that a record is in.
func (v *View) entryOf(record int64) (int64, error) {
	if err := v.readEntries(); err != nil {
		return 0, err
	}
	i, found := slices.BinarySearch(v.entries, record)
	if found {
		i++
	}
	return int64(i), nil
}

// readEntries reads where the entries begin, once.
func (v *View) readEntries() error {
	if v.entries != nil {
		return nil
	}
	list, err := v.store.firsts.read(v.prepared)
	if err != nil {
		return err
	}
	v.entries = list
	if v.writing.N > int64(len(list)) {
		v.entries = append(slices.Clip(list), v.writing.First)
	}
	return nil
}

// read is the list with what came since it was last read. A view of an older
// moment may get entries that it does not see itself: they hold no record
// that it sees.
func (f *firsts) read(p *prepared) ([]int64, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	rows, err := p.rows("entry.firsts", len(f.list))
	if err != nil {
		return nil, err
	}
	list, erased := f.list, f.erased
	for rows.Next() {
		var first int64
		var erases bool
		if err := rows.Scan(&first, &erases); err != nil {
			return nil, closing(rows, err)
		}
		list, erased = append(list, first), erased || erases
	}
	if err := closing(rows, rows.Err()); err != nil {
		return nil, err
	}
	f.list, f.erased = list, erased
	return list[:len(list):len(list)], nil
}

// noted gives a noun its place.
func noted[N any](v *View, record int64, noun N) (ascribe.Noted[N], error) {
	entry, err := v.entryOf(record)
	return ascribe.Noted[N]{Record: record, Entry: entry, Noun: noun}, err
}

// scan calls row for every row of a query, until it fails.
func (v *View) scan(ctx context.Context, name string, args []any, row func(*sql.Rows) error) error {
	var failed error
	scan(ctx, v.prepared, name, args, func(rows *sql.Rows) bool {
		failed = row(rows)
		return failed == nil
	}, func(err error) { failed = err })
	return explain(ctx, failed)
}
