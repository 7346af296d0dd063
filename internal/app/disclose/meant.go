package disclose

import (
	"context"
	"errors"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/near"
)

// Meant is an error as it is told to whoever asks: where it is that of an id which
// is not there, with those that were probably meant, out of what they may see.
func Meant(ctx context.Context, p *point.Point, err error) error {
	e, ok := errors.AsType[*ascribe.Error](err)
	if !ok || e.Absent == nil {
		return err
	}
	end, failed := didYouMean(ctx, p, e.Absent)
	if failed != nil || end == "" { // what was wrong is worth more than a guess
		return err
	}
	told := *e
	told.Message, told.Hint = e.Message+end, ""
	return &told
}

// didYouMean is the end of a sentence about an id that is not there.
func didYouMean(ctx context.Context, p *point.Point, a *ascribe.Absence) (string, error) {
	kind := a.Kind
	if kind == "" && a.Space == ascribe.SpaceSubject && !p.Viewer.NamesAll() {
		kind = ascribe.RecordIncident
	}
	ids, err := p.View.Near(ctx, a.Space, a.Dataset, kind, a.ID)
	if err != nil {
		return "", err
	}
	if a.Space == ascribe.SpaceDataset {
		ids = append(ids, ascribe.Main) // which has no record
	}
	mayBeTold, err := telling(ctx, p, a.Space, kind)
	if err != nil {
		return "", err
	}
	// One that may not be told must not stand in the way of one that may.
	for {
		meant := near.Words(a.ID, ids)
		hidden := map[string]bool{}
		for _, id := range meant {
			ok, err := mayBeTold(id)
			if err != nil {
				return "", err
			}
			hidden[id] = !ok
		}
		n := len(ids)
		ids = slices.DeleteFunc(ids, func(id string) bool { return hidden[id] })
		if len(ids) == n {
			return near.DidYouMean(a.ID, ids), nil
		}
	}
}

// telling says of which ids of a space a reader may learn: of a person who may not
// be named, and of what is said of one, none.
func telling(ctx context.Context, p *point.Point, space ascribe.Space, kind ascribe.RecordKind) (func(id string) (bool, error), error) {
	everything := func(string) (bool, error) { return true, nil }
	ofPersons := space == 0 || space == ascribe.SpaceStatement || space == ascribe.SpaceSubject && kind != ascribe.RecordIncident
	if p.Viewer.NamesAll() || !ofPersons {
		return everything, nil
	}
	n, err := Everybody(ctx, p)
	if err != nil {
		return nil, err
	}
	return func(id string) (bool, error) {
		if space == ascribe.SpaceSubject {
			if l := n.Links[id]; l != nil {
				return n.LinkID(l) == id, nil
			}
			x, err := n.Find(id)
			return err == nil && n.ActorID(x) == id, nil
		}
		record, _, found, err := p.View.Find(ctx, space, ascribe.Main, id)
		if err != nil || !found {
			return false, err
		}
		x, err := p.View.Record(ctx, record)
		if err != nil {
			return false, err
		}
		s, ok := x.Noun.(*ascribe.Statement)
		if !ok {
			return false, nil
		}
		about := n.Subject(s.Subject)
		if about == nil { // an incident, or an actor that was struck
			subject, err := p.View.Subject(ctx, ascribe.Main, s.Subject)
			if err != nil || subject.Noun.Record() != ascribe.RecordIncident {
				return false, err
			}
		}
		return n.StatementID(s, record, about) == id, nil
	}, nil
}
