package store

import (
	"cmp"
	"context"
	"encoding/hex"
	"io"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// An Act says who writes an entry, of which kind and why. The clock, the
// randomness and the key are the caller's.
type Act struct {
	Who    string // a person's name
	Kind   ascribe.EntryKind
	Reason string // may be empty
	Now    time.Time
	Rand   io.Reader
	Signer note.Signer // of the store's own key
	Once   *Once       // nil: the same asked for again is written again
}

func (a Act) check() error {
	switch {
	case a.Who == "":
		return ascribe.Errorf(ascribe.ErrInvalid, "it is not said who writes").WithHint("say who with --who or ASCRIBE_WHO")
	case a.Kind == "":
		return ascribe.Errorf(ascribe.ErrInternal, "an act has no kind")
	case a.Signer == nil:
		return ascribe.Errorf(ascribe.ErrConflict, "there is no key to sign with").WithHint("writing needs the key that was made with the store")
	}
	return nil
}

// Write writes one entry: the records that fn appends, with the reason before
// them, and a checkpoint signed over the ledger with it. All of it is written
// or nothing. Where fn appends nothing, nothing is written and written is
// false. An error with written is that what was erased may still stand in unused
// bytes: it is taken away by [Store.Rebuild].
//
// The store is refused where its last checkpoint does not fit its entries.
func (s *Store) Write(ctx context.Context, act Act, fn func(*Tx) error) (entry ascribe.Entry, written bool, err error) {
	if err := cmp.Or(act.check(), s.refuseOlder()); err != nil {
		return ascribe.Entry{}, false, err
	}
	if err := ctx.Err(); err != nil {
		return ascribe.Entry{}, false, explain(ctx, err)
	}
	conn, sqlTx, err := begin(ctx, s.writer, nil)
	if err != nil {
		return ascribe.Entry{}, false, explain(ctx, err)
	}
	defer conn.Close()     //nolint:errcheck // it only goes back to its pool
	defer sqlTx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	t, err := s.newTx(ctx, newPrepared(ctx, s.engine, sqlTx), act)
	if err != nil {
		return ascribe.Entry{}, false, explain(ctx, err)
	}
	if err := fn(t); err != nil {
		return ascribe.Entry{}, false, ofCaller(ctx, err)
	}
	if err := t.seal(); err != nil {
		return ascribe.Entry{}, false, explain(ctx, err)
	}
	if t.tree.Size() == 0 {
		return ascribe.Entry{}, false, nil
	}
	if err := ctx.Err(); err != nil {
		return ascribe.Entry{}, false, explain(ctx, err)
	}
	if err := sqlTx.Commit(); err != nil {
		return ascribe.Entry{}, false, explain(ctx, err)
	}
	if t.erased {
		err = s.forget(ctx, conn)
	}
	return t.entry, true, err
}

// newTx reads where the ledger stands.
func (s *Store) newTx(ctx context.Context, p *prepared, act Act) (*Tx, error) {
	if err := s.refuseUpgraded(p); err != nil {
		return nil, err
	}
	last, err := lastEntry(p)
	if err != nil {
		return nil, err
	}
	log, err := checkHead(p, s.origin, last)
	if err != nil {
		return nil, err
	}
	d, err := newWriting(p, max(last.First+last.Count-1, 0))
	if err != nil {
		return nil, err
	}
	now := act.Now.UTC().Truncate(time.Microsecond)
	if !now.After(last.Time) {
		now = last.Time.Add(time.Microsecond)
	}
	return &Tx{
		ctx: ctx, store: s, prepared: p, deriver: d, act: act, log: log,
		entry: ascribe.Entry{N: last.N + 1, Time: now, Kind: act.Kind, First: last.First + last.Count},
	}, nil
}

// checkHead checks that the last checkpoint is signed, and fits the last
// entry and the tree that the new one will stand on. It is the part of
// verifying that every write can afford.
func checkHead(p *prepared, o Origin, last ascribe.Entry) (*ledger.Tree, error) {
	unfit := func(format string, args ...any) error {
		return ascribe.Errorf(ascribe.ErrUnverified, "the store does not fit its last checkpoint: "+format, args...).
			WithHint("nothing is written to it; look with: ascribe verify")
	}
	records, err := p.number("record.last")
	if err != nil {
		return nil, err
	}
	if records != max(last.First+last.Count-1, 0) {
		return nil, unfit("its last record is %d, and its last entry ends with %d", records, max(last.First+last.Count-1, 0))
	}
	c, ok, err := lastCheckpoint(p, o)
	switch {
	case err != nil:
		return nil, err
	case !ok && last.N == 0:
		return new(ledger.Tree), nil
	case c.Size != last.N:
		return nil, unfit("it is of %d entries, and there are %d", c.Size, last.N)
	}
	text, err := ledger.EntryText(last)
	if err != nil {
		return nil, unfit("entry %d is not well formed", last.N)
	}
	before, err := ledger.Resume(last.N-1, nodes(p))
	if err != nil {
		return nil, err
	}
	before.Append(text)
	if before.Root() != c.Root {
		return nil, unfit("the tree over its %d entries has another root", last.N)
	}
	return before, nil
}

// person is the id of whoever acts, made where the name is new.
func (t *Tx) person() (string, error) {
	var id string
	ok, err := t.prepared.get("person.find", []any{t.act.Who}, []any{&id})
	if err != nil || ok {
		return id, err
	}
	var random [8]byte
	if _, err := io.ReadFull(t.act.Rand, random[:]); err != nil {
		return "", err
	}
	id = "p-" + hex.EncodeToString(random[:])
	return id, t.prepared.exec("person.insert", id, t.act.Who)
}

// seal writes the entry over the records, and the checkpoint over it.
func (t *Tx) seal() error {
	if t.err != nil || t.tree.Size() == 0 {
		return t.err
	}
	if t.erased {
		if err := t.eraseAll(); err != nil {
			return err
		}
	}
	var err error
	if t.entry.Person, err = t.person(); err != nil {
		return err
	}
	e := &t.entry
	e.Count, e.Root = t.tree.Size(), t.tree.Root()
	if last := e.First + e.Count - 1; !endsSegment(last) {
		if err := t.deriver.fold(last); err != nil {
			return err
		}
	}
	if err := t.keepOnce(); err != nil {
		return err
	}
	text, err := ledger.EntryText(*e)
	if err != nil {
		return err
	}
	if err := t.prepared.exec("entry.insert", e.N, e.Time.UnixMicro(), e.Person, string(e.Kind), e.First, e.Count, e.Root[:]); err != nil {
		return err
	}
	index := ledger.NodeCount(t.log.Size())
	for _, h := range t.log.Append(text) {
		if err := t.prepared.exec("node.insert", index, h[:]); err != nil {
			return err
		}
		index++
	}
	c := ledger.Checkpoint{Origin: ledger.Origin(t.store.origin.ID), Size: e.N, Root: t.log.Root()}
	signed, err := c.Sign(t.act.Signer)
	if err != nil {
		return err
	}
	if _, err := ledger.OpenCheckpoint(signed, t.store.origin.PublicKey); err != nil {
		return ascribe.Errorf(ascribe.ErrConflict, "the signing key is not the one that was made with this store").
			WithHint("give the key that lies beside the store").WithCause(err)
	}
	return t.prepared.exec("checkpoint.insert", e.N, string(signed))
}
