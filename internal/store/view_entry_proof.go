package store

import (
	"context"

	"github.com/ascribe-project/ascribe/internal/ledger"
)

// EntryProof proves an entry to anyone who has the public key. It reads a few
// hashes, however many entries there are.
func (v *View) EntryProof(ctx context.Context, n int64) (ledger.EntryBundle, error) {
	b, err := v.entryProof(ctx, n)
	return b, explain(ctx, err)
}

func (v *View) entryProof(ctx context.Context, n int64) (b ledger.EntryBundle, err error) {
	if b.Entry, err = v.Entry(ctx, n); err != nil {
		return b, err
	}
	if b.InLedger, b.Checkpoint, err = v.inLedger(ctx, n); err != nil {
		return b, err
	}
	return b, b.Check(v.store.origin.PublicKey)
}
