package store

import (
	"context"
	"database/sql"
	"slices"

	"github.com/ascribe-project/ascribe"
)

// Present is a noun as it is by now, with every amendment that acts, and the id of
// the strike that took it away; "": none did.
func (t *Tx) Present(record int64) (noun ascribe.Noun, struckBy string, err error) {
	if noun, err = t.deriver.present(record); err != nil {
		return nil, "", explain(t.ctx, err)
	}
	by, err := t.deriver.struckBy(record)
	if err != nil || by == 0 {
		return noun, "", explain(t.ctx, err)
	}
	strike, err := t.deriver.written(by)
	if err != nil {
		return noun, "", explain(t.ctx, err)
	}
	return noun, strike.Key().ID, nil
}

// LastAmended is the record of the last amendment of a field of a noun that acts;
// 0: none does.
func (t *Tx) LastAmended(record int64, field string) (int64, error) {
	r, err := t.deriver.right()
	if err != nil {
		return 0, explain(t.ctx, err)
	}
	last := int64(0)
	for _, a := range r.of(record, forever) {
		if a.noun.Field == field {
			last = a.record
		}
	}
	return last, nil
}

// FallsWith is what a strike that this entry wrote takes with it, besides what it
// strikes, in the order of the ledger.
func (t *Tx) FallsWith(strike int64) ([]ascribe.Noted[ascribe.Noun], error) {
	var records []int64
	if err := t.deriver.list("falls.of", listOf([]int64{strike}), &records); err != nil {
		return nil, explain(t.ctx, err)
	}
	target, err := t.prepared.number("strike.target", strike)
	if err != nil {
		return nil, explain(t.ctx, err)
	}
	var list []ascribe.Noted[ascribe.Noun]
	for _, n := range slices.DeleteFunc(records, func(n int64) bool { return n == target }) {
		fell, err := t.fellBefore(n, strike)
		if err != nil {
			return nil, explain(t.ctx, err)
		}
		if fell {
			continue
		}
		noun, err := t.deriver.present(n)
		if err != nil {
			return nil, explain(t.ctx, err)
		}
		list = append(list, ascribe.Noted[ascribe.Noun]{Record: n, Noun: noun})
	}
	return list, nil
}

// fellBefore reports whether a record had fallen with another strike already.
func (t *Tx) fellBefore(n, strike int64) (bool, error) {
	strikes, err := t.deriver.fallsBy(n)
	if err != nil || len(strikes) < 2 {
		return false, err
	}
	r := t.deriver.righted
	return slices.ContainsFunc(strikes, func(s int64) bool { return s != strike && r.records[s] && r.acts(s, false, forever) }), nil
}

// EditionOf is the edition whose source a record is; nil where it is none's, or that
// was taken back.
func (t *Tx) EditionOf(source int64) (*ascribe.Edition, error) {
	n, err := t.prepared.number("edition.with source", source)
	if err != nil || n == 0 {
		return nil, explain(t.ctx, err)
	}
	noun, by, err := t.Present(n)
	if err != nil || by != "" {
		return nil, err
	}
	e, ok := noun.(*ascribe.Edition)
	if !ok {
		return nil, explain(t.ctx, unexpected(n, noun))
	}
	return e, nil
}

// Free reports whether an import may give an id: nobody has it, or it went with an
// edition that was taken back.
func (t *Tx) Free(space Space, dataset, id string) (bool, error) {
	ds, err := t.deriver.dataset(dataset)
	if err != nil {
		return false, explain(t.ctx, err)
	}
	k := nameKey{space, ds, id}
	n, err := t.deriver.resolver.name(k)
	if err != nil || n == 0 {
		return err == nil, explain(t.ctx, err)
	}
	freed, err := t.deriver.freed(ascribe.Latest, k)
	return freed != 0, explain(t.ctx, err)
}

// Before calls fn with a view of the store as it stood before this entry, with all
// that had been put right.
func (t *Tx) Before(ctx context.Context, fn func(*View) error) error {
	return t.store.View(ctx, func(v *View) error {
		v, err := v.At(ctx, forever)
		if err != nil {
			return err
		}
		return fn(v)
	})
}

// Struck reports whether a statement, a withdrawal or an amendment was struck, and
// is so by now.
func (t *Tx) Struck(record int64) (bool, error) {
	withdrawn := ascribe.Withdrawals[int64]{}
	for asked := []int64{record}; len(asked) > 0; {
		var next []int64
		err := t.View().scan(t.ctx, "strike.of", []any{listOf(asked)}, func(rows *sql.Rows) error {
			var n, target int64
			err := rows.Scan(&n, &target)
			withdrawn.Add(ascribe.Withdrawing[int64]{By: n, Target: target, Recorded: n, Kind: ascribe.Strike})
			next = append(next, n)
			return err
		})
		if err != nil {
			return false, err
		}
		asked = next
	}
	return withdrawn.Struck(record, ascribe.Latest), nil
}
