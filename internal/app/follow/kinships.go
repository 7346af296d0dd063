package follow

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/ascribe-project/ascribe/internal/store"
)

// kinships are the statements about incidents that name another, by the names of the
// variables in which they do. They are read when they are first asked for, and follow
// the ledger by record.
type kinships struct {
	mu sync.Mutex
	of map[string]*keptKinships
}

type keptKinships struct {
	record int64 // the last that was read
	list   []store.Kinship
}

// maxKinships is of how many sets of variables they are kept.
const maxKinships = 8

// upTo is those up to a record.
func (k *kinships) upTo(ctx context.Context, in *store.View, record int64, variables []string) ([]store.Kinship, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	key := strings.Join(variables, "\x00")
	kept := k.of[key]
	if kept == nil {
		if kept = new(keptKinships); k.of == nil || len(k.of) >= maxKinships {
			k.of = map[string]*keptKinships{}
		}
		k.of[key] = kept
	}
	if err := kept.read(ctx, in.AsWritten(), record, variables); err != nil { // it is one list for all entries
		return nil, err
	}
	end, _ := slices.BinarySearchFunc(kept.list, record, func(x store.Kinship, record int64) int { return int(x.Record - record - 1) })
	return kept.list[:end:end], nil
}

// read takes in those that have come since.
func (k *keptKinships) read(ctx context.Context, in *store.View, record int64, variables []string) error {
	erased, err := in.ErasedAfter(ctx, k.record)
	if err != nil {
		return err
	}
	after, list := k.record, slices.Clip(k.list)
	if erased {
		after, list = 0, nil
	}
	if record <= after {
		return nil
	}
	err = in.Kinships(ctx, store.Range{After: after, UpTo: record}, variables, func(x store.Kinship) { list = append(list, x) })
	if err == nil {
		k.record, k.list = record, list
	}
	return err
}

// Kinships are the statements about incidents, up to a record, that name another in
// one of some variables.
func (f *Follower) Kinships(ctx context.Context, v *store.View, record int64, variables []string) ([]store.Kinship, error) {
	return f.kinships.upTo(ctx, v, record, variables)
}
