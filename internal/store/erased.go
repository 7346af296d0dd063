package store

import (
	"context"
	"database/sql"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// Where something was erased, the ledger is gone through again with gaps in it.
// What hangs on a gap falls, as if it had never been written down; what only
// names one goes on without it. An erased withdrawal or adjudication goes on
// acting, by what its erasure has kept of it.

// readErasures are the erasures that are written, by what they erase.
func readErasures(ctx context.Context, p *prepared) (map[int64]*ascribe.Erasure, error) {
	all := map[int64]*ascribe.Erasure{}
	take := func(rows *sql.Rows) error {
		var n int64
		var body sql.RawBytes
		if err := rows.Scan(&n, &body); err != nil {
			return err
		}
		// What cannot be read is found where its own record is looked at.
		noun, err := ledger.Parse(body)
		if e, ok := noun.(*ascribe.Erasure); err == nil && ok {
			all[e.Target] = e
		}
		return nil
	}
	unsealed := int64(1) // the first record of an entry that is being written
	for e, err := range entries(ctx, p) {
		if err != nil {
			return nil, err
		}
		unsealed = e.First + e.Count
		if e.Kind != ascribe.EntryErasure {
			continue
		}
		if err := scanAll(ctx, p, "erasure.in entry", []any{e.First, unsealed}, take); err != nil {
			return nil, err
		}
	}
	return all, scanAll(ctx, p, "erasure.in entry", []any{unsealed, int64(ascribe.Latest)}, take)
}

// scanAll calls row for every row of a query, until it fails.
func scanAll(ctx context.Context, p *prepared, name string, args []any, row func(*sql.Rows) error) error {
	var failed error
	scan(ctx, p, name, args, func(rows *sql.Rows) bool {
		failed = row(rows)
		return failed == nil
	}, func(err error) { failed = err })
	return failed
}

// again derives a record where the ledger is gone through once more: nil is one
// that was erased.
func (d *deriver) again(n int64, hash []byte, noun ascribe.Noun) error {
	if noun == nil {
		return d.acts(n, hash, d.erasures[n])
	}
	if len(d.erasures) == 0 {
		return d.derive(n, hash, noun)
	}
	for _, key := range hangsOn(noun) {
		is, err := d.gone(n, key)
		if err != nil {
			return err
		}
		if is {
			return d.emit("orphan", n)
		}
	}
	noun, err := d.without(n, noun)
	if err != nil {
		return err
	}
	if s, ok := noun.(*ascribe.Settlement); ok && len(s.Settles) == 0 {
		return d.emit("orphan", n)
	}
	return d.derive(n, hash, noun)
}

// hangsOn is what a noun cannot be without. A source may do without what it rests
// on, an adjudication without what it settles, and a settlement as long as anything
// is left of that.
func hangsOn(noun ascribe.Noun) []ascribe.Key {
	switch x := noun.(type) {
	case *ascribe.Source, *ascribe.Settlement:
		return nil
	case *ascribe.Statement:
		bare := *x
		bare.Settles = nil
		return bare.References()
	}
	return noun.References()
}

// gone reports whether what a record names is not there before it: it was erased,
// or fell. Nothing else can take it away, since the hashes of all records are in
// the signed tree.
func (d *deriver) gone(n int64, key ascribe.Key) (bool, error) {
	dataset, err := d.dataset(key.Dataset)
	if ascribe.KindOf(err) == ascribe.ErrNotFound {
		return true, nil
	}
	if err != nil {
		return false, err
	}
	target, err := d.resolver.name(nameKey{key.Space, dataset, key.ID})
	return target == 0 || target >= n, err
}

// without is a noun without what it names that is gone. It leaves the one given
// as it is.
func (d *deriver) without(n int64, noun ascribe.Noun) (ascribe.Noun, error) {
	switch x := noun.(type) {
	case *ascribe.Source:
		list, err := d.there(n, ascribe.SpaceSource, x.RestsOn)
		bare := *x
		bare.RestsOn = list
		return &bare, err
	case *ascribe.Statement:
		list, err := d.there(n, ascribe.SpaceStatement, x.Settles)
		bare := *x
		bare.Settles = list
		return &bare, err
	case *ascribe.Settlement:
		list, err := d.there(n, ascribe.SpaceStatement, x.Settles)
		return &ascribe.Settlement{ID: x.ID, Settles: list}, err
	}
	return noun, nil
}

// there are those of some ids that are.
func (d *deriver) there(n int64, space Space, ids []string) (list []string, err error) {
	for _, id := range ids {
		if id == ascribe.NotShown {
			continue
		}
		is, err := d.gone(n, ascribe.Key{Space: space, ID: id})
		if err != nil {
			return nil, err
		}
		if !is {
			list = append(list, id)
		}
	}
	return list, nil
}

// acts derives what an erased record goes on doing, if it does anything.
func (d *deriver) acts(n int64, hash []byte, e *ascribe.Erasure) error {
	if e == nil || e.Acts == nil {
		return nil
	}
	noun, err := actingOn(ascribe.ErasedID(ascribe.Hash(hash)), e.Acts, d.idOf)
	if err != nil || noun == nil {
		return err
	}
	return d.derive(n, nil, noun)
}

// actingOn is what is left of an erased withdrawal, amendment or adjudication, without
// its words; nil, where there is nothing left for it to act on.
func actingOn(id string, a *ascribe.Acts, idOf func(record int64) (string, error)) (ascribe.Noun, error) {
	var targets []string
	for _, n := range a.Targets {
		target, err := idOf(n)
		if err != nil {
			return nil, err
		}
		if target != "" {
			targets = append(targets, target)
		}
	}
	if len(targets) == 0 {
		return nil, nil
	}
	target := targets[0]
	switch {
	case a.Field != "" && !a.Said.IsZero():
		return &ascribe.Amendment{ID: id, Of: a.Of, Target: target, Field: a.Field, Value: a.Said.String()}, nil
	case a.Field != "":
		return &ascribe.Amendment{ID: id, Of: a.Of, Target: target, Field: a.Field, Erased: true}, nil
	case a.Kind == "":
		return &ascribe.Settlement{ID: id, Settles: targets}, nil
	}
	w := &ascribe.Withdrawal{ID: id, Kind: a.Kind, Said: a.Said, Of: a.Of}
	if w.Statement = target; w.Of != "" {
		w.Statement, w.Target = "", target
	}
	if a.Source != 0 {
		var err error
		if w.Source, err = idOf(a.Source); err != nil || w.Source == "" {
			return nil, err
		}
	}
	return w, nil
}

// idOf is the id that a record gave; "" where it gives none any more.
func (d *deriver) idOf(record int64) (string, error) {
	key, err := d.gave(record)
	if err != nil || key.ID == "" {
		return "", err
	}
	is, err := d.gone(record+1, key)
	if err != nil || is { // it fell, or has nothing left to act on
		return "", err
	}
	return key.ID, nil
}

// gave is the id that a record gave, or has since it was erased and goes on acting.
func (d *deriver) gave(record int64) (ascribe.Key, error) {
	if e := d.erasures[record]; e != nil {
		if e.Acts == nil {
			return ascribe.Key{}, nil
		}
		id, err := erasedID(d.prepared, record)
		return ascribe.Key{Space: SpaceStatement, ID: id}, err
	}
	noun, err := bodyOf(d.prepared, record)
	if err != nil || noun == nil {
		return ascribe.Key{}, err
	}
	return noun.Key(), nil
}

// erasedID is the id by which an erased record goes on acting.
func erasedID(p *prepared, record int64) (string, error) {
	var hash, salt, body []byte
	ok, err := p.get("record.get", []any{record}, []any{&hash, &salt, &body})
	if err == nil && (!ok || len(hash) != len(ascribe.Hash{})) {
		err = ascribe.Errorf(ascribe.ErrUnverified, "record %d has no hash", record).WithHint("look with: ascribe verify")
	}
	if err != nil {
		return "", err
	}
	return ascribe.ErasedID(ascribe.Hash(hash)), nil
}
