package ask

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/store"
)

// Proof is the file that proves offline that a statement or withdrawal is in
// the ledger, as docs/ledger.md describes it.
func Proof(ctx context.Context, p *point.Point, id string) ([]byte, error) {
	n, _, found, err := p.View.Find(ctx, store.SpaceStatement, ascribe.Main, id)
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, ascribe.NotThere(ascribe.Absence{Space: ascribe.SpaceStatement, ID: id})
	}
	bundle, err := p.View.Proof(ctx, n)
	if err != nil {
		return nil, err
	}
	return bundle.MarshalText()
}
