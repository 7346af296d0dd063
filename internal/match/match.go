package match

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"
)

// Within finds the pairs among things that are probably one, the surest first.
// Only those are looked for of which one is at from or after it: 0 is all.
func Within(ctx context.Context, kind Kind, things []Thing, from int) ([]Pair, error) {
	c := newCollection(kind, things)
	keys := c.keysOf(0, len(things))
	pairs, err := c.pairs(ctx, keys, from, len(things), func(i, j int) bool { return j < i })
	sortPairs(pairs)
	return pairs, err
}

// Between finds the pairs of a thing of one list and a thing of another, the
// surest first. B of a pair is the place in the other list.
func Between(ctx context.Context, kind Kind, ours, theirs []Thing) ([]Pair, error) {
	n := len(ours)
	c := newCollection(kind, append(slices.Clip(ours), theirs...))
	keys := c.keysOf(0, n)
	pairs, err := c.pairs(ctx, keys, n, n+len(theirs), func(_, j int) bool { return j < n })
	for i := range pairs {
		pairs[i].B -= n
	}
	sortPairs(pairs)
	return pairs, err
}

func sortPairs(pairs []Pair) {
	slices.SortFunc(pairs, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
}

// pairs compares the things from one place to another with those that share a
// key with them.
func (c *collection) pairs(ctx context.Context, keys *ringful, from, to int, with func(i, j int) bool) ([]Pair, error) {
	const chunk = 512
	var mu sync.Mutex
	var all []Pair
	var wg sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for start := range next {
				found := c.chunk(keys, start, min(start+chunk, to), with)
				mu.Lock()
				all = append(all, found...)
				mu.Unlock()
			}
		})
	}
	for start := from; start < to && ctx.Err() == nil; start += chunk {
		next <- start
	}
	close(next)
	wg.Wait()
	return all, ctx.Err()
}

func (c *collection) chunk(keys *ringful, from, to int, with func(i, j int) bool) (found []Pair) {
	ring := keyring{collection: c}
	var others []int32
	for i := from; i < to; i++ {
		ring.keys, others = ring.keys[:0], others[:0]
		ring.of(i)
		for _, k := range ring.keys {
			for _, other := range keys.with(k.hash) {
				if with(i, int(other.thing)) {
					others = append(others, other.thing)
				}
			}
		}
		slices.Sort(others)
		for _, j := range slices.Compact(others) {
			if p, ok := c.compare(int(j), i); ok {
				found = append(found, p)
			}
		}
	}
	return found
}
