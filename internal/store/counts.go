package store

import (
	"context"
	"sync/atomic"
)

// Counts are what was asked of the database on behalf of one request or
// command. Many goroutines may add to them.
type Counts struct {
	transactions, statements atomic.Int64
	around                   *Counts // which are added to as well; nil: none
}

// Transactions is how many were begun.
func (c *Counts) Transactions() int64 { return c.transactions.Load() }

// Statements is how many statements of SQL were run.
func (c *Counts) Statements() int64 { return c.statements.Load() }

type countsKey struct{}

func (c *Counts) transaction() {
	for ; c != nil; c = c.around {
		c.transactions.Add(1)
	}
}

func (c *Counts) statement() {
	for ; c != nil; c = c.around {
		c.statements.Add(1)
	}
}

// Counting is a context under which what is asked of a store is counted. Who
// counts around it counts on.
func Counting(ctx context.Context) (context.Context, *Counts) {
	c := &Counts{around: countsOf(ctx)}
	return context.WithValue(ctx, countsKey{}, c), c
}

// countsOf are the counts of a context; nil where nobody counts.
func countsOf(ctx context.Context) *Counts {
	c, _ := ctx.Value(countsKey{}).(*Counts)
	return c
}
