package store

import (
	"context"
	"sync/atomic"
)

// Counts are what was asked of the database on behalf of one request or
// command. Many goroutines may add to them.
type Counts struct {
	transactions, statements atomic.Int64
}

// Transactions is how many were begun.
func (c *Counts) Transactions() int64 { return c.transactions.Load() }

// Statements is how many statements of SQL were run.
func (c *Counts) Statements() int64 { return c.statements.Load() }

type countsKey struct{}

// Counting is a context under which what is asked of a store is counted.
func Counting(ctx context.Context) (context.Context, *Counts) {
	c := new(Counts)
	return context.WithValue(ctx, countsKey{}, c), c
}

// countsOf are the counts of a context; where nobody counts, some that nobody
// reads.
func countsOf(ctx context.Context) *Counts {
	if c, ok := ctx.Value(countsKey{}).(*Counts); ok {
		return c
	}
	return new(Counts)
}
