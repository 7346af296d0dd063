package store

import (
	"context"

	"github.com/ascribe-project/ascribe"
)

// What indexes are made of, each read by a view of its own: see [View].

// Terms calls use with the terms after a number, in order.
func (s *Store) Terms(ctx context.Context, after int64, use func(n int64, text string) error) error {
	return s.View(ctx, func(v *View) error { return v.Terms(ctx, after, use) })
}

// SourceGrades calls use with the sources, and then regrade with what judged
// some anew, each in the order of the ledger.
func (s *Store) SourceGrades(ctx context.Context, r Range, use func(record int64, g ascribe.Reliability), regrade func(record, source int64, g ascribe.Reliability)) error {
	return s.View(ctx, func(v *View) error { return v.SourceGrades(ctx, r, use, regrade) })
}

// Claims calls use with the statements. Ranges may be read side by side.
func (s *Store) Claims(ctx context.Context, r Range, use func(Claim) error) error {
	return s.View(ctx, func(v *View) error { return v.Claims(ctx, r, use) })
}

// Endings calls use with the withdrawals, and then with what adjudications
// settle.
func (s *Store) Endings(ctx context.Context, r Range, use func(Ending)) error {
	return s.View(ctx, func(v *View) error { return v.Endings(ctx, r, use) })
}

// ActorValues calls use with the statements about the team's incidents that
// give an actor or a link as their value.
func (s *Store) ActorValues(ctx context.Context, r Range, use func(ActorValue)) error {
	return s.View(ctx, func(v *View) error { return v.ActorValues(ctx, r, use) })
}

// ErasedAfter reports whether anything was erased after a record was written.
func (s *Store) ErasedAfter(ctx context.Context, record int64) (bool, error) {
	return see(ctx, s, func(v *View) (bool, error) { return v.ErasedAfter(ctx, record) })
}

// Changed reports whether what was read up to a record, with a fold, is no more
// what the store has.
func (s *Store) Changed(ctx context.Context, record int64, read ascribe.Hash) (bool, error) {
	return see(ctx, s, func(v *View) (bool, error) { return v.Changed(ctx, record, read) })
}
