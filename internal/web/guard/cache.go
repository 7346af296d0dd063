package guard

import (
	"bytes"
	"container/list"
	"net/http"
	"sync"
)

// An answerCache keeps the answers that were given last, up to a number of bytes,
// their addresses and headers included. An answer follows from its address and
// the ledger alone, so under its tag it stays right. With another entry the tags
// change, and the old answers are dropped in time.
type answerCache struct {
	most int

	mu     sync.Mutex
	size   int
	recent *list.List // of *cachedAnswer, the last used first
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

// sizeOf is how many bytes an answer takes up in the cache.
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
func (c *answerCache) get(key string) *draft {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.byKey[key]
	if e == nil {
		return nil
	}
	c.recent.MoveToFront(e)
	return e.Value.(*cachedAnswer).draft
}

// put keeps an answer, which is no longer changed, and drops those that were
// not asked for the longest. One that would need a good part of the cache is
// not kept.
func (c *answerCache) put(key string, d *draft) {
	if key == "" || d.status != http.StatusOK || d.body.Len() > c.most/16 {
		return
	}
	own := &draft{header: d.header.Clone(), status: d.status}
	own.body = *bytes.NewBuffer(bytes.Clone(d.body.Bytes())) // without the room that it grew by
	own.header.Del("Connection")                             // that was said of one connection
	a := &cachedAnswer{key, own, sizeOf(key, own)}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.byKey[key] != nil {
		return
	}
	c.byKey[key] = c.recent.PushFront(a)
	for c.size += a.size; c.size > c.most; {
		last := c.recent.Remove(c.recent.Back()).(*cachedAnswer)
		delete(c.byKey, last.key)
		c.size -= last.size
	}
}

// bytes is what is kept, with its addresses.
func (c *answerCache) bytes() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.size
}
