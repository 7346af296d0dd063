package point

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/store"
)

// State is how far the program has come with the ledger, in numbers of entries:
// nothing in it is of what they hold.
type State struct {
	Ready  bool  `json:"ready"`  // whether questions are answered, or at most wait for the newest entries
	Ledger int64 `json:"ledger"` // the last entry
	Index  int64 `json:"index"`  // the last one that the index has; 0: there is none yet
}

// State looks how far the program has come. Where no index is kept, since no
// codebook has been adopted, it is ready without one.
func (a *App) State(ctx context.Context) (State, error) {
	last, err := a.Store.Last(ctx)
	if err != nil {
		return State{}, err
	}
	s := State{Ledger: last, Index: a.Following().Indexed()}
	s.Ready = s.Index > 0 || a.WithoutIndex
	if !s.Ready {
		_, err = a.CurrentBook(ctx)
		s.Ready = ascribe.KindOf(err) == ascribe.ErrNotFound
	}
	return s, nil
}

// IndexBytes is about how much memory the index takes that all share who see
// everything; 0: there is none yet.
func (a *App) IndexBytes() int64 { return a.Following().IndexBytes() }

// Counts are what was asked of the database on behalf of one request.
type Counts = store.Counts

// Counting is a context under which what is asked of the database is counted.
func Counting(ctx context.Context) (context.Context, *Counts) { return store.Counting(ctx) }
