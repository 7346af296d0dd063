package store

import (
	"context"
	"database/sql"
	"errors"
	"iter"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/ledger"
)

// closing closes rows and joins what comes of it to err.
func closing(rows *sql.Rows, err error) error { return errors.Join(err, rows.Close()) }

type scanner interface{ Scan(dest ...any) error }

func scanEntry(from scanner) (e ascribe.Entry, err error) {
	var micro int64
	var root []byte
	if err := from.Scan(&e.N, &micro, &e.Person, &e.Kind, &e.First, &e.Count, &root); err != nil {
		return e, err
	}
	if len(root) != len(e.Root) {
		return e, ascribe.Errorf(ascribe.ErrUnverified, "the root of entry %d is not of %d bytes", e.N, len(e.Root))
	}
	e.Time, e.Root = time.UnixMicro(micro).UTC(), ascribe.Hash(root)
	return e, nil
}

// oneEntry is the entry of a query; the zero Entry where there is none.
func oneEntry(p *prepared, name string, args ...any) (ascribe.Entry, error) {
	s, args, err := p.stmt(name, args)
	if err != nil {
		return ascribe.Entry{}, err
	}
	e, err := scanEntry(s.QueryRowContext(context.Background(), args...))
	if errors.Is(err, sql.ErrNoRows) {
		return ascribe.Entry{First: 1}, nil
	}
	return e, err
}

// lastEntry is the last entry; before the first, one of number 0 that ends
// before record 1.
func lastEntry(p *prepared) (ascribe.Entry, error) { return oneEntry(p, "entry.last") }

func entries(ctx context.Context, p *prepared) iter.Seq2[ascribe.Entry, error] {
	return func(yield func(ascribe.Entry, error) bool) {
		scan(ctx, p, "entry.list", nil, func(rows *sql.Rows) bool {
			e, err := scanEntry(rows)
			return yield(e, explain(ctx, err)) && err == nil
		}, func(err error) { yield(ascribe.Entry{}, explain(ctx, err)) })
	}
}

// scan calls each for every row until it returns false, and fail with an
// error of the query itself.
func scan(ctx context.Context, p *prepared, name string, args []any, each func(*sql.Rows) bool, fail func(error)) {
	rows, err := p.rows(name, args...)
	if err != nil {
		fail(err)
		return
	}
	defer rows.Close() //nolint:errcheck // what was read was read
	if p.session != nil {
		p.session.reading++
		defer func() { p.session.reading-- }()
	}
	for i := 0; rows.Next(); i++ {
		if i%256 == 0 && ctx.Err() != nil {
			fail(ctx.Err())
			return
		}
		if !each(rows) {
			return
		}
	}
	if err := rows.Err(); err != nil {
		fail(err)
	}
}

func lastCheckpoint(p *prepared, o Origin) (ledger.Checkpoint, bool, error) {
	var size int64
	var text string
	ok, err := p.get("checkpoint.last", nil, []any{&size, &text})
	if err != nil || !ok {
		return ledger.Checkpoint{}, false, err
	}
	c, err := ledger.OpenCheckpoint([]byte(text), o.PublicKey)
	if err == nil && c.Size != size {
		err = ascribe.Errorf(ascribe.ErrUnverified, "checkpoint %d is of %d entries", size, c.Size)
	}
	return c, err == nil, err
}

// nodes reads the stored hashes of the ledger's tree.
func nodes(p *prepared) ledger.Nodes {
	return func(indexes []int64) ([]ascribe.Hash, error) {
		hashes := make([]ascribe.Hash, len(indexes))
		for i, index := range indexes {
			var h []byte
			ok, err := p.get("node.get", []any{index}, []any{&h})
			if err != nil {
				return nil, err
			}
			if !ok || len(h) != len(hashes[i]) {
				return nil, ascribe.Errorf(ascribe.ErrUnverified, "hash %d of the ledger's tree is not there", index).
					WithHint("look with: ascribe verify")
			}
			hashes[i] = ascribe.Hash(h)
		}
		return hashes, nil
	}
}
