package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/ascribe-project/ascribe"
)

// An EditionStrike is what took an edition back, whether it still acts or not.
type EditionStrike struct {
	Record int64
	Source string // the edition's; "" where it was not made for it
	// Gone says that the source's id is another's by now.
	Gone bool
	With map[int64]bool // what falls with the source, and what struck the strike, and so on

	first, last int64
}

// Takes reports whether a record goes with the edition.
func (s *EditionStrike) Takes(record int64) bool {
	return s.first <= record && record <= s.last || s.With[record] || record == s.Record
}

// EditionStrikes are the strikes of editions, in the order of the ledger.
func (v *View) EditionStrikes(ctx context.Context) ([]EditionStrike, error) {
	r, err := v.righted(ctx)
	if err != nil {
		return nil, explain(ctx, err)
	}
	var list []EditionStrike
	for i := range r.strikes {
		x := &r.strikes[i]
		if !x.edition() {
			continue
		}
		s := EditionStrike{Record: x.record, Source: x.source, With: map[int64]bool{}, first: x.first, last: x.last}
		for _, n := range append(r.above(x.record), x.record) {
			s.With[n] = true
		}
		err := v.AsWritten().scan(ctx, "falls.of", []any{listOf([]int64{x.record})}, func(rows *sql.Rows) error {
			var n int64
			err := rows.Scan(&n)
			s.With[n] = true
			return err
		})
		if err == nil && x.source != "" {
			s.Gone, err = v.holdsAnother(ctx, x)
		}
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, nil
}

// holdsAnother reports whether the id of an edition's source is that of another one
// by now: of one that is there or, where none is, of one that was given it later.
func (v *View) holdsAnother(ctx context.Context, s *struckNoun) (bool, error) {
	n, _, found, err := v.Find(ctx, SpaceSource, "", s.source)
	if err != nil || found {
		return n != s.sourceRecord, err
	}
	err = v.AsWritten().scan(ctx, "name.holders", []any{int64(SpaceSource), 0, s.source}, func(rows *sql.Rows) error { return rows.Scan(&n) })
	return n != s.sourceRecord, err
}

// takenBack reports whether a record is of an edition that was taken back.
func (v *View) takenBack(record int64) bool {
	s := v.prepared.stands
	return s != nil && s.righted.takes(record, s.Standpoint)
}

// TakenBack are the entries that imported editions which were taken back.
func (v *View) TakenBack(ctx context.Context) (map[int64]bool, error) {
	s := v.prepared.stands
	if s == nil || !s.righted.editions() {
		return nil, nil
	}
	entries := map[int64]bool{}
	for i := range s.righted.strikes {
		x := &s.righted.strikes[i]
		if !x.edition() || !s.righted.acts(x.record, x.closed, s.Standpoint) {
			continue
		}
		n, err := v.entryOf(x.target)
		if err != nil {
			return nil, explain(ctx, err)
		}
		entries[n] = true
	}
	return entries, nil
}

// wentWithEdition says that a noun went with an edition that was taken back.
func wentWithEdition(noun ascribe.Noun, by *ascribe.Noted[ascribe.Withdrawal]) error {
	what := fmt.Sprintf("the %s %s was taken back with the edition %s", noun.Record(), noun.Key().ID, by.Noun.Target)
	if noun.Record() == ascribe.RecordEdition {
		what = fmt.Sprintf("the edition %s was taken back", by.Noun.Target)
	}
	return ascribe.Errorf(ascribe.ErrNotFound, "%s, in entry %d", what, by.Entry).
		WithHint("it is there as recorded before: entry %d", by.Entry-1)
}
