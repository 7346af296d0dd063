package store

import (
	"context"
	"iter"

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

// DescribedOf is actors and links with their dossiers, in the order of their ids.
func (v *View) DescribedOf(ctx context.Context, ids []string) ([]Described, error) {
	subjects, err := v.SubjectsOf(ctx, ascribe.Main, ids)
	if err != nil {
		return nil, err
	}
	list := make([]Described, 0, len(ids))
	err = v.describe(ctx, subjects, func(d Described) bool {
		list = append(list, d)
		return true
	})
	return list, err
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
