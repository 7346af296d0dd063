package app

import (
	"context"
	"iter"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// A subject is an incident with its reading.
type subject struct {
	*classify.Reading
	dossier *ascribe.Dossier
}

// present yields every incident that is counted as of the question, in the
// order of the ledger, read under the codebook.
func (a *App) present(ctx context.Context, q *Question, book *codebook.Book) iter.Seq2[subject, error] {
	return func(yield func(subject, error) bool) {
		for dossier, err := range a.Store.Dossiers(ctx, q.dataset()) {
			if err != nil {
				yield(subject{}, err)
				return
			}
			reading := classify.Read(book, dossier, q.AsOf.Recorded)
			if reading.Present(q.AsOf.Known) && !yield(subject{reading, dossier}, nil) {
				return
			}
		}
	}
}
