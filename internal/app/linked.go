package app

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/store"
)

// Linked is an incident to which an actor is linked, with its answer.
type Linked struct {
	Incident string `json:"incident"`
	Title    string `json:"title"`
	ascribe.Outcome
	Settled bool `json:"settled"`
}

// linked reads the incidents, and leaves out those that are not counted as of
// the question.
func (a *App) linked(ctx context.Context, q *Question, book *codebook.Book, ids map[string]bool) (map[string]Linked, error) {
	found := make(map[string]Linked, len(ids))
	err := a.Store.View(ctx, func(v *store.View) error {
		for id := range ids {
			dossier, err := v.Dossier(ctx, ascribe.Main, id)
			if err != nil {
				return err
			}
			if r := classify.Read(book, dossier, q.AsOf.Recorded); r.Present(q.AsOf.Known) {
				outcome, settled := r.Outcome(q.AsOf.Known)
				found[id] = Linked{id, dossier.Title, outcome, settled}
			}
		}
		return nil
	})
	return found, err
}

// allLinked is every incident to which somebody is linked, as linked reads
// them. It is shared with others who ask the same: leave it as it is.
func (a *App) allLinked(ctx context.Context, q *Question, n *naming) (map[string]Linked, error) {
	key := pointKey{Recorded: q.AsOf.Recorded, Known: q.AsOf.Known, Book: n.book.SHA256}
	if found := recently[pointKey, map[string]Linked](a).get(key); found != nil {
		return *found, nil
	}
	all, err := a.linked(ctx, q, n.book, n.incidents())
	if err == nil {
		recently[pointKey, map[string]Linked](a).put(key, &all)
	}
	return all, err
}
