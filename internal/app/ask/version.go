package ask

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/ledger"
	"github.com/ascribe-project/ascribe/internal/store"
)

// version is the last entry that touched an incident, an actor, a link or a source
// by the point's, given by its record.
func version(ctx context.Context, p *point.Point, record int64) (int64, error) {
	upTo, err := p.Record(ctx)
	if err != nil {
		return 0, err
	}
	return p.View.LastTouch(ctx, record, upTo)
}

// Touched is what became of an incident, an actor, a link or a source since a
// version of it.
type Touched struct {
	Of      ascribe.RecordKind `json:"of"`
	ID      string             `json:"id"`
	Version int64              `json:"version"` // now
	// Rows are the entries that touched it since, the first of them.
	Rows []LogRow `json:"rows"`
}

// maxTouched is how many entries are told of.
const maxTouched = 20

// TouchedSince answers what became of a thing since a version. An id of a statement
// stands for what it is about, and one of an amendment or withdrawal for what that is
// of; the kind says what has the id, where two things have it.
func TouchedSince(ctx context.Context, p *point.Point, of ascribe.RecordKind, id string, since int64) (*Touched, error) {
	noun, record, err := carrier(ctx, p, of, id)
	if err != nil {
		return nil, err
	}
	out := &Touched{Of: noun.Record(), ID: noun.Key().ID, Rows: []LogRow{}}
	if out.Version, err = version(ctx, p, record); err != nil || out.Version <= since {
		return out, err
	}
	upTo, err := p.Record(ctx)
	if err != nil {
		return nil, err
	}
	touches, err := p.View.Touches(ctx, record, upTo)
	if err != nil {
		return nil, err
	}
	touches = slices.DeleteFunc(touches, func(t store.Touch) bool { return t.Entry <= since })
	out.Rows, err = logRows(ctx, p, touches[:min(len(touches), maxTouched)])
	return out, err
}

// carrier is the incident, actor, link or source that an id leads to.
func carrier(ctx context.Context, p *point.Point, of ascribe.RecordKind, id string) (ascribe.Noun, int64, error) {
	spaces := []store.Space{store.SpaceSubject, store.SpaceSource, store.SpaceStatement}
	if of != "" {
		spaces = []store.Space{ascribe.SpaceOf(of)}
	}
	for _, space := range spaces {
		n, body, found, err := p.View.AsWritten().Find(ctx, space, ascribe.Main, id)
		if err != nil {
			return nil, 0, err
		}
		if !found {
			continue
		}
		noun, err := ledger.Parse(body)
		if err != nil {
			return nil, 0, err
		}
		switch x := noun.(type) {
		case *ascribe.Statement:
			return carrier(ctx, p, ascribe.RecordIncident, x.Subject)
		case *ascribe.Amendment:
			return carrier(ctx, p, x.Of, x.Target)
		case *ascribe.Withdrawal:
			if x.Of != "" {
				return carrier(ctx, p, x.Of, x.Target)
			}
			return carrier(ctx, p, ascribe.RecordStatement, x.Statement)
		}
		return noun, n, nil
	}
	return nil, 0, noThing(id)
}

// RecordNumber is the record that gave a thing of a kind its id.
func RecordNumber(ctx context.Context, p *point.Point, of ascribe.RecordKind, id string) (int64, error) {
	n, _, found, err := p.View.Find(ctx, ascribe.SpaceOf(of), ascribe.Main, id)
	if err == nil && !found {
		err = ascribe.NotThere(ascribe.Absence{ID: id})
	}
	return n, err
}
