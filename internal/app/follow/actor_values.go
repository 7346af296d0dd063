package follow

import (
	"context"
	"slices"
	"sync"

	"github.com/ascribe-project/ascribe/internal/store"
)

// actorValues are the statements about incidents that give an actor or a link
// as their value. They are read when they are first asked for, and follow the
// ledger by record.
type actorValues struct {
	mu     sync.Mutex
	record int64 // the last that was read
	list   []store.ActorValue
}

// upTo is those up to a record.
func (v *actorValues) upTo(ctx context.Context, in *store.View, record int64) ([]store.ActorValue, error) {
	v.mu.Lock()
	defer v.mu.Unlock()
	list, err := v.read(ctx, in, record)
	if err != nil {
		return nil, err
	}
	end, _ := slices.BinarySearchFunc(list, record, func(x store.ActorValue, record int64) int { return int(x.Record - record - 1) })
	return list[:end], nil
}

// read takes in those that have come since, and is all that there are.
func (v *actorValues) read(ctx context.Context, in *store.View, record int64) ([]store.ActorValue, error) {
	in = in.AsWritten() // it is one list for all entries
	erased, err := in.ErasedAfter(ctx, v.record)
	if err != nil {
		return nil, err
	}
	after, list := v.record, slices.Clip(v.list)
	if erased {
		after, list = 0, nil
	}
	if record <= after {
		return list, nil
	}
	err = in.ActorValues(ctx, store.Range{After: after, UpTo: record}, func(x store.ActorValue) { list = append(list, x) })
	if err == nil {
		v.record, v.list = record, list
	}
	return list, err
}

// ActorValues are the statements about incidents, up to a record, that give an
// actor or a link as their value.
func (f *Follower) ActorValues(ctx context.Context, v *store.View, record int64) ([]store.ActorValue, error) {
	return f.actorValues.upTo(ctx, v, record)
}
