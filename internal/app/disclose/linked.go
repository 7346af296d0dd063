package disclose

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/store"
)

// Linked is an incident to which an actor is linked, with its answer.
type Linked struct {
	Incident string `json:"incident"`
	Title    string `json:"title"`
	ascribe.Belief
}

// LinkedOf reads the incidents, and leaves out those that are not counted as of
// the question.
func LinkedOf(ctx context.Context, a *point.App, q *point.Question, book *codebook.Book, ids map[string]bool) (map[string]Linked, error) {
	found := make(map[string]Linked, len(ids))
	err := a.Store.View(ctx, func(v *store.View) error {
		for id := range ids {
			dossier, err := v.Dossier(ctx, ascribe.Main, id)
			if err != nil {
				return err
			}
			if r := classify.Read(book, dossier, q.AsOf.Recorded); r.Present(q.AsOf.Known) {
				found[id] = Linked{id, dossier.Title, r.Belief(q.AsOf.Known)}
			}
		}
		return nil
	})
	return found, err
}

// AllLinked is every incident to which somebody is linked, as linked reads
// them. It is shared with others who ask the same: leave it as it is.
func AllLinked(ctx context.Context, a *point.App, q *point.Question, n *Naming) (map[string]Linked, error) {
	key := point.PointKey{Recorded: q.AsOf.Recorded, Known: q.AsOf.Known, Book: n.Book.SHA256}
	if found := point.Recently[point.PointKey, map[string]Linked](a).Get(key); found != nil {
		return *found, nil
	}
	all, err := LinkedOf(ctx, a, q, n.Book, n.incidents())
	if err == nil {
		point.Recently[point.PointKey, map[string]Linked](a).Put(key, &all)
	}
	return all, err
}
