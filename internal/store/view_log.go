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
	records, err := v.touching(ctx, record, upTo)
	if err != nil {
		return nil, err
	}
	for _, n := range records {
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

// LastTouch is the last entry that touched what Touches is of; 0: none did.
func (v *View) LastTouch(ctx context.Context, record, upTo int64) (entry int64, err error) {
	records, err := v.touching(ctx, record, upTo)
	if err != nil || len(records) == 0 {
		return 0, err
	}
	entry, err = v.entryOf(records[len(records)-1])
	return entry, explain(ctx, err)
}

// touching are the records of those entries, in their order.
func (v *View) touching(ctx context.Context, record, upTo int64) (records []int64, err error) {
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
	return slices.Compact(records), nil
}

// LinesOf are records in their places, in their order.
func (v *View) LinesOf(ctx context.Context, records []int64) (list []Line, err error) {
	err = v.lines(ctx, "log.lines", []any{listOf(records)}, &list)
	return list, err
}
