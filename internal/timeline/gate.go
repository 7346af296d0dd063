package timeline

import "context"

// A gate lets one in at a time, like a mutex, and nobody waits at it for longer
// than their context lasts. What is made behind it, and kept for others, whoever
// is next makes anew where the context of the one before has ended.
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
