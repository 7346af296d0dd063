package store

import (
	"context"
	"database/sql"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// A ToldRow is a row of an imported dataset in the numbers of the derived tables,
// with its body, which is valid until the next.
type ToldRow struct {
	Record, Incident, Entry int64
	Day                     ascribe.Day // the last possible one
	Unlisted                bool
	Row                     *ascribe.Row // without its cells
	Body                    ledger.RowBody
}

// ToldRows calls use with the rows of a dataset, in the order of the ledger: also
// those of one of that name that was taken back. The
// rows of all datasets are folded, since there is one fold of them; those of the
// others are not read further. A row of its own is folded with the hash of its
// body as it is, so that the fold tells whether that is the record's. Ranges may
// be read side by side, each by a view and a strand of its own.
func (v *View) ToldRows(ctx context.Context, dataset string, r Range, strand *Strand, use func(*ToldRow) error) error {
	named, err := v.datasetsNamed(ctx, dataset)
	if err != nil {
		return err
	}
	var t ToldRow
	return v.scan(ctx, "row.told", []any{r.After, r.UpTo, listOf(named)}, func(rows *sql.Rows) error {
		var source, day int64
		var stored storedRecord
		if err := rows.Scan(&t.Record, &t.Incident, &source, &day, &t.Unlisted, &stored.hash, &stored.salt, &stored.body); err != nil {
			return err
		}
		t.Day = ascribe.Day(day)
		if stored.body == nil {
			strand.Row(t.Record, t.Incident, source, t.Day, t.Unlisted, stored.hash)
			return nil
		}
		if len(stored.salt) != ledger.SaltSize {
			return unreadable(t.Record, nil)
		}
		hash := ledger.HashRecord([ledger.SaltSize]byte(stored.salt), stored.body)
		strand.Row(t.Record, t.Incident, source, t.Day, t.Unlisted, hash[:])
		var ok bool
		if t.Body, ok = ledger.OpenRow(stored.body); !ok {
			return unreadable(t.Record, nil)
		}
		if t.Row, ok = t.Body.Row(); !ok {
			return unreadable(t.Record, nil)
		}
		if t.Entry, err = v.entryOf(t.Record); err != nil {
			return err
		}
		return use(&t)
	})
}

// datasetsNamed are the records of the datasets that have or had a name: more than
// one, where the only edition of one was taken back, and another imported.
func (v *View) datasetsNamed(ctx context.Context, dataset string) (records []int64, err error) {
	err = v.scan(ctx, "name.holders", []any{int64(SpaceDataset), 0, dataset}, func(rows *sql.Rows) error {
		var n int64
		err := rows.Scan(&n)
		records = append(records, n)
		return err
	})
	if err == nil && len(records) == 0 {
		err = notThere(SpaceDataset, "", dataset)
	}
	return records, err
}
