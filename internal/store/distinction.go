package store

import (
	"context"
	"database/sql"

	"github.com/ascribe-project/ascribe"
)

func (d *deriver) distinction(n int64, x *ascribe.Distinction) error {
	if err := d.name(n, SpaceStatement, 0, x.ID); err != nil {
		return err
	}
	one, err := d.refer(n, SpaceSource, 0, x.One)
	if err != nil {
		return err
	}
	other, err := d.refer(n, SpaceSource, 0, x.Other)
	if err != nil {
		return err
	}
	if one == other {
		return ascribe.Errorf(ascribe.ErrInvalid, "distinction %s: %s cannot be told apart from itself", x.ID, x.One).WithHint("name two sources")
	}
	if err := d.emit("distinction", n, one, other); err != nil {
		return err
	}
	return d.hang(n, one, other)
}

// Distinctions are the sources that were said to be two, in the order of the ledger,
// without what was struck since.
func (v *View) Distinctions(ctx context.Context) ([]ascribe.Noted[ascribe.Distinction], error) {
	if v.store.version < 3 { // it has none
		return nil, nil
	}
	all, err := list[ascribe.Distinction](ctx, v, "distinction.list")
	if err != nil || len(all) == 0 {
		return nil, err
	}
	records := make([]int64, len(all))
	for i := range all {
		records[i] = all[i].Record
	}
	struck, err := v.struckAmong(ctx, records, ascribe.Latest)
	if err != nil {
		return nil, err
	}
	acting := all[:0]
	for _, x := range all {
		if !struck(x.Record) {
			acting = append(acting, x)
		}
	}
	return acting, nil
}

// struckAmong tells which of some records were struck up to a record: of what can
// only be struck.
func (v *View) struckAmong(ctx context.Context, records []int64, upTo int64) (func(record int64) bool, error) {
	struck := ascribe.Withdrawals[int64]{}
	err := v.scan(ctx, "withdrawal.upon", []any{listOf(records)}, func(rows *sql.Rows) error {
		var target, n int64
		var body sql.RawBytes // of no use here: whatever is withdrawn of these is struck
		if err := rows.Scan(&target, &n, &body); err != nil {
			return err
		}
		struck.Add(ascribe.Withdrawing[int64]{By: n, Target: target, Recorded: n, Kind: ascribe.Strike})
		return nil
	})
	return func(record int64) bool { return struck.Struck(record, upTo) }, err
}
