package point

import (
	"reflect"
	"sync"
)

// Recently is what was lately worked out under keys of one type and of values of
// one type. It belongs to the App, and may be used by many goroutines.
func Recently[K comparable, V any](p *Point) *Recent[K, V] {
	kept, _ := p.app.recents.LoadOrStore(reflect.TypeFor[Recent[K, V]](), new(Recent[K, V]))
	return kept.(*Recent[K, V]) //nolint:forcetypeassert // of this type under this key
}

// Recent keeps what was lately worked out, up to a number of things. The zero
// value keeps four. It may be used by many goroutines.
type Recent[K comparable, V any] struct {
	mu   sync.Mutex
	list []kept[K, V] // the last used first
}

type kept[K comparable, V any] struct {
	key   K
	value *V
}

const maxRecent = 4

// Get is nil where there is nothing under the key.
func (r *Recent[K, V]) Get(key K) *V {
	r.mu.Lock()
	defer r.mu.Unlock()
	for i, k := range r.list {
		if k.key == key {
			copy(r.list[1:i+1], r.list[:i])
			r.list[0] = k
			return k.value
		}
	}
	return nil
}

// Put keeps a value under a key that has none, as the one used last.
func (r *Recent[K, V]) Put(key K, value *V) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.list) < maxRecent {
		r.list = append(r.list, kept[K, V]{})
	}
	copy(r.list[1:], r.list)
	r.list[0] = kept[K, V]{key, value}
}
