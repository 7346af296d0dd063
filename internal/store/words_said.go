package store

import (
	"context"
	"database/sql"
	"strconv"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// A Mention is a statement about an incident of the team's own dataset, in the
// numbers of records.
type Mention struct {
	Statement, Incident, Source int64
	Day                         ascribe.Day // the last possible
	Withdrawn                   bool        // by whom and when, Withdrawals says
}

// Mentions is those of the statements that are about an incident.
func (s *Store) Mentions(ctx context.Context, statements []int64) ([]Mention, error) {
	return s.mentions(ctx, "words.statements", statements)
}

// MentionsFrom is the statements of sources about incidents.
func (s *Store) MentionsFrom(ctx context.Context, sources []int64) ([]Mention, error) {
	return s.mentions(ctx, "words.statements of sources", sources)
}

// MentionsOf is the statements about incidents.
func (s *Store) MentionsOf(ctx context.Context, incidents []int64) ([]Mention, error) {
	return s.mentions(ctx, "words.statements of incidents", incidents)
}

func (s *Store) mentions(ctx context.Context, name string, records []int64) (list []Mention, err error) {
	if len(records) == 0 {
		return nil, nil
	}
	err = s.scan(ctx, name, []any{numbers(records)}, func(rows *sql.Rows) error {
		var m Mention
		var day int64
		if err := rows.Scan(&m.Statement, &m.Incident, &m.Source, &day, &m.Withdrawn); err != nil {
			return err
		}
		m.Day = ascribe.Day(day)
		list = append(list, m)
		return nil
	})
	return list, err
}

// Withdrawals is what withdraws the records, and what withdraws that.
func (s *Store) Withdrawals(ctx context.Context, records []int64) (list []Amendment, err error) {
	if len(records) == 0 {
		return nil, nil
	}
	err = s.scan(ctx, "words.withdrawals", []any{numbers(records)}, func(rows *sql.Rows) error {
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
