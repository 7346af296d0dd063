package point

import (
	"reflect"
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"
)

// Recently is what was lately worked out, under keys of one type and of values of
// one type, for the viewer of a point and as the ledger stands there. Neither is
// for the key to say, so that none can forget it: what was worked out for one
// viewer is no other's, and every entry ends what was kept before it, since it
// may be an erasure. It may be used by many goroutines.
func Recently[K comparable, V any](p *Point) Kept[K, V] {
	kept := recently[viewed[K], V](p.app, maxRecent)
	reached, _ := p.app.reached.LoadOrStore(reflect.TypeFor[Recent[viewed[K], V]](), new(reachedEntry))
	return Kept[K, V]{kept, reached.(*reachedEntry), p.Viewer.Key(), p.Last} //nolint:forcetypeassert // of this type alone
}

// Kept is what was kept for one viewer, as the ledger stands at one entry.
type Kept[K comparable, V any] struct {
	all     Recent[viewed[K], V]
	reached *reachedEntry
	viewer  string
	last    int64
}

type viewed[K comparable] struct {
	key    K
	viewer string
	last   int64
}

// Get is nil where there is nothing under the key.
func (k Kept[K, V]) Get(key K) *V {
	if !k.reached.by(k.last, k.all.kept.Purge) {
		return nil
	}
	return k.all.Get(viewed[K]{key, k.viewer, k.last})
}

// Put keeps a value, which is no longer changed.
func (k Kept[K, V]) Put(key K, value *V) {
	if k.reached.by(k.last, k.all.kept.Purge) {
		k.all.Put(viewed[K]{key, k.viewer, k.last}, value)
	}
}

// A reachedEntry is the last entry at which something was kept.
type reachedEntry struct {
	mu   sync.Mutex
	last int64
}

// by lets go of what was kept before an entry, and reports whether there is none
// later: a point that was opened earlier has nothing kept any more.
func (r *reachedEntry) by(last int64, forget func()) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if last > r.last {
		r.last = last
		forget()
	}
	return last == r.last
}

func recently[K comparable, V any](a *App, most int) Recent[K, V] {
	of := reflect.TypeFor[Recent[K, V]]()
	kept, ok := a.recents.Load(of)
	if !ok {
		kept, _ = a.recents.LoadOrStore(of, newRecent[K, V](most))
	}
	return kept.(Recent[K, V]) //nolint:forcetypeassert // of this type under this key
}

// Recent keeps what was used last, up to a number of things. It may be used by
// many goroutines.
type Recent[K comparable, V any] struct{ kept *lru.Cache[K, *V] }

// maxRecent is how many things of a type are kept.
const maxRecent = 4

func newRecent[K comparable, V any](most int) Recent[K, V] {
	kept, err := lru.New[K, *V](most)
	if err != nil {
		panic(err) // the number is ours
	}
	return Recent[K, V]{kept}
}

// Get is nil where there is nothing under the key.
func (r Recent[K, V]) Get(key K) *V {
	value, _ := r.kept.Get(key)
	return value
}

// Put keeps a value under a key, as the one used last.
func (r Recent[K, V]) Put(key K, value *V) { r.kept.Add(key, value) }
