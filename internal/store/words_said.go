package store

import (
	"context"
	"database/sql"
	"strconv"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// askOneByOne is up to how many records withdrawals are looked up one by one:
// of more, all are read.
const askOneByOne = 4096

// Withdrawals is what withdraws the records, and what withdraws that; there may
// be others among them.
func (s *Store) Withdrawals(ctx context.Context, records []int64) (list []Amendment, err error) {
	if len(records) == 0 {
		return nil, nil
	}
	name, args := "words.all withdrawals", []any(nil)
	if len(records) <= askOneByOne {
		name, args = "words.withdrawals", []any{numbers(records)}
	}
	err = s.scan(ctx, name, args, func(rows *sql.Rows) error {
		var a Amendment
		var kind int64
		var day sql.NullInt64
		if err := rows.Scan(&a.Record, &a.Target, &kind, &day); err != nil {
			return err
		}
		a.Kind, a.Day = withdrawalKinds[kind-1], ascribe.Day(day.Int64)
		list = append(list, a)
		return nil
	})
	return list, err
}

// Nouns is what is written in records. Erased ones are left out.
func (s *Store) Nouns(ctx context.Context, records []int64) (map[int64]ascribe.Noun, error) {
	nouns := make(map[int64]ascribe.Noun, len(records))
	err := s.View(ctx, func(v *View) error {
		for _, n := range records {
			var body []byte
			ok, err := v.prepared.get("body.get", []any{n}, []any{&body})
			if err != nil {
				return explain(ctx, err)
			}
			if !ok {
				continue
			}
			noun, err := ledger.Parse(body)
			if err != nil {
				return unreadable(n, err)
			}
			nouns[n] = noun
		}
		return nil
	})
	return nouns, err
}

// numbers is a list of numbers in JSON.
func numbers(list []int64) string {
	b := []byte{'['}
	for i, n := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, n, 10)
	}
	return string(append(b, ']'))
}

// EntryUpTo is the last entry all of whose records are no later than one; 0
// where there is none.
func (s *Store) EntryUpTo(ctx context.Context, record int64) (int64, error) {
	return see(ctx, s, func(v *View) (int64, error) {
		next, err := v.entryOf(record + 1)
		return max(next-1, 0), explain(ctx, err)
	})
}
