package guard

import (
	"context"
	"net/http"
	"sync/atomic"
)

// A queue has few answers worked out at once, since more would only make each
// slower. Who comes waits for a place, unless too many do.
type queue struct {
	places  chan struct{}
	waiting atomic.Int64
	most    int64
}

func newQueue(l Limits) *queue {
	return &queue{places: make(chan struct{}, l.AtOnce), most: int64(l.Waiting)}
}

// enter waits for a place.
func (q *queue) enter(ctx context.Context) error {
	select {
	case q.places <- struct{}{}:
		return nil
	default:
	}
	defer q.waiting.Add(-1)
	if q.waiting.Add(1) > q.most {
		return Refuse(http.StatusServiceUnavailable, "too many ask at once").WithHint("try again in a moment")
	}
	select {
	case q.places <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// leave gives the place to the next one.
func (q *queue) leave() { <-q.places }
