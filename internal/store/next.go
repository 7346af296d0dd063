package store

import (
	"context"
	"database/sql"

	"github.com/ascribe-project/ascribe"
)

// Ungraded are the records of statements up to one that lack a grade, the last first:
// they have no credibility, or neither they nor their sources a reliability. There are
// so many at most.
func (v *View) Ungraded(ctx context.Context, upTo int64, most int) ([]int64, error) {
	return v.numbers(ctx, "next.ungraded", upTo, int64(most))
}

// Unmarked are the records of statements up to one of whose sources copies are kept, and
// of which it is not marked where they stand, the last first. There are so many at most.
func (v *View) Unmarked(ctx context.Context, upTo int64, most int) ([]int64, error) {
	if v.store.version < 3 { // it has no copies
		return nil, nil
	}
	return v.numbers(ctx, "next.unmarked", upTo, int64(most))
}

// A Quiet is an incident by its record, with the last record that says something of it
// and that one's entry; its own, where nothing does.
type Quiet struct{ Record, Last, Entry int64 }

// Quiet is the incidents of the team's own up to a record of which nothing was ever said,
// and then those of which nothing was for longest. There are so many at most.
func (v *View) Quiet(ctx context.Context, upTo int64, most int) ([]Quiet, error) {
	var list []Quiet
	err := v.scan(ctx, "next.quiet", []any{upTo, number(ascribe.SubjectKinds, ascribe.OfIncident), int64(most)}, func(rows *sql.Rows) error {
		var q Quiet
		err := rows.Scan(&q.Record, &q.Last)
		if q.Last == 0 {
			q.Last = q.Record
		}
		list = append(list, q)
		return err
	})
	for i := range list {
		if err == nil {
			list[i].Entry, err = v.entryOf(list[i].Last)
		}
	}
	return list, explain(ctx, err)
}

// numbers are what a query of one column gives.
func (v *View) numbers(ctx context.Context, query string, args ...any) ([]int64, error) {
	var list []int64
	err := v.scan(ctx, query, args, func(rows *sql.Rows) error {
		var n int64
		err := rows.Scan(&n)
		list = append(list, n)
		return err
	})
	return list, err
}
