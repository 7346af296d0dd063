package app

import (
	"context"
	"encoding/hex"
	"io"

	"github.com/ascribe-project/ascribe"
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

// Adopt makes a codebook the one that counts from now on. A version that was
// adopted before must be the same file to the byte, and is adopted again
// only where another has been adopted since.
func (a *App) Adopt(ctx context.Context, by By, file File) (entry ascribe.Entry, written bool, err error) {
	book, err := a.compile(file.Name, file.Text)
	if err != nil {
		return ascribe.Entry{}, false, err
	}
	noun := &ascribe.Adoption{ID: book.ID, Version: book.Version, SHA256: book.SHA256, Text: string(file.Text)}
	before, err := a.Store.Adoptions(ctx, ascribe.Main)
	if err != nil {
		return ascribe.Entry{}, false, err
	}
	for _, b := range before {
		if b.Noun.ID == noun.ID && b.Noun.Version == noun.Version && b.Noun.SHA256 != noun.SHA256 {
			return ascribe.Entry{}, false, ascribe.Errorf(ascribe.ErrConflict, "version %s of the codebook %s was adopted in entry %d with other content", noun.Version, noun.ID, b.Entry).
				WithHint("a version never changes: give the new one a new version")
		}
	}
	if n := len(before); n > 0 && before[n-1].Noun.SHA256 == noun.SHA256 {
		return ascribe.Entry{}, false, nil
	}
	return a.act(ctx, by, ascribe.EntryCodebook, func(tx *store.Tx) error {
		_, err := tx.Append(noun)
		return err
	})
}

// act writes one entry.
func (a *App) act(ctx context.Context, by By, kind ascribe.EntryKind, fn func(*store.Tx) error) (ascribe.Entry, bool, error) {
	signer, err := a.Signer()
	if err != nil {
		return ascribe.Entry{}, false, err
	}
	return a.Store.Write(ctx, store.Act{Who: by.Who, Kind: kind, Reason: by.Why, Now: a.Now(), Rand: a.Rand, Signer: signer}, fn)
}
