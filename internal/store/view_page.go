package store

import (
	"context"
	"database/sql"
	"slices"

	"github.com/ascribe-project/ascribe"
)

// EntriesBefore is the last entries with smaller numbers, up to a limit, the
// newest first.
func (v *View) EntriesBefore(ctx context.Context, n int64, limit int) ([]ascribe.Entry, error) {
	return v.entryPage(ctx, "page.entries before", n, limit)
}

// EntriesAfter is the first entries with greater numbers, up to a limit, the
// newest first.
func (v *View) EntriesAfter(ctx context.Context, n int64, limit int) ([]ascribe.Entry, error) {
	list, err := v.entryPage(ctx, "page.entries after", n, limit)
	slices.Reverse(list)
	return list, err
}

func (v *View) entryPage(ctx context.Context, name string, n int64, limit int) ([]ascribe.Entry, error) {
	var list []ascribe.Entry
	var failed error
	scan(ctx, v.prepared, name, []any{n, limit}, func(rows *sql.Rows) bool {
		var e ascribe.Entry
		e, failed = scanEntry(rows)
		list = append(list, e)
		return failed == nil
	}, func(err error) { failed = err })
	return list, explain(ctx, failed)
}

// Reasons is why entries were made, in their order; "" where none was given, or
// it was erased.
func (v *View) Reasons(ctx context.Context, entries []ascribe.Entry) ([]string, error) {
	firsts := make([]int64, len(entries))
	for i := range entries {
		firsts[i] = entries[i].First
	}
	nouns, err := v.Nouns(ctx, firsts)
	if err != nil {
		return nil, err
	}
	reasons := make([]string, len(entries))
	for i, first := range firsts {
		if r, ok := nouns[first].(*ascribe.Reason); ok {
			reasons[i] = r.Text
		}
	}
	return reasons, nil
}

// noun is what record n holds, nil where it was erased or is not there.
func (v *View) noun(n int64) (ascribe.Noun, error) {
	var body []byte
	ok, err := v.prepared.get("body.get", []any{n}, []any{&body})
	if err != nil || !ok {
		return nil, err
	}
	return v.parse(n, body)
}

// A Line is a record in its place, as it was written: of an actor that was amended,
// as whoever asks may see it. Noun is nil where it was erased, where it was struck,
// and where what it hangs on was erased.
type Line struct {
	Record int64
	Hash   ascribe.Hash
	Noun   ascribe.Noun
	Struck bool
	Orphan bool
}

// Lines is the records of an entry with numbers after one, up to a limit, in
// their order.
func (v *View) Lines(ctx context.Context, e ascribe.Entry, after int64, limit int) ([]Line, error) {
	from := max(after, e.First-1)
	var list []Line
	err := v.lines(ctx, "page.records", []any{from, e.First + e.Count - 1, limit}, &list)
	return list, err
}

// lines appends the records of a query.
func (v *View) lines(ctx context.Context, name string, args []any, list *[]Line) error {
	orphans, err := v.orphans(ctx)
	if err != nil {
		return err
	}
	err = v.scan(ctx, name, args, func(rows *sql.Rows) error {
		l, err := v.scanLine(rows)
		if orphans[l.Record] {
			l.Noun, l.Orphan = nil, true
		}
		*list = append(*list, l)
		return err
	})
	if err != nil {
		return err
	}
	return v.markStruck(ctx, *list)
}

// markStruck says of lines that have nothing whether that was struck.
func (v *View) markStruck(ctx context.Context, list []Line) error {
	fallen, err := v.fallen(ctx)
	for i := range list {
		l := &list[i]
		l.Struck = l.Noun == nil && !l.Orphan && (fallen[l.Record] || v.takenBack(l.Record))
	}
	return err
}

func (v *View) scanLine(rows *sql.Rows) (l Line, err error) {
	var hash, body sql.RawBytes
	if err := rows.Scan(&l.Record, &hash, &body); err != nil {
		return l, err
	}
	if len(hash) != len(l.Hash) {
		return l, ascribe.Errorf(ascribe.ErrUnverified, "the hash of record %d is not of %d bytes", l.Record, len(l.Hash)).
			WithHint("look with: ascribe verify")
	}
	l.Hash = ascribe.Hash(hash)
	if body != nil {
		if l.Noun, err = v.parseClosed(l.Record, body); err != nil {
			return l, err
		}
	}
	return l, nil
}

// Record is the record of a number with its place. ErrNotFound where there is
// none, or it was erased.
func (v *View) Record(ctx context.Context, n int64) (ascribe.Noted[ascribe.Noun], error) {
	noun, err := v.noun(n)
	if orphans, failed := v.orphans(ctx); err == nil && (failed != nil || orphans[n]) {
		noun, err = nil, failed
	}
	if err == nil && noun == nil {
		err = ascribe.Errorf(ascribe.ErrNotFound, "there is no record %d, or it was erased", n)
	}
	if err != nil {
		return ascribe.Noted[ascribe.Noun]{}, explain(ctx, err)
	}
	x, err := noted(v, n, noun)
	return x, explain(ctx, err)
}
