package ask

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/store"
)

// HoldsEarlier reports whether a casebook of the record has what actors and links were
// before they were put right, or what was struck of them: that is for the team alone.
func HoldsEarlier(ctx context.Context, p *point.Point) (bool, error) {
	return p.View.AsWritten().AnyEarlier(ctx)
}

// Export writes the record out as a casebook: all that was written down up to
// one entry, each kind in the order of the ledger, with the codebook that counts.
// Who writes meanwhile is not in it, not even in a part. The files of documents are
// in it where they are given.
func Export(ctx context.Context, p *point.Point, sink exchange.Sink, files iter.Seq2[*exchange.File, error]) error {
	text, err := p.Text(ctx)
	if err != nil && ascribe.KindOf(err) != ascribe.ErrNotFound {
		return err
	}
	written := p.View.AsWritten() // what was put right is written beside it
	settles, err := written.AnySettles(ctx)
	if err != nil {
		return err
	}
	targets, err := written.AnyStruck(ctx)
	if err != nil {
		return err
	}
	erased, err := anyErased(ctx, written)
	if err != nil {
		return err
	}
	store, _ := p.Store()
	about := exchange.About{
		Name: "ascribe-" + store, Title: untitled,
		Description: fmt.Sprintf("What was written down up to entry %d.", p.Last),
		Codebook:    text, Settles: settles, Targets: targets, Erased: erased, Files: files,
	}
	said, err := Description(ctx, p)
	if err != nil {
		return err
	}
	said.tell(&about)
	taken, err := p.View.EditionStrikes(ctx)
	if err != nil {
		return err
	}
	return exchange.WriteCasebook(sink, about, nouns(ctx, written, taken))
}

// anyErased reports whether an amendment was erased.
func anyErased(ctx context.Context, v *store.View) (bool, error) {
	for x, err := range v.OfKind(ctx, ascribe.RecordAmendment) {
		a, ok := x.Noun.(*ascribe.Amendment)
		if err != nil || ok && a.Erased {
			return err == nil, err
		}
	}
	return false, nil
}

// kinds are those that a casebook has, in its order.
var kinds = []ascribe.RecordKind{
	ascribe.RecordIncident, ascribe.RecordActor, ascribe.RecordLink, ascribe.RecordSource, ascribe.RecordDocument, ascribe.RecordNote,
	ascribe.RecordAmendment, ascribe.RecordDistinction, ascribe.RecordRegrade, ascribe.RecordStatement, ascribe.RecordSettlement, ascribe.RecordAnchor, ascribe.RecordWithdrawal,
}

// nouns are those of the team's own dataset, by kind. Each is read once.
func nouns(ctx context.Context, v *store.View, taken []store.EditionStrike) iter.Seq2[ascribe.Noun, error] {
	return func(yield func(ascribe.Noun, error) bool) {
		for _, kind := range kinds {
			for noted, err := range v.OfKind(ctx, kind) {
				if err == nil && leftOut(taken, noted.Record) {
					continue
				}
				if !yield(withoutEditions(taken, noted), err) || err != nil {
					return
				}
			}
		}
	}
}

// leftOut reports whether a record is of an edition that was taken back and whose
// source's id is another's by now: a casebook has one of each.
func leftOut(taken []store.EditionStrike, record int64) bool {
	return slices.ContainsFunc(taken, func(s store.EditionStrike) bool { return (s.Gone || s.Source == "") && s.Takes(record) })
}

// withoutEditions is a noun as a casebook has it, which has no datasets: what took an
// edition back struck its source.
func withoutEditions(taken []store.EditionStrike, x ascribe.Noted[ascribe.Noun]) ascribe.Noun {
	w, ok := x.Noun.(*ascribe.Withdrawal)
	i := slices.IndexFunc(taken, func(s store.EditionStrike) bool { return s.Record == x.Record })
	if !ok || i < 0 {
		return x.Noun
	}
	return w.OfSource(taken[i].Source)
}
