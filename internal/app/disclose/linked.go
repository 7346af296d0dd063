package disclose

import (
	"context"
	"maps"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
)

// Linked is an incident to which an actor is linked, with its answer.
type Linked struct {
	Incident string `json:"incident"`
	Title    string `json:"title"`
	ascribe.Belief
}

// LinkedOf reads the incidents, by their ids, and leaves out those that are not
// counted as of the question. One that is the same as an earlier one is told of as that.
func LinkedOf(ctx context.Context, p *point.Point, ids map[string]bool) (map[string]Linked, error) {
	dossiers, err := p.View.DossiersOf(ctx, ascribe.Main, slices.Sorted(maps.Keys(ids)))
	if err != nil {
		return nil, err
	}
	found := make(map[string]Linked, len(ids))
	if err := WithKin(ctx, p, dossiers...); err != nil {
		return nil, err
	}
	for _, dossier := range dossiers {
		r := classify.Read(p.Book, dossier, p.AsOf.Recorded).On(p.AsOf.Known)
		if d := r.Dossier(); r.Present(p.AsOf.Known) {
			found[dossier.Subject] = Linked{d.Subject, d.Title, r.Belief(p.AsOf.Known)}
		}
	}
	return found, nil
}

// AllLinked is every incident to which somebody is linked, as linked reads
// them. It is shared with others who ask the same: leave it as it is.
func AllLinked(ctx context.Context, p *point.Point, n *Naming) (map[string]Linked, error) {
	key := p.Key()
	if found := point.Recently[point.Key, map[string]Linked](p).Get(key); found != nil {
		return *found, nil
	}
	all, err := LinkedOf(ctx, p, n.incidents())
	if err == nil {
		point.Recently[point.Key, map[string]Linked](p).Put(key, &all)
	}
	return all, err
}
