package guard

import (
	"log/slog"
	"net/http"
)

// A Guard stands between readers and what answers them.
type Guard struct {
	limits Limits
	hosts  []string // names that are answered to, beside localhost and addresses in numbers
	log    *slog.Logger
	// tell tells a reader of an error.
	tell  func(http.ResponseWriter, *http.Request, error)
	queue *queue
	cache *answerCache
}

// New makes a guard that answers to these hosts, and has errors told by tell.
func New(l Limits, hosts []string, log *slog.Logger, tell func(http.ResponseWriter, *http.Request, error)) *Guard {
	return &Guard{l, hosts, log, tell, newQueue(l), newAnswerCache(l.cacheBytes)}
}

// Working is how many answers are worked out just now.
func (g *Guard) Working() int { return len(g.queue.places) }

// CacheBytes is how much of memory the answers take up that are kept.
func (g *Guard) CacheBytes() int { return g.cache.bytes() }

// Waiting is how many requests wait for their turn.
func (g *Guard) Waiting() int { return int(g.queue.waiting.Load()) }
