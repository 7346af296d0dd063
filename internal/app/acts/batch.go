package acts

import (
	"context"
	"errors"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/exchange/sheet"
	"github.com/ascribe-project/ascribe/internal/store"
)

// A Batch is what many nouns that were added at once came to.
type Batch struct {
	Imported
	Made []Made `json:"made"` // the ids that were made, in the order of the lines
}

// Made is an id that was made for a noun that had none.
type Made struct {
	Line   int                `json:"line"`
	Record ascribe.RecordKind `json:"record"`
	ID     string             `json:"id"`
}

// batchOrder is that in which nouns can refer to one another, whatever the order
// of their lines.
var batchOrder = []ascribe.RecordKind{
	ascribe.RecordIncident, ascribe.RecordActor, ascribe.RecordLink, ascribe.RecordSource, ascribe.RecordDocument, ascribe.RecordRegrade,
	ascribe.RecordAmendment, ascribe.RecordDistinction, ascribe.RecordStatement, ascribe.RecordAnchor, ascribe.RecordWithdrawal,
}

// AddAll writes many nouns down as one entry, all or nothing. Ids are made where
// there are none. What is there already with the same content is passed over, so
// that the same lines a second time change nothing. Problems are those that the
// reading of the lines had.
func AddAll(ctx context.Context, a *point.App, by point.By, nouns []exchange.Placed, problems *ascribe.Problems, name string) (*Batch, error) {
	book, err := a.CurrentBook(ctx)
	if err != nil && ascribe.KindOf(err) != ascribe.ErrNotFound {
		return nil, err
	}
	done := &Batch{Imported: newImported(), Made: []Made{}}
	in := &importer{problems: problems, done: &done.Imported, days: dated{today: a.Today()}}
	for _, p := range nouns {
		if _, err := reasoned(by, p.Noun); err != nil {
			problems.Add(p.Problem("reason", "%s needs a reason: say why with --why", called(p.Noun)))
		}
	}
	for _, p := range nouns {
		asPrinted(book, p.Noun)
	}
	sound := done.complete(nouns, problems)
	entry, _, err := Act(ctx, a, by, ascribe.EntryEvidence, func(tx *store.Tx) error {
		in.recorder = newRecorder(tx, book)
		if err := in.batch(ctx, sound); err != nil {
			return err
		}
		if err := in.days.doubt(by, name); err != nil {
			return err
		}
		if done.Uncounted, err = uncounted(ctx, tx.View(), book, in.written); err != nil {
			return err
		}
		done.Twins, err = in.twins(ctx, by, book)
		return err
	})
	if errors.Is(err, ErrFaults) {
		return nil, problems.ErrOf(in.kind(problems.Len()), name, "nothing was written; mend the lines and add them again")
	}
	if err != nil {
		return nil, err
	}
	done.Entry = entry.N
	if warnings, more := in.days.warnings(); warnings != nil {
		done.Warnings, done.MoreWarnings = warnings, more
	}
	return done, nil
}

// batch writes nouns down, whatever their order.
func (in *importer) batch(ctx context.Context, nouns []exchange.Placed) error {
	for _, kind := range batchOrder {
		for _, p := range nouns {
			if err := ctx.Err(); err != nil {
				return err
			}
			switch {
			case p.Noun.Record() != kind:
			case kind == ascribe.RecordSource:
				in.sources = append(in.sources, p)
			default:
				if err := in.place(p); err != nil {
					return err
				}
			}
		}
		if err := in.flushSources(); err != nil {
			return err
		}
	}
	if in.problems.Len() > 0 {
		return ErrFaults
	}
	return nil
}

// complete gives ids to the nouns that have none, and is those that have no fault
// of their own.
func (b *Batch) complete(nouns []exchange.Placed, problems *ascribe.Problems) (sound []exchange.Placed) {
	for _, p := range nouns {
		if p.Noun.Key().ID == "" {
			sheet.GiveID(p.Noun)
			exchange.Complete(p.Noun)
			b.Made = append(b.Made, Made{p.Line, p.Noun.Record(), p.Noun.Key().ID})
		}
		exchange.Complete(p.Noun)
		before := problems.Len()
		exchange.Check(p.Noun, func(field, message string) { problems.Add(p.Problem(field, "%s: %s", field, message)) })
		if problems.Len() == before {
			sound = append(sound, p)
		}
	}
	return slices.Clip(sound)
}
