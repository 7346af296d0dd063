package app

import (
	"context"
	"iter"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange"
)

// Export writes the record out as a casebook: all that was written down, each
// kind in the order of the ledger, with the codebook that counts.
func (a *App) Export(ctx context.Context, sink exchange.Sink) error {
	text, err := a.Text(ctx, &Question{AsOf: ascribe.Now})
	if err != nil && ascribe.KindOf(err) != ascribe.ErrNotFound {
		return err
	}
	settles, err := a.anySettles(ctx)
	if err != nil {
		return err
	}
	about := exchange.About{Name: "ascribe-" + a.Store.ID(), Title: "A record kept with ascribe", Codebook: text, Settles: settles}
	return exchange.WriteCasebook(sink, about, a.nouns(ctx))
}

// kinds are those that a casebook has, in its order.
var kinds = []ascribe.RecordKind{
	ascribe.RecordIncident, ascribe.RecordActor, ascribe.RecordLink, ascribe.RecordSource,
	ascribe.RecordRegrade, ascribe.RecordStatement, ascribe.RecordWithdrawal,
}

// nouns are those of the team's own dataset, by kind. One pass over the
// ledger for each kind keeps memory small.
func (a *App) nouns(ctx context.Context) iter.Seq2[ascribe.Noun, error] {
	return func(yield func(ascribe.Noun, error) bool) {
		for _, kind := range kinds {
			for noted, err := range a.Store.Records(ctx, 1) {
				if err != nil {
					yield(nil, err)
					return
				}
				if n := noted.Noun; n.Record() == kind && ours(n) && !yield(n, nil) {
					return
				}
			}
		}
	}
}

// ours reports whether a noun is of the team's own dataset.
func ours(n ascribe.Noun) bool {
	i, ok := n.(*ascribe.Incident)
	return !ok || i.Dataset == ""
}

// anySettles reports whether a statement settles others.
func (a *App) anySettles(ctx context.Context) (bool, error) {
	for noted, err := range a.Store.Records(ctx, 1) {
		if err != nil {
			return false, err
		}
		if s, ok := noted.Noun.(*ascribe.Statement); ok && len(s.Settles) > 0 {
			return true, nil
		}
	}
	return false, nil
}
