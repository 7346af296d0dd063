package web

import (
	"container/list"
	"net/http"
	"sync"
)

// A shelf keeps answers that were lately given, up to a number of bytes. An
// answer follows from its address and the ledger alone, so under its tag it
// stays right; when there is another entry, tags change, and the old answers
// fall off in time.
type shelf struct {
	most int

	mu     sync.Mutex
	size   int
	recent *list.List // of *keptAnswer, the last used first
	byKey  map[string]*list.Element
}

type keptAnswer struct {
	key string
	*draft
}

func newShelf(most int) *shelf {
	return &shelf{most: most, recent: list.New(), byKey: map[string]*list.Element{}}
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
func (s *shelf) get(key string) *draft {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.byKey[key]
	if e == nil {
		return nil
	}
	s.recent.MoveToFront(e)
	return e.Value.(*keptAnswer).draft
}

// put keeps an answer, which is no longer changed, and drops those that were
// not asked for the longest. One that would need a good part of the shelf is
// not kept.
func (s *shelf) put(key string, d *draft) {
	if key == "" || d.status != http.StatusOK || d.body.Len() > s.most/16 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.byKey[key] != nil {
		return
	}
	d.header.Del("Connection") // that was said of one connection
	s.byKey[key] = s.recent.PushFront(&keptAnswer{key, d})
	for s.size += d.body.Len(); s.size > s.most; {
		last := s.recent.Remove(s.recent.Back()).(*keptAnswer)
		delete(s.byKey, last.key)
		s.size -= last.body.Len()
	}
}
