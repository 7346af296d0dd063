package store

import (
	"context"
	"io"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
	"github.com/ascribe-project/ascribe/internal/store/dialect"
)

// A Tx is an entry that is being written. It belongs to one goroutine, and
// ends with the function that it was given to.
type Tx struct {
	ctx      context.Context
	store    *Store
	prepared *prepared
	deriver  *deriver
	act      Act
	log      *ledger.Tree // over the entries before
	tree     ledger.Tree  // over the records of this one
	entry    ascribe.Entry
	erased   bool
	err      error // the first of Append, after which nothing can be written
}

// Append writes a noun as the next record, and is its number. What the noun
// refers to must have been written before it, so no circle can come about.
// An id that is there already is an ErrConflict. After an error the entry
// cannot be written any more: ask Find before where an id may be there.
func (t *Tx) Append(noun ascribe.Noun) (record int64, err error) {
	if t.err == nil {
		record, err = t.append(noun)
		t.err = explain(t.ctx, err)
	}
	return record, t.err
}

func (t *Tx) append(noun ascribe.Noun) (int64, error) {
	if t.tree.Size() == 0 && t.act.Reason != "" {
		if _, err := t.insert(&ascribe.Reason{Text: t.act.Reason}); err != nil {
			return 0, err
		}
	}
	_, erases := noun.(*ascribe.Erasure)
	if erases != (t.act.Kind == ascribe.EntryErasure) {
		return 0, ascribe.Errorf(ascribe.ErrInvalid, "an entry of the kind %s holds erasures and nothing else", ascribe.EntryErasure)
	}
	t.erased = t.erased || erases
	return t.insert(noun)
}

func (t *Tx) insert(noun ascribe.Noun) (int64, error) {
	if err := t.ctx.Err(); err != nil {
		return 0, err
	}
	body, err := ledger.Encode(noun)
	if err != nil {
		return 0, err
	}
	var salt [ledger.SaltSize]byte
	if _, err := io.ReadFull(t.act.Rand, salt[:]); err != nil {
		return 0, err
	}
	n := t.entry.First + t.tree.Size()
	hash := ledger.HashRecord(salt, body)
	if err := t.prepared.exec("record.insert", n, hash[:]); err != nil {
		return 0, err
	}
	if err := t.prepared.exec("body.insert", n, salt[:], string(body)); err != nil {
		return 0, err
	}
	if err := t.deriver.derive(n, hash[:], noun); err != nil {
		return 0, t.twice(noun, err)
	}
	t.tree.AppendRecord(hash)
	if endsSegment(n) {
		return n, t.deriver.fold(n)
	}
	return n, nil
}

// twice explains a broken uniqueness, which is that of an id or of an
// erasure: every other key is the number of the record.
func (t *Tx) twice(noun ascribe.Noun, err error) error {
	if faultOf(err) != dialect.Twice {
		return err
	}
	if x, ok := noun.(*ascribe.Erasure); ok {
		return ascribe.Errorf(ascribe.ErrConflict, "record %d was erased before", x.Target).WithHint("there is nothing left to do").WithCause(err)
	}
	return ascribe.Errorf(ascribe.ErrConflict, "the %s has an id that is there already: %s", noun.Record(), noun.Key().ID).
		WithHint("strike what is there and add anew, under another id").WithCause(err)
}

// Entry is the number that the entry will have.
func (t *Tx) Entry() int64 { return t.entry.N }

// First is the number that the entry's first record has.
func (t *Tx) First() int64 { return t.entry.First }

// Find is the record that gave an id, with its body as Encode wrote it. It
// sees what this entry appended.
func (t *Tx) Find(space Space, dataset, id string) (record int64, body []byte, ok bool, err error) {
	record, body, ok, err = find(t.deriver.resolver, space, dataset, id)
	return record, body, ok, explain(t.ctx, err)
}

// View reads the store as it stands within this entry.
func (t *Tx) View() *View { return &View{store: t.store, prepared: t.prepared, writing: t.entry} }

func find(r *resolver, space Space, dataset, id string) (int64, []byte, bool, error) {
	ds, err := r.dataset(dataset)
	if ascribe.KindOf(err) == ascribe.ErrNotFound {
		return 0, nil, false, nil
	}
	if err != nil {
		return 0, nil, false, err
	}
	n, err := r.name(nameKey{space, ds, id})
	if err != nil || n == 0 {
		return 0, nil, false, err
	}
	var body []byte
	ok, err := r.get("body.get", []any{n}, []any{&body})
	return n, body, ok, err
}
