package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// newWriting is a deriver that inserts what it makes.
func newWriting(p *prepared) (*deriver, error) {
	terms, err := p.number("term.last")
	if err != nil {
		return nil, err
	}
	r := newResolver(p)
	before, err := p.number("name.any", int64(SpaceStatement))
	if err != nil {
		return nil, err
	}
	if before == 0 {
		r.fresh = newFresh()
	}
	r.newTerm = func(text string, found int64) (int64, error) {
		if found != 0 {
			return found, nil
		}
		terms++
		return terms, p.exec("term.insert", terms, text)
	}
	inserts := make(map[string]string)
	for _, t := range derivedTables() {
		inserts[t] = t + ".insert"
	}
	return &deriver{resolver: r, emit: func(table string, values ...any) error {
		if err := p.exec(inserts[table], values...); err != nil {
			return err
		}
		r.inserted(table, values)
		return nil
	}}, nil
}

// rebuildPage is how many records are read at a time while rebuilding.
const rebuildPage = 1000

// rebuild empties the derived tables and makes them anew.
func rebuild(ctx context.Context, p *prepared) error {
	for _, t := range derivedTables() {
		if _, err := p.tx.ExecContext(ctx, "delete from "+t); err != nil {
			return err
		}
	}
	d, err := newWriting(p)
	if err != nil {
		return err
	}
	for after, more := int64(0), true; more; {
		if err := ctx.Err(); err != nil {
			return err
		}
		if after, more, err = rebuildFrom(p, d, after); err != nil {
			return err
		}
	}
	return rebuildNodes(ctx, p)
}

func rebuildFrom(p *prepared, d *deriver, after int64) (last int64, more bool, err error) {
	rows, err := p.rows("record.page", after, rebuildPage)
	if err != nil {
		return 0, false, err
	}
	type page struct {
		n    int64
		body []byte
	}
	var list []page
	for rows.Next() {
		var r page
		if err := rows.Scan(&r.n, &r.body); err != nil {
			return 0, false, closing(rows, err)
		}
		list = append(list, r)
	}
	if err := closing(rows, rows.Err()); err != nil {
		return 0, false, err
	}
	for _, r := range list {
		noun, err := ledger.Decode(r.body)
		if err == nil {
			err = d.derive(r.n, noun)
		}
		if err != nil {
			return 0, false, &recordError{r.n, err}
		}
		after = r.n
	}
	return after, len(list) == rebuildPage, nil
}

func rebuildNodes(ctx context.Context, p *prepared) error {
	var tree ledger.Tree
	var index int64
	for e, err := range entries(ctx, p) {
		if err != nil {
			return err
		}
		text, err := ledger.EntryText(e)
		if err != nil {
			return err
		}
		for _, h := range tree.Append(text) {
			if err := p.exec("node.insert", index, h[:]); err != nil {
				return err
			}
			index++
		}
	}
	return nil
}

// A recordError is what is wrong with a record, or what failed at it.
type recordError struct {
	n   int64
	err error
}

func (e *recordError) Error() string { return fmt.Sprintf("record %d: %v", e.n, e.err) }
func (e *recordError) Unwrap() error { return e.err }

// recordAt is the record at which an error says that something is wrong.
func recordAt(err error) (int64, bool) {
	e, ok := errors.AsType[*recordError](err)
	if !ok {
		return 0, false
	}
	_, says := errors.AsType[*ascribe.Error](e.err)
	return e.n, says
}
