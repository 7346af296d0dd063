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
// of the ledger. It reads no statement about an incident.
func (v *View) Described(ctx context.Context, kind ascribe.SubjectKind) iter.Seq2[Described, error] {
	return func(yield func(Described, error) bool) {
		if err := v.described(ctx, kind, yield); err != nil {
			yield(Described{}, explain(ctx, err))
		}
	}
}

func (v *View) described(ctx context.Context, kind ascribe.SubjectKind, yield func(Described, error) bool) error {
	rows, err := v.prepared.rows("actor.statements", number(ascribe.SubjectKinds, kind))
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // what was read was read
	statements := &subjectCursor{rows: rows, view: v}
	withdrawing := func(target int64) ([]int64, error) { return v.withdrawing(ctx, target) }
	for x, err := range v.Subjects(ctx, ascribe.Main, kind) {
		if err != nil {
			return err
		}
		d := newDossier(idOf(x.Noun))
		if d.Statements, err = statements.of(x.Record); err != nil {
			return err
		}
		if err := v.complete(ctx, d, withdrawing); err != nil {
			return err
		}
		if !yield(Described{x, d}, nil) {
			return nil
		}
	}
	return nil
}

// withdrawing is the records of the withdrawals of a record.
func (v *View) withdrawing(ctx context.Context, target int64) ([]int64, error) {
	found, err := list[ascribe.Withdrawal](ctx, v, "withdrawal.of", target)
	records := make([]int64, len(found))
	for i := range found {
		records[i] = found[i].Record
	}
	return records, err
}

// AllLinks is all links in the order of the ledger.
func (v *View) AllLinks(ctx context.Context) ([]ascribe.Noted[ascribe.Link], error) {
	return list[ascribe.Link](ctx, v, "actor.links")
}
