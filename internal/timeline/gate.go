package timeline

import "context"

// A gate is a mutex that gives up waiting when the caller's context ends. It
// guards what is worked out once and kept for others: if the context of whoever
// was working ends, the next caller starts again.
type gate chan struct{}

func newGate() gate { return make(gate, 1) }

func (g gate) enter(ctx context.Context) error {
	select {
	case g <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (g gate) leave() { <-g }
