package point

import (
	"reflect"

	lru "github.com/hashicorp/golang-lru/v2"
)

// Recently is what was lately worked out under keys of one type and of values of
// one type. It belongs to the App, and may be used by many goroutines.
func Recently[K comparable, V any](p *Point) Recent[K, V] {
	return recently[K, V](p.app, maxRecent)
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
