package store

import (
	"context"
	"iter"

	"github.com/ascribe-project/ascribe"
)

// OfKind is the nouns of one kind in the order of the ledger: of incidents, those
// of the team's own dataset. Kinds that no casebook has are none. They name nothing
// that was erased.
func (v *View) OfKind(ctx context.Context, kind ascribe.RecordKind) iter.Seq2[ascribe.Noted[ascribe.Noun], error] {
	return func(yield func(ascribe.Noted[ascribe.Noun], error) bool) {
		for x, err := range v.ofKind(ctx, kind) {
			if err == nil {
				err = explain(ctx, v.mended(x.Noun))
			}
			if !yield(x, err) || err != nil {
				return
			}
		}
	}
}

func (v *View) ofKind(ctx context.Context, kind ascribe.RecordKind) iter.Seq2[ascribe.Noted[ascribe.Noun], error] {
	switch kind {
	case ascribe.RecordIncident:
		return v.nouns(ctx, "subject.list", 0, incidentKind)
	case ascribe.RecordActor:
		return v.nouns(ctx, "subject.list", 0, actorKind)
	case ascribe.RecordLink:
		return v.nouns(ctx, "subject.list", 0, linkKind)
	case ascribe.RecordSource:
		return v.nouns(ctx, "source.list")
	case ascribe.RecordAmendment:
		if v.store.version < 3 {
			break
		}
		return v.nouns(ctx, "amendment.list")
	case ascribe.RecordDistinction:
		if v.store.version < 3 {
			break
		}
		return v.nouns(ctx, "distinction.list")
	case ascribe.RecordNote:
		return v.nouns(ctx, "note.of", 0)
	case ascribe.RecordDocument:
		if v.store.version < 3 {
			break
		}
		return v.nouns(ctx, "document.list")
	case ascribe.RecordAnchor:
		if v.store.version < 3 {
			break
		}
		return v.nouns(ctx, "anchor.list")
	case ascribe.RecordRegrade:
		return v.nouns(ctx, "page.regrades")
	case ascribe.RecordStatement:
		return v.nouns(ctx, "statement.list")
	case ascribe.RecordSettlement:
		return v.nouns(ctx, "settles.alone")
	case ascribe.RecordWithdrawal:
		return v.nouns(ctx, "withdrawal.list")
	}
	return func(func(ascribe.Noted[ascribe.Noun], error) bool) {}
}

// AnySettles reports whether a statement settles others.
func (v *View) AnySettles(ctx context.Context) (bool, error) {
	n, err := v.prepared.number("settles.any")
	return n != 0, explain(ctx, err)
}

// AnyEarlier reports whether the record has what actors and links were before they were
// put right, or what was struck of them.
func (v *View) AnyEarlier(ctx context.Context) (bool, error) {
	r, err := v.righted(ctx)
	if err != nil || len(r.strikes) > 0 {
		return err == nil, explain(ctx, err)
	}
	for _, list := range r.amendments {
		if list[0].closed { // as all of one noun are
			return true, nil
		}
	}
	n, err := v.prepared.number("withdrawal.any of persons")
	return n != 0, explain(ctx, err)
}

// AnyStruck reports whether something was struck that is no statement.
func (v *View) AnyStruck(ctx context.Context) (bool, error) {
	r, err := v.righted(ctx)
	return err == nil && len(r.strikes) > 0, explain(ctx, err)
}
