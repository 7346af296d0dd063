package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// newWriting is a deriver that inserts what it makes, after a record that ends
// an entry.
func newWriting(p *prepared, after int64) (*deriver, error) {
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
	for _, t := range p.derived {
		inserts[t] = t + ".insert"
	}
	folded, err := foldsAt(p, after)
	if err != nil {
		return nil, err
	}
	d := &deriver{resolver: r, version: p.Version, claims: Fold{sum: folded.claims}, texts: Fold{sum: folded.texts}, rows: Fold{sum: folded.rows}, emit: func(table string, values ...any) error {
		if err := p.exec(inserts[table], values...); err != nil {
			return err
		}
		r.inserted(table, values)
		return nil
	}}
	_, err = d.right() // by which ids are found
	return d, err
}

// rebuildPage is how many records are read at a time while rebuilding.
const rebuildPage = 1000

// rebuild empties the derived tables and makes them anew. The deriver that it
// gives goes on after the last record.
func rebuild(ctx context.Context, p *prepared) (*deriver, error) {
	erasures, err := readErasures(ctx, p)
	if err != nil {
		return nil, err
	}
	for _, t := range p.derived {
		if err := p.exec(t + ".empty"); err != nil {
			return nil, err
		}
	}
	d, err := newWriting(p, 0)
	if err != nil {
		return nil, err
	}
	d.erasures = erasures
	ends, err := entryEnds(ctx, p)
	if err != nil {
		return nil, err
	}
	r := rebuilding{p, d, ends}
	for after, more := int64(0), true; more; {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if after, more, err = r.from(after); err != nil {
			return nil, err
		}
	}
	return d, rebuildNodes(ctx, p)
}

// entryEnds are the last records of the entries.
func entryEnds(ctx context.Context, p *prepared) (ends []int64, err error) {
	for e, err := range entries(ctx, p) {
		if err != nil {
			return nil, err
		}
		ends = append(ends, e.First+e.Count-1)
	}
	return ends, nil
}

// A rebuilding is one pass over the records.
type rebuilding struct {
	*prepared
	deriver *deriver
	ends    []int64 // of entries to come
}

// from derives the next page of records.
func (r *rebuilding) from(after int64) (last int64, more bool, err error) {
	rows, err := r.rows("record.page", after, rebuildPage)
	if err != nil {
		return 0, false, err
	}
	type stored struct {
		n          int64
		hash, body []byte
	}
	var list []stored
	for rows.Next() {
		var x stored
		if err := rows.Scan(&x.n, &x.hash, &x.body); err != nil {
			return 0, false, closing(rows, err)
		}
		list = append(list, x)
	}
	if err := closing(rows, rows.Err()); err != nil {
		return 0, false, err
	}
	for _, x := range list {
		if err := r.record(x.n, x.hash, x.body); err != nil {
			return 0, false, &recordError{x.n, err}
		}
		after = x.n
	}
	return after, len(list) == rebuildPage, nil
}

// record derives a record; of an erased one there is no body.
func (r *rebuilding) record(n int64, hash, body []byte) error {
	var noun ascribe.Noun
	if body != nil {
		var err error
		if noun, err = ledger.Decode(body); err != nil {
			return err
		}
	}
	if err := r.deriver.again(n, hash, noun); err != nil {
		return err
	}
	ends := len(r.ends) > 0 && n == r.ends[0]
	if ends {
		r.ends = r.ends[1:]
	}
	if ends || endsSegment(n) {
		return r.deriver.fold(n)
	}
	return nil
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
