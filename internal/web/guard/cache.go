package guard

import (
	"bytes"
	"math"
	"net/http"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// An answerCache keeps the answers that were given last, up to a number of bytes,
// their addresses and headers included. An answer follows from its address and
// the ledger alone, so under its tag it stays right. With another entry the tags
// change, and the old answers are dropped in time.
type answerCache struct {
	most int

	mu     sync.Mutex
	size   int
	recent *simplelru.LRU[string, *cachedAnswer]
}

type cachedAnswer struct {
	*draft
	size int
}

// overhead is about what is kept of any answer beside its texts: its place in the
// list, and a map of headers.
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
	c := &answerCache{most: most}
	var err error
	c.recent, err = simplelru.NewLRU(math.MaxInt, func(_ string, a *cachedAnswer) { c.size -= a.size }) // bytes are what bounds it
	if err != nil {
		panic(err) // the number is ours
	}
	return c
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
	a, ok := c.recent.Get(key)
	if !ok {
		return nil
	}
	return a.draft
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
	a := &cachedAnswer{own, sizeOf(key, own)}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.recent.Contains(key) {
		return
	}
	c.recent.Add(key, a)
	for c.size += a.size; c.size > c.most; {
		c.recent.RemoveOldest()
	}
}

// bytes is what is kept, with its addresses.
func (c *answerCache) bytes() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.size
}
