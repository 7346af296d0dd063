package store

import (
	"context"
	"database/sql"
	"strings"

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

// nounOf is what a record holds; of an erased one, which has no body, what it goes on
// doing.
func (v *View) nounOf(ctx context.Context, record int64, body []byte) (ascribe.Noun, error) {
	if body != nil {
		return v.parse(record, body)
	}
	noun, err := actingOf(v.prepared, record)
	return noun, explain(ctx, err)
}

// actingOf is an erased withdrawal, amendment or adjudication, as its erasure has kept it.
func actingOf(p *prepared, record int64) (ascribe.Noun, error) {
	e, err := erasureOf(p, record)
	if err != nil {
		return nil, err
	}
	if e == nil || e.Acts == nil {
		return nil, ascribe.Errorf(ascribe.ErrUnverified, "record %d has no body, and nothing says what it does", record).
			WithHint("look with: ascribe verify")
	}
	id, err := erasedID(p, record)
	if err != nil {
		return nil, err
	}
	noun, err := actingOn(id, e.Acts, func(n int64) (string, error) { return idOfRecord(p, n) })
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

// idOfRecord is the id by which a record is known, also one that was erased and goes
// on acting; "" where it was erased and does nothing more.
func idOfRecord(p *prepared, record int64) (string, error) {
	noun, err := bodyOf(p, record)
	if err != nil {
		return "", err
	}
	if noun != nil {
		return noun.Key().ID, nil
	}
	e, err := erasureOf(p, record)
	if err != nil || e == nil || e.Acts == nil {
		return "", err
	}
	return erasedID(p, record)
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

// mended is a noun without what it names that was erased. It changes the one given.
func (v *View) mended(noun ascribe.Noun) error {
	switch x := noun.(type) {
	case *ascribe.Source:
		return v.mend(x)
	case *ascribe.Amendment:
		if x.Field != ascribe.FieldRestsOn || x.Erased {
			return nil
		}
		s := ascribe.Source{RestsOn: ascribe.SplitIDs(x.Value)}
		err := v.mend(&s)
		x.Value = strings.Join(s.RestsOn, ";")
		return err
	case *ascribe.Note:
		n, err := v.resolver().name(nameKey{SpaceSource, 0, x.Source})
		if n == 0 {
			x.Source = ""
		}
		return err
	case *ascribe.Statement:
		return v.settledStill(&x.Settles)
	case *ascribe.Settlement:
		return v.settledStill(&x.Settles)
	}
	return nil
}

// settledStill leaves of what is settled what is there.
func (v *View) settledStill(ids *[]string) error {
	if any, err := v.erasedAny(); err != nil || !any || len(*ids) == 0 {
		return err
	}
	var list []string
	for _, id := range *ids {
		n, err := v.resolver().name(nameKey{SpaceStatement, 0, id})
		if err != nil {
			return err
		}
		if n != 0 {
			list = append(list, id)
		}
	}
	*ids = list
	return nil
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
		if n == 0 { // also what is not shown is no id
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
