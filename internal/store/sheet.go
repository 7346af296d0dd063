package store

import (
	"context"
	"iter"

	"github.com/ascribe-project/ascribe"
)

func (d *deriver) sheet(n int64, x *ascribe.Sheet) error {
	name, err := d.sheetName(x.Name)
	if err != nil {
		return err
	}
	return d.emit("sheet", n, name)
}

// Records is how many records the entry has so far.
func (t *Tx) Records() int64 { return t.tree.Size() }

func (d *deriver) sheetRow(n int64, x *ascribe.SheetRow) error {
	name, err := d.sheetName(x.Sheet)
	if err != nil {
		return err
	}
	return d.emit("sheet_row", n, name)
}

func (d *deriver) sheetName(name string) (int64, error) {
	if !ascribe.ValidID(name) {
		return 0, ascribe.Errorf(ascribe.ErrInvalid, "%q cannot be the name of a sheet", name)
	}
	return d.term(name)
}

// Sheets is the readings of sheets in the order of the ledger: of all, or of
// those of one name.
func (v *View) Sheets(ctx context.Context, name string) ([]ascribe.Noted[ascribe.Sheet], error) {
	if v.store.Older() { // it has none
		return nil, nil
	}
	if name == "" {
		return list[ascribe.Sheet](ctx, v, "sheet.all")
	}
	term, err := v.prepared.number("term.find", name)
	if err != nil || term == 0 {
		return nil, explain(ctx, err)
	}
	return list[ascribe.Sheet](ctx, v, "sheet.of", term)
}

// SheetRows is the rows of a sheet in the order of the ledger: the last of an
// id is how the row stands.
func (v *View) SheetRows(ctx context.Context, name string) iter.Seq2[ascribe.Noted[ascribe.SheetRow], error] {
	return func(yield func(ascribe.Noted[ascribe.SheetRow], error) bool) {
		term, err := v.prepared.number("term.find", name)
		if err != nil {
			yield(ascribe.Noted[ascribe.SheetRow]{}, explain(ctx, err))
			return
		}
		for x, err := range v.nouns(ctx, "sheet_row.of", term) {
			row, ok := x.Noun.(*ascribe.SheetRow)
			if err == nil && !ok {
				err = explain(ctx, unexpected(x.Record, x.Noun))
			}
			if err != nil {
				yield(ascribe.Noted[ascribe.SheetRow]{}, err)
				return
			}
			if !yield(ascribe.Noted[ascribe.SheetRow]{Record: x.Record, Entry: x.Entry, Noun: *row}, nil) {
				return
			}
		}
	}
}

// Sheets is the readings of sheets in the order of the ledger: of all, or of
// those of one name.
func (s *Store) Sheets(ctx context.Context, name string) ([]ascribe.Noted[ascribe.Sheet], error) {
	return see(ctx, s, func(v *View) ([]ascribe.Noted[ascribe.Sheet], error) { return v.Sheets(ctx, name) })
}

// WithdrawalsOf is what withdraws a record, in the order of the ledger.
func (v *View) WithdrawalsOf(ctx context.Context, record int64) ([]ascribe.Noted[ascribe.Withdrawal], error) {
	return list[ascribe.Withdrawal](ctx, v, "withdrawal.of", record)
}
