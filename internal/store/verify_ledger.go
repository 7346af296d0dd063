package store

import (
	"bytes"
	"database/sql"
	"iter"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// ledger goes through records, entries, tree and checkpoints side by side,
// and hands each record on to be compared with its derived rows.
func (c *verification) ledger() error {
	total, err := c.number("record.count")
	if err != nil {
		return err
	}
	derived, err := newComparison(c.ctx, c.prepared, c.version)
	if err != nil {
		return err
	}
	defer derived.close()
	next, stop := iter.Pull2(c.records())
	defer stop()
	log := logCheck{verification: c}
	last := ascribe.Entry{First: 1}
	for e, err := range entries(c.ctx, c.prepared) {
		if err != nil {
			return err
		}
		if err := follows(last, e); err != nil {
			return err
		}
		if err := c.entry(e, next, derived, total); err != nil {
			return err
		}
		if err := log.add(e); err != nil {
			return err
		}
		last = e
	}
	if r, err, ok := next(); err != nil {
		return err
	} else if ok {
		return unverified("record %d is in no entry", r.n)
	}
	c.report.Entries, c.report.Records, c.report.Root = last.N, last.First+last.Count-1, log.tree.Root()
	if err := log.finish(); err != nil {
		return err
	}
	if err := c.erasures(); err != nil {
		return err
	}
	c.report.Derived, err = derived.finish()
	return err
}

// follows checks that an entry comes after another.
func follows(last, e ascribe.Entry) error {
	switch {
	case e.N != last.N+1:
		return unverified("entry %d is missing: entry %d follows %d", last.N+1, e.N, last.N)
	case e.First != last.First+last.Count:
		return differs("entry %d, its first record", e.N, e.First, last.First+last.Count)
	case last.N > 0 && !e.Time.After(last.Time):
		return unverified("entry %d is not later than entry %d: %s", e.N, last.N, e.Time.Format(time.RFC3339Nano))
	}
	return nil
}

// entry checks the records of an entry, and its root over them.
func (c *verification) entry(e ascribe.Entry, next func() (storedRecord, error, bool), derived *comparison, total int64) error {
	var tree ledger.Tree
	for n := e.First; n < e.First+e.Count; n++ {
		r, err, ok := next()
		if err != nil {
			return err
		}
		if !ok || r.n != n {
			return unverified("record %d of entry %d is missing", n, e.N)
		}
		if err := c.record(r, derived); err != nil {
			return err
		}
		if endsSegment(n) || n == e.First+e.Count-1 {
			if err := derived.deriver.fold(n); err != nil {
				return err
			}
		}
		tree.AppendRecord(ascribe.Hash(r.hash))
		if c.progress != nil && (n%1024 == 0 || n == total) {
			c.progress(n, total)
		}
	}
	if tree.Root() != e.Root {
		return unverified("entry %d: its root is not that of its records", e.N)
	}
	return nil
}

// A storedRecord is a row of the tables record and body; of an erased one,
// salt and body are nil. Its bytes are valid until the next.
type storedRecord struct {
	n                int64
	hash, salt, body sql.RawBytes
}

// check refuses a body that is not the record's.
func (r *storedRecord) check() error {
	if len(r.salt) != ledger.SaltSize {
		return unverified("record %d: its salt is not of %d bytes", r.n, ledger.SaltSize)
	}
	if hash := ledger.HashRecord([ledger.SaltSize]byte(r.salt), r.body); !bytes.Equal(hash[:], r.hash) {
		return unverified("record %d: its hash is not that of its body and salt", r.n)
	}
	return nil
}

func (c *verification) records() iter.Seq2[storedRecord, error] {
	return func(yield func(storedRecord, error) bool) {
		fail := func(err error) { yield(storedRecord{}, err) }
		scan(c.ctx, c.prepared, "record.scan", nil, func(rows *sql.Rows) bool {
			var r storedRecord
			if err := rows.Scan(&r.n, &r.hash, &r.salt, &r.body); err != nil {
				fail(err)
				return false
			}
			return yield(r, nil)
		}, fail)
	}
}

func (c *verification) record(r storedRecord, derived *comparison) error {
	if len(r.hash) != len(ascribe.Hash{}) {
		return unverified("record %d: its hash is not of %d bytes", r.n, len(ascribe.Hash{}))
	}
	if r.body == nil {
		c.report.Erased++
		if err := c.erased(r.n); err != nil {
			return err
		}
		return derived.record(r.n, r.hash, nil)
	}
	if err := r.check(); err != nil {
		return err
	}
	noun, err := ledger.Decode(r.body)
	if err != nil {
		return unverified("record %d: %v", r.n, err)
	}
	return derived.record(r.n, r.hash, noun)
}

// erased checks that a body is missing because an erasure says so.
func (c *verification) erased(n int64) error {
	by, err := c.number("erasure.find", n)
	if err == nil && by == 0 {
		err = unverified("record %d: its body is missing, and no erasure names it", n)
	}
	return err
}

// erasures checks that no record has a body that an erasure names, and that
// every body has its record.
func (c *verification) erasures() error {
	n, err := c.number("erasure.undone")
	if err == nil && n != 0 {
		err = unverified("table erasure: record %d was erased, and has a body", n)
	}
	if err != nil {
		return err
	}
	bodies, err := c.number("body.count")
	if err == nil && bodies != c.report.Records-c.report.Erased {
		err = unverified("table body has %d rows, and should have %d", bodies, c.report.Records-c.report.Erased)
	}
	return err
}

// logCheck follows the ledger's tree: its stored hashes, and the checkpoint
// that every entry has.
type logCheck struct {
	*verification
	tree  ledger.Tree
	index int64
}

func (l *logCheck) add(e ascribe.Entry) error {
	text, err := ledger.EntryText(e)
	if err != nil {
		return unverified("%v", err)
	}
	wants := l.tree.Append(text)
	var signed string
	if ok, err := l.get("checkpoint.get", []any{e.N}, []any{&signed}); err != nil {
		return err
	} else if !ok {
		return unverified("checkpoint %d is missing", e.N)
	}
	c, err := ledger.OpenCheckpoint([]byte(signed), l.origin.PublicKey)
	if err != nil {
		return unverified("checkpoint %d: %v", e.N, err)
	}
	signedOther := c.Size != e.N || c.Root != l.tree.Root()
	for _, want := range wants {
		var have []byte
		if ok, err := l.get("node.get", []any{l.index}, []any{&have}); err != nil {
			return err
		} else if !ok {
			return unverified("table node: row %d, of entry %d, is missing", l.index, e.N)
		}
		if !bytes.Equal(have, want[:]) {
			if signedOther {
				return unverified("entry %d is not the one that was signed: its number, time, person, kind or records have been changed", e.N)
			}
			return unverified("table node: row %d is not the hash that entry %d gives", l.index, e.N)
		}
		l.index++
	}
	if signedOther {
		return unverified("checkpoint %d is not of the %d entries up to it", e.N, e.N)
	}
	l.report.Checkpoints++
	return nil
}

func (l *logCheck) finish() error {
	for _, t := range []struct {
		name string
		want int64
	}{{"checkpoint", l.tree.Size()}, {"node", l.index}} {
		have, err := l.number(t.name + ".count")
		if err != nil {
			return err
		}
		if have != t.want {
			return unverified("table %s has %d rows, and should have %d", t.name, have, t.want)
		}
	}
	return nil
}
