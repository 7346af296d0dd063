package guard

import (
	"context"
	"net/http"
	"sync/atomic"
)

// A desk is where an answer is worked out. There are few, since more at once
// would only make each slower; who comes waits for one, unless too many do.
type queue struct {
	places  chan struct{}
	waiting atomic.Int64
	most    int64
}

func newQueue(l Limits) *queue {
	return &queue{places: make(chan struct{}, l.AtOnce), most: int64(l.Waiting)}
}

// enter waits for a desk.
func (d *queue) enter(ctx context.Context) error {
	select {
	case d.places <- struct{}{}:
		return nil
	default:
	}
	defer d.waiting.Add(-1)
	if d.waiting.Add(1) > d.most {
		return Refuse(http.StatusServiceUnavailable, "too many ask at once").WithHint("try again in a moment")
	}
	select {
	case d.places <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (d *queue) leave() { <-d.places }
