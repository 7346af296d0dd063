package store

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"io"
)

// Once is what somebody asked for under a key of theirs, so that asking again
// writes nothing.
type Once struct {
	Key   string
	Asked []byte // all of what was asked for
}

// Repeated is what was written when something was asked for the first time.
type Repeated struct {
	Entry  int64
	Same   bool   // what is asked for now is what was asked for then
	Answer []byte // as it was given; nil: the program ended before, or it was forgotten
}

// keepOnce keeps with the entry under which key it was asked for. What was asked
// for is kept as a salted hash: it may be erased one day, and must not be guessed
// from what stays.
func (t *Tx) keepOnce() error {
	once := t.act.Once
	if once == nil {
		return nil
	}
	salt := make([]byte, 16)
	if _, err := io.ReadFull(t.act.Rand, salt); err != nil {
		return err
	}
	return t.prepared.exec("once.insert", t.entry.Person, once.Key, t.entry.N, salt, once.hash(salt))
}

func (o *Once) hash(salt []byte) []byte {
	h := sha256.New()
	h.Write(salt)    //nolint:errcheck // a hash takes all
	h.Write(o.Asked) //nolint:errcheck
	return h.Sum(nil)
}

// Repeated is what was written when somebody asked for it under a key before; nil:
// nothing was.
func (s *Store) Repeated(ctx context.Context, who string, once *Once) (r *Repeated, err error) {
	err = s.View(ctx, func(v *View) error {
		var entry int64
		var salt, hash, answer []byte
		ok, err := v.prepared.get("once.find", []any{who, once.Key}, []any{&entry, &salt, &hash, &answer})
		if err == nil && ok {
			same := salt == nil || subtle.ConstantTimeCompare(hash, once.hash(salt)) == 1
			r = &Repeated{entry, same, answer}
		}
		return err
	})
	return r, err
}

// KeepAnswer keeps what was answered to something that was asked for under a key.
func (s *Store) KeepAnswer(ctx context.Context, who, key string, answer []byte) error {
	conn, tx, err := begin(ctx, s.writer, nil)
	if err != nil {
		return explain(ctx, err)
	}
	defer conn.Close()  //nolint:errcheck // it only goes back to its pool
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	p := newPrepared(ctx, s.engine, tx)
	if err := p.exec("once.answer", who, key, answer); err != nil {
		return explain(ctx, err)
	}
	return explain(ctx, tx.Commit())
}
