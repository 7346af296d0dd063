package guard

import (
	"bytes"
	"container/list"
	"net/http"
	"sync"
)

// A answerCache keeps answers that were lately given, up to a number of bytes, with
// their addresses and all that is kept about them. An
// answer follows from its address and the ledger alone, so under its tag it
// stays right; when there is another entry, tags change, and the old answers
// fall off in time.
type answerCache struct {
	most int

	mu     sync.Mutex
	size   int
	recent *list.List // of *keptAnswer, the last used first
	byKey  map[string]*list.Element
}

type cachedAnswer struct {
	key string
	*draft
	size int
}

// overhead is about what is kept of any answer beside its texts: its place in the
// list and in the map, and a map of headers.
const overhead = 1 << 10

// sizeOf is how many bytes an answer takes up on the shelf.
func sizeOf(key string, d *draft) int {
	size := overhead + len(key) + d.body.Cap()
	for name, values := range d.header {
		for _, v := range values {
			size += len(name) + len(v) + 64
		}
	}
	return size
}

func newAnswerCache(most int) *answerCache {
	return &answerCache{most: most, recent: list.New(), byKey: map[string]*list.Element{}}
}

// keyOf is under what the answer to a request is kept; empty: it is not. It has
// the tag, which says as of which entry and in which form.
func keyOf(tag string, r *http.Request) string {
	if tag == "" {
		return ""
	}
	return tag + " " + r.URL.RequestURI()
}

// get is nil where there is no such answer.
func (s *answerCache) get(key string) *draft {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.byKey[key]
	if e == nil {
		return nil
	}
	s.recent.MoveToFront(e)
	return e.Value.(*cachedAnswer).draft
}

// put keeps an answer, which is no longer changed, and drops those that were
// not asked for the longest. One that would need a good part of the shelf is
// not kept.
func (s *answerCache) put(key string, d *draft) {
	if key == "" || d.status != http.StatusOK || d.body.Len() > s.most/16 {
		return
	}
	own := &draft{header: d.header.Clone(), status: d.status}
	own.body = *bytes.NewBuffer(bytes.Clone(d.body.Bytes())) // without the room that it grew by
	own.header.Del("Connection")                             // that was said of one connection
	a := &cachedAnswer{key, own, sizeOf(key, own)}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.byKey[key] != nil {
		return
	}
	s.byKey[key] = s.recent.PushFront(a)
	for s.size += a.size; s.size > s.most; {
		last := s.recent.Remove(s.recent.Back()).(*cachedAnswer)
		delete(s.byKey, last.key)
		s.size -= last.size
	}
}

// bytes is what is kept, with its addresses.
func (s *answerCache) bytes() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.size
}
