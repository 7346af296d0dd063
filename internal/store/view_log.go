package store

import (
	"context"
	"database/sql"
	"slices"
)

// A Touch is an entry with the records in it that touched something, in their
// order.
type Touch struct {
	Entry   int64
	Records []int64
}

// Touches are the entries that touched an incident, an actor, a link or a source,
// given by its record, in their order: by its own record, by those that hang on
// it, and by what took any of these back; of records up to one.
func (v *View) Touches(ctx context.Context, record, upTo int64) (list []Touch, err error) {
	var records []int64
	err = v.scan(ctx, "log.of", []any{record, upTo}, func(rows *sql.Rows) error {
		var n int64
		err := rows.Scan(&n)
		records = append(records, n)
		return err
	})
	if err != nil {
		return nil, err
	}
	if s := v.prepared.stands; s != nil {
		records = append(records, s.righted.about(record, upTo)...)
		slices.Sort(records)
	}
	for _, n := range slices.Compact(records) {
		entry, err := v.entryOf(n)
		if err != nil {
			return nil, explain(ctx, err)
		}
		if len(list) == 0 || list[len(list)-1].Entry != entry {
			list = append(list, Touch{Entry: entry})
		}
		last := &list[len(list)-1]
		last.Records = append(last.Records, n)
	}
	return list, nil
}

// LinesOf are records in their places, in their order.
func (v *View) LinesOf(ctx context.Context, records []int64) (list []Line, err error) {
	err = v.lines(ctx, "log.lines", []any{listOf(records)}, &list)
	return list, err
}
