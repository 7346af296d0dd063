package follow

import (
	"context"
	"maps"
	"sync"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/store"
)

// withdrawn is all withdrawals of the store. They are read when they are first
// asked for, and follow the ledger by record.
type withdrawn struct {
	mu     sync.Mutex
	record int64 // the last that they have
	of     ascribe.Withdrawals[int64]
}

// upTo is the withdrawals up to a record.
func (w *withdrawn) upTo(ctx context.Context, v *store.View, record int64) (*Withdrawals, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	v = v.AsWritten() // it is one list for all entries
	erased, err := v.ErasedAfter(ctx, w.record)
	if err != nil {
		return nil, err
	}
	after, of := w.record, w.of
	if erased { // of what has been erased nothing is kept
		after, of = 0, nil
	}
	if record <= after {
		return &Withdrawals{record, of}, nil
	}
	changed := false
	err = v.Withdrawals(ctx, store.Range{After: after, UpTo: record}, func(a store.Ending) {
		if !changed { // who was given the map has it still
			changed = true
			if of = maps.Clone(of); of == nil {
				of = ascribe.Withdrawals[int64]{}
			}
		}
		of.Add(ascribe.Withdrawing[int64]{By: a.Record, Target: a.Target, Recorded: a.Record, Kind: a.Kind, Day: a.Day, Source: a.Source})
	})
	if err != nil {
		return nil, err
	}
	w.record, w.of = record, of
	return &Withdrawals{record, of}, nil
}

// Withdrawals are those up to a record, by the record that they withdraw.
type Withdrawals struct {
	upTo int64
	of   ascribe.Withdrawals[int64]
}

// Struck reports whether a record was struck, by a strike that was not struck itself.
func (w *Withdrawals) Struck(record int64) bool { return w.of.Struck(record, w.upTo) }

// Until is the first day on which a statement's source has taken it back.
func (w *Withdrawals) Until(record int64) ascribe.Day { return w.of.Until(record, w.upTo) }

// Withdrawals are those up to a record.
func (f *Follower) Withdrawals(ctx context.Context, v *store.View, record int64) (*Withdrawals, error) {
	return f.said.upTo(ctx, v, record)
}
