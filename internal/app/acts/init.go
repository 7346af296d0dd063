package acts

import (
	"context"
	"encoding/hex"
	"io"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/ledger"
	"github.com/ascribe-project/ascribe/internal/store"
)

// NewOrigin makes up an id and a key pair for a store. The private key is for
// the caller to keep.
func NewOrigin(random io.Reader) (origin store.Origin, privateKey string, err error) {
	var id [8]byte
	if _, err := io.ReadFull(random, id[:]); err != nil {
		return store.Origin{}, "", err
	}
	origin.ID = hex.EncodeToString(id[:])
	privateKey, origin.PublicKey, err = ledger.GenerateKey(random, origin.ID)
	return origin, privateKey, err
}

// Act writes one entry.
func Act(ctx context.Context, a *point.App, by point.By, kind ascribe.EntryKind, fn func(*store.Tx) error) (ascribe.Entry, bool, error) {
	signer, err := a.Signer()
	if err != nil {
		return ascribe.Entry{}, false, err
	}
	return a.Store.Write(ctx, store.Act{Who: by.Who, Kind: kind, Reason: by.Why, Now: a.Now(), Rand: a.Rand, Signer: signer}, fn)
}
