package store

import (
	"context"
	"database/sql"

	"github.com/ascribe-project/ascribe"
)

// Withdrawals gives what withdraws statements, or other withdrawals, and was
// written down in a range of records.
func (v *View) Withdrawals(ctx context.Context, r Range, use func(Ending)) error {
	return v.scan(ctx, "claims.withdrawals", []any{r.After, r.UpTo}, func(rows *sql.Rows) error {
		var a Ending
		var kind int64
		var day, source sql.NullInt64
		if err := rows.Scan(&a.Record, &a.Target, &kind, &day, &source); err != nil {
			return err
		}
		row := coded{record: a.Record}
		row.earlier(a.Target)
		if kind == 0 {
			row.refuse("kind of withdrawal", kind)
		}
		a.Kind = one(&row, "kind of withdrawal", withdrawalKinds, kind)
		if day.Valid {
			a.Day = row.day(day.Int64)
		}
		if source.Valid && v.store.version >= 3 {
			a.Source = row.earlier(source.Int64)
		}
		use(a)
		return row.err
	})
}

// ErasedAfter reports whether anything was erased after a record was written.
func (v *View) ErasedAfter(ctx context.Context, record int64) (erased bool, err error) {
	err = v.scan(ctx, "words.erased after", []any{record}, func(rows *sql.Rows) error { return rows.Scan(&erased) })
	return erased, err
}

// Nouns is what is written in records. Erased ones are left out.
func (v *View) Nouns(ctx context.Context, records []int64) (map[int64]ascribe.Noun, error) {
	nouns := make(map[int64]ascribe.Noun, len(records))
	err := v.scan(ctx, "body.these", []any{listOf(records)}, func(rows *sql.Rows) error {
		var n int64
		var body sql.RawBytes
		if err := rows.Scan(&n, &body); err != nil {
			return err
		}
		noun, err := v.parse(n, body)
		if err != nil {
			return err
		}
		nouns[n] = noun
		return nil
	})
	return nouns, err
}

// EntryUpTo is the last entry all of whose records are no later than one; 0
// where there is none.
func (v *View) EntryUpTo(ctx context.Context, record int64) (int64, error) {
	next, err := v.entryOf(record + 1)
	return max(next-1, 0), explain(ctx, err)
}
