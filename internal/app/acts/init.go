package acts

import (
	"context"
	"encoding/hex"
	"errors"
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

// errDryRun ends an entry of which only its effect was to be seen.
var errDryRun = errors.New("nothing is to be written")

// Act writes one entry. A dry run does all that writing does, and takes it back:
// the entry then has the number that it would have had, where there is one.
func Act(ctx context.Context, a *point.App, by point.By, kind ascribe.EntryKind, fn func(*store.Tx) error) (ascribe.Entry, bool, error) {
	signer, err := a.Signer()
	if err != nil {
		return ascribe.Entry{}, false, err
	}
	act := store.Act{Who: by.Who, Kind: kind, Reason: by.Why, Now: a.Now(), Rand: a.Rand, Signer: signer, Once: by.Once}
	if by.Upon != 0 {
		written := fn
		fn = func(tx *store.Tx) error {
			if tx.Entry() != by.Upon+1 {
				return point.ErrMoved
			}
			return written(tx)
		}
	}
	if !by.DryRun {
		return a.Store.Write(ctx, act, fn)
	}
	var would ascribe.Entry
	_, _, err = a.Store.Write(ctx, act, func(tx *store.Tx) error {
		if err := fn(tx); err != nil {
			return err
		}
		if tx.Records() > 0 {
			would.N = tx.Entry()
		}
		return errDryRun
	})
	if errors.Is(err, errDryRun) {
		err = nil
	}
	return would, false, err
}
