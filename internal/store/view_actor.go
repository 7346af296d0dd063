package store

import (
	"cmp"
	"context"
	"iter"
	"slices"

	"github.com/ascribe-project/ascribe"
)

// Described is an actor or a link with all that was written down about it.
type Described struct {
	ascribe.Noted[ascribe.Noun]
	Dossier *ascribe.Dossier
}

// Described is the team's actors or links with their dossiers, in the order
// of the ledger. They are read at once, in a few statements of SQL.
func (v *View) Described(ctx context.Context, kind ascribe.SubjectKind) iter.Seq2[Described, error] {
	return func(yield func(Described, error) bool) {
		subjects, err := v.subjects(ctx, "subject.list", int64(0), number(ascribe.SubjectKinds, kind))
		if err == nil {
			err = v.describe(ctx, subjects, func(d Described) bool { return yield(d, nil) })
		}
		if err != nil {
			yield(Described{}, explain(ctx, err))
		}
	}
}

// DescribedAmong is the actors and links among some ids, and the actors of these
// links, with their dossiers: the actors first, each in the order of the ledger.
// However many there are, it takes the same few statements of SQL.
func (v *View) DescribedAmong(ctx context.Context, ids []string) ([]Described, error) {
	actors, links, err := v.actorsAmong(ctx, ids)
	if err != nil || len(actors) == 0 {
		return nil, err
	}
	list := make([]Described, 0, len(actors)+len(links))
	err = v.describe(ctx, append(actors, links...), func(d Described) bool {
		list = append(list, d)
		return true
	})
	return list, explain(ctx, err)
}

func (v *View) actorsAmong(ctx context.Context, ids []string) (actors, links []ascribe.Noted[ascribe.Noun], err error) {
	asked := make(map[string]bool, len(ids))
	for len(ids) > 0 {
		for _, id := range ids {
			asked[id] = true
		}
		found, err := v.subjects(ctx, "name.these", int64(SpaceSubject), int64(0), listOf(ids))
		if err != nil {
			return nil, nil, err
		}
		ids = nil
		for _, x := range found {
			switch noun := x.Noun.(type) {
			case *ascribe.Actor:
				actors = append(actors, x)
			case *ascribe.Link:
				links = append(links, x)
				if !asked[noun.Actor] {
					asked[noun.Actor] = true
					ids = append(ids, noun.Actor)
				}
			}
		}
	}
	slices.SortFunc(actors, func(a, b ascribe.Noted[ascribe.Noun]) int { return cmp.Compare(a.Record, b.Record) })
	return actors, links, nil
}

func (v *View) describe(ctx context.Context, subjects []ascribe.Noted[ascribe.Noun], yield func(Described) bool) error {
	dossiers, err := v.gather(ctx, ascribe.Main, subjects, nil)
	if err != nil {
		return err
	}
	for i, s := range subjects {
		if !yield(Described{s, dossiers[i]}) {
			break
		}
	}
	return nil
}

// AllLinks is all links in the order of the ledger.
func (v *View) AllLinks(ctx context.Context) ([]ascribe.Noted[ascribe.Link], error) {
	return list[ascribe.Link](ctx, v, "actor.links")
}
