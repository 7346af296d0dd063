package store

import (
	"fmt"
	"sync"
)

// A coderColumn is a coder as the statements have it: a term or, in a store of
// version 1, the name.
type coderColumn struct {
	term int64
	name string
}

// Scan takes what the database gives.
func (c *coderColumn) Scan(from any) error {
	switch x := from.(type) {
	case nil:
	case int64:
		c.term = x
	case string:
		c.name = x
	default:
		return fmt.Errorf("a coder is %T", from)
	}
	return nil
}

// coderNumbers are the numbers of coders in a store of version 1, which has no
// terms of them: below 0, so that they are none.
type coderNumbers struct {
	mu sync.Mutex
	of map[string]int64
}

func (c *coderNumbers) number(name string) int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	n, ok := c.of[name]
	if !ok {
		if c.of == nil {
			c.of = map[string]int64{}
		}
		n = -int64(len(c.of)) - 1
		c.of[name] = n
	}
	return n
}
