package ask

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// EntryProof is the file that proves offline that an entry is in the ledger,
// as docs/ledger.md describes it. It says nothing of what its records hold.
func EntryProof(ctx context.Context, p *point.Point, n int64) ([]byte, error) {
	bundle, err := p.View.EntryProof(ctx, n)
	if err != nil {
		return nil, err
	}
	return bundle.MarshalText()
}

// StatementProof is the file that proves offline that a statement is in the
// ledger, for whoever asks the question. It holds all that was written down of
// the statement, so for a public reader there is none of one that names its coder,
// or is about a person who may not be named.
func StatementProof(ctx context.Context, p *point.Point, id string) ([]byte, error) {
	s, err := Statement(ctx, p, id)
	if err != nil {
		return nil, err
	}
	if !s.Provable() {
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "there is no proof of %s to give out: it has the record as it was written, with what is not for everybody, such as who coded it", s.Evidence.Statement).
			WithHint("its entry, %d, has a proof", s.Written.Entry)
	}
	bundle, err := p.View.Proof(ctx, s.Record)
	if err != nil {
		return nil, err
	}
	return bundle.MarshalText()
}
