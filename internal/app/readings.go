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
		for s, err := range a.readings(ctx, q, book) {
			if (err != nil || s.Present(q.AsOf.Known)) && !yield(s, err) {
				return
			}
		}
	}
}

// readings yields every incident that was written down, also one that is not
// counted as of the question: it may be on another day, before a dataset
// stopped listing it.
func (a *App) readings(ctx context.Context, q *Question, book *codebook.Book) iter.Seq2[subject, error] {
	return func(yield func(subject, error) bool) {
		names, err := a.disclosing(ctx, q, book)
		if err != nil {
			yield(subject{}, err)
			return
		}
		for dossier, err := range a.Store.Dossiers(ctx, q.dataset()) {
			if err != nil {
				yield(subject{}, err)
				return
			}
			dossier = names.disclosed(dossier)
			if !yield(subject{classify.Read(book, dossier, q.AsOf.Recorded), dossier}, nil) {
				return
			}
		}
	}
}
