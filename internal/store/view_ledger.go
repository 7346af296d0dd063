package store

import (
	"context"
	"database/sql"
	"iter"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// Last is the number of the last entry, 0 where there is none.
func (v *View) Last(ctx context.Context) (int64, error) {
	e, err := v.lastEntry()
	return e.N, explain(ctx, err)
}

func (v *View) lastEntry() (ascribe.Entry, error) {
	if v.last == nil {
		e, err := lastEntry(v.prepared)
		if err != nil {
			return e, err
		}
		v.last = &e
	}
	return *v.last, nil
}

// EntryAt is the number of the last entry at a time, 0 where there is none.
func (v *View) EntryAt(ctx context.Context, t time.Time) (int64, error) {
	n, err := v.prepared.number("entry.at", t.UnixMicro())
	return n, explain(ctx, err)
}

// Entry is the entry of a number.
func (v *View) Entry(ctx context.Context, n int64) (ascribe.Entry, error) {
	if v.last != nil && v.last.N == n && n > 0 {
		return *v.last, nil
	}
	e, err := oneEntry(v.prepared, "entry.get", n)
	if err == nil && e.N == 0 {
		err = ascribe.Errorf(ascribe.ErrNotFound, "there is no entry %d", n).WithHint("entries count from 1")
	}
	return e, explain(ctx, err)
}

// Entries is all entries in their order.
func (v *View) Entries(ctx context.Context) iter.Seq2[ascribe.Entry, error] {
	return entries(ctx, v.prepared)
}

// Person is the name of a person in the ledger. ErrNotFound where it was
// taken away.
func (v *View) Person(ctx context.Context, id string) (string, error) {
	names, err := v.Persons(ctx, []string{id})
	name, ok := names[id]
	if err == nil && !ok {
		err = ascribe.Errorf(ascribe.ErrNotFound, "the store has no name for %s", id)
	}
	return name, err
}

// Persons is the names of persons in the ledger. Those that were taken away are
// left out.
func (v *View) Persons(ctx context.Context, ids []string) (map[string]string, error) {
	names := make(map[string]string, len(ids))
	err := v.scan(ctx, "person.these", []any{listOf(ids)}, func(rows *sql.Rows) error {
		var id, name string
		err := rows.Scan(&id, &name)
		names[id] = name
		return err
	})
	return names, err
}

// Records is the nouns of all records from a number on, in the order of the
// ledger. Erased ones are left out, and those that fell with them are there.
func (v *View) Records(ctx context.Context, from int64) iter.Seq2[ascribe.Noted[ascribe.Noun], error] {
	return v.nouns(ctx, "record.from", from)
}

// nouns is the nouns of a query that gives numbers and bodies.
func (v *View) nouns(ctx context.Context, name string, args ...any) iter.Seq2[ascribe.Noted[ascribe.Noun], error] {
	return func(yield func(ascribe.Noted[ascribe.Noun], error) bool) {
		fail := func(err error) { yield(ascribe.Noted[ascribe.Noun]{}, explain(ctx, err)) }
		scan(ctx, v.prepared, name, args, func(rows *sql.Rows) bool {
			x, err := v.scanNoun(ctx, rows)
			if err != nil {
				fail(err)
				return false
			}
			return yield(x, nil)
		}, fail)
	}
}

func (v *View) scanNoun(ctx context.Context, rows *sql.Rows) (ascribe.Noted[ascribe.Noun], error) {
	var n int64
	var body sql.RawBytes
	if err := rows.Scan(&n, &body); err != nil {
		return ascribe.Noted[ascribe.Noun]{}, err
	}
	noun, err := v.nounOf(ctx, n, body)
	if err != nil {
		return ascribe.Noted[ascribe.Noun]{}, err
	}
	return noted(v, n, noun)
}

func unreadable(record int64, err error) error {
	return ascribe.Errorf(ascribe.ErrUnverified, "record %d is not readable", record).
		WithHint("look with: ascribe verify").WithCause(err)
}

// list is the nouns of a query, which are all of one type.
func list[N any, P interface {
	*N
	ascribe.Noun
}](ctx context.Context, v *View, name string, args ...any) ([]ascribe.Noted[N], error) {
	all := []ascribe.Noted[N]{}
	for x, err := range v.nouns(ctx, name, args...) {
		if err != nil {
			return nil, explain(ctx, err)
		}
		noun, ok := x.Noun.(P)
		if !ok {
			return nil, explain(ctx, unexpected(x.Record, x.Noun))
		}
		all = append(all, ascribe.Noted[N]{Record: x.Record, Entry: x.Entry, Noun: *noun})
	}
	return all, nil
}

func unexpected(record int64, noun ascribe.Noun) error {
	return ascribe.Errorf(ascribe.ErrUnverified, "record %d is a %s, and the derived tables say otherwise", record, noun.Record()).
		WithHint("make them anew with: ascribe rebuild")
}

// Checkpoint is the last signed checkpoint.
func (v *View) Checkpoint(ctx context.Context) ([]byte, error) {
	var size int64
	var text string
	ok, err := v.prepared.get("checkpoint.last", nil, []any{&size, &text})
	if err == nil && !ok {
		err = ascribe.Errorf(ascribe.ErrNotFound, "nothing has been written yet, so there is no checkpoint")
	}
	return []byte(text), explain(ctx, err)
}

// Proof proves a record to anyone who has the public key. It reads the hashes
// of all records of the entry.
func (v *View) Proof(ctx context.Context, record int64) (ledger.Bundle, error) {
	b, err := v.proof(ctx, record)
	return b, explain(ctx, err)
}

func (v *View) proof(ctx context.Context, record int64) (b ledger.Bundle, err error) {
	var hash []byte
	b.Record.N = record
	ok, err := v.prepared.get("record.get", []any{record}, []any{&hash, &b.Record.Salt, &b.Record.Body})
	if err != nil {
		return b, err
	}
	if !ok || len(hash) != len(b.Record.Hash) {
		return b, ascribe.Errorf(ascribe.ErrNotFound, "there is no record %d", record)
	}
	if b.Record.Salt == nil {
		return b, ascribe.Errorf(ascribe.ErrNotFound, "record %d was erased, and there is nothing left to prove", record)
	}
	b.Record.Hash = ascribe.Hash(hash)
	n, err := v.entryOf(record)
	if err != nil {
		return b, err
	}
	if b.Entry, err = v.Entry(ctx, n); err != nil {
		return b, err
	}
	if b.InEntry, err = ledger.ProveRecord(b.Entry, record, v.hashes(ctx, b.Entry)); err != nil {
		return b, err
	}
	if b.InLedger, b.Checkpoint, err = v.inLedger(ctx, n); err != nil {
		return b, err
	}
	return b, b.Check(v.store.origin.PublicKey)
}

// inLedger proves that an entry is in the tree of the last checkpoint.
func (v *View) inLedger(ctx context.Context, entry int64) (proof ledger.Proof, checkpoint []byte, err error) {
	last, err := v.Last(ctx)
	if err != nil {
		return nil, nil, err
	}
	if proof, err = ledger.ProveEntry(nodes(v.prepared), entry, last); err != nil {
		return nil, nil, err
	}
	checkpoint, err = v.Checkpoint(ctx)
	return proof, checkpoint, err
}

// hashes is the hashes of an entry's records.
func (v *View) hashes(ctx context.Context, e ascribe.Entry) iter.Seq2[ascribe.Hash, error] {
	return func(yield func(ascribe.Hash, error) bool) {
		fail := func(err error) { yield(ascribe.Hash{}, explain(ctx, err)) }
		scan(ctx, v.prepared, "record.hashes", []any{e.First, e.First + e.Count}, func(rows *sql.Rows) bool {
			var h sql.RawBytes
			if err := rows.Scan(&h); err != nil {
				fail(err)
				return false
			}
			if len(h) != len(ascribe.Hash{}) {
				fail(ascribe.Errorf(ascribe.ErrUnverified, "a hash in entry %d is not of %d bytes", e.N, len(ascribe.Hash{})))
				return false
			}
			return yield(ascribe.Hash(h), nil)
		}, fail)
	}
}
