package store

import (
	"context"
	"database/sql"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// erasedAny reports whether anything was ever erased.
func (v *View) erasedAny() (bool, error) {
	err := v.readEntries()
	return v.store.firsts.erasedAny(), err
}

// orphans are the records of which what they hang on was erased.
func (v *View) orphans(ctx context.Context) (map[int64]bool, error) {
	if any, err := v.erasedAny(); err != nil || !any || v.store.version < 3 {
		return nil, err
	}
	if v.alone == nil {
		orphans := map[int64]bool{}
		err := v.scan(ctx, "orphan.scan", nil, func(rows *sql.Rows) error {
			var n int64
			err := rows.Scan(&n)
			orphans[n] = true
			return err
		})
		if err != nil {
			return nil, err
		}
		v.alone = orphans
	}
	return v.alone, nil
}

// acting is an erased withdrawal or amendment, as it goes on acting.
func (v *View) acting(ctx context.Context, record int64) (ascribe.Noun, error) {
	noun, err := actingOf(v.prepared, record)
	return noun, explain(ctx, err)
}

// actingOf is an erased withdrawal or amendment, as its erasure has kept it.
func actingOf(p *prepared, record int64) (ascribe.Noun, error) {
	e, err := erasureOf(p, record)
	if err != nil {
		return nil, err
	}
	if e == nil || e.Acts == nil {
		return nil, ascribe.Errorf(ascribe.ErrUnverified, "record %d has no body, and nothing says what it does", record).
			WithHint("look with: ascribe verify")
	}
	noun, err := actingOn(record, e.Acts, func(n int64) (string, error) { return idOfRecord(p, n) })
	if err == nil && noun == nil {
		err = ascribe.Errorf(ascribe.ErrUnverified, "record %d acts on what is not there", record).WithHint("look with: ascribe verify")
	}
	return noun, err
}

// erasureOf is what erased a record; nil: nothing did.
func erasureOf(p *prepared, record int64) (*ascribe.Erasure, error) {
	by, err := p.number("erasure.find", record)
	if err != nil || by == 0 {
		return nil, err
	}
	noun, err := bodyOf(p, by)
	e, _ := noun.(*ascribe.Erasure)
	return e, err
}

// idOfRecord is the id by which a record is known, also one that was erased.
func idOfRecord(p *prepared, record int64) (string, error) {
	noun, err := bodyOf(p, record)
	if err != nil {
		return "", err
	}
	if noun != nil {
		return noun.Key().ID, nil
	}
	return ascribe.ErasedID(record), nil
}

// bodyOf is what a record holds, as it was written; nil where it was erased.
func bodyOf(p *prepared, record int64) (ascribe.Noun, error) {
	var body []byte
	ok, err := p.get("body.get", []any{record}, []any{&body})
	if err != nil || !ok {
		return nil, err
	}
	noun, err := ledger.Parse(body)
	if err != nil {
		return nil, unreadable(record, err)
	}
	return noun, nil
}

// mend has a source rest on one that is not shown, for all that it rested on and
// that was erased.
func (v *View) mend(s *ascribe.Source) error {
	if any, err := v.erasedAny(); err != nil || !any || len(s.RestsOn) == 0 {
		return err
	}
	var list []string
	hidden := false
	for _, id := range s.RestsOn {
		n, err := v.resolver().name(nameKey{SpaceSource, 0, id})
		if err != nil {
			return err
		}
		if n == 0 {
			hidden = true
		} else {
			list = append(list, id)
		}
	}
	if hidden {
		list = append(list, ascribe.NotShown)
	}
	s.RestsOn = list
	return nil
}

// settled adds to the dossiers what adjudications settled that were erased.
func (g *gathering) settled(ctx context.Context) error {
	if any, err := g.view.erasedAny(); err != nil || !any {
		return err
	}
	var targets []int64
	for n := range g.of {
		targets = append(targets, n)
	}
	slices.Sort(targets)
	return g.view.scan(ctx, "erasure.settled", []any{listOf(targets)}, func(rows *sql.Rows) error {
		var n, target int64
		if err := rows.Scan(&n, &target); err != nil {
			return err
		}
		d := g.of[target]
		for i := range d.Statements {
			if s := &d.Statements[i]; s.Record == target {
				x, err := noted(g.view, n, s.Noun.ID)
				if err != nil {
					return err
				}
				d.Settled = append(d.Settled, x)
			}
		}
		g.of[n] = d // so that what strikes it is found
		return nil
	})
}

// Erased are the records that were erased, with their hashes, in their order.
func (v *View) Erased(ctx context.Context) (list []Line, err error) {
	err = v.scan(ctx, "erasure.hashes", nil, func(rows *sql.Rows) error {
		var l Line
		var hash sql.RawBytes
		if err := rows.Scan(&l.Record, &hash); err != nil {
			return err
		}
		if len(hash) == len(l.Hash) {
			l.Hash = ascribe.Hash(hash)
		}
		list = append(list, l)
		return nil
	})
	return list, err
}
