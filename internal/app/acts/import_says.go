package acts

import (
	"cmp"
	"context"
	"maps"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/store"
)

// describes is what the entry that imports a casebook writes of what that says of
// itself: in a store without statements, of which nobody has said anything, the record
// says so from now on; elsewhere it is kept with the entry. nil: there is nothing to
// be said.
func describes(ctx context.Context, a *point.App, c *exchange.Casebook, name string) (*ascribe.Description, error) {
	about := c.Says()
	d := &ascribe.Description{Of: cmp.Or(about.Name, name), Set: ask.SaidBy(about)}
	maps.DeleteFunc(d.Set, func(_, value string) bool { return len(value) > maxSaid })
	if len(d.Set) == 0 {
		return nil, nil
	}
	now, err := saysOfItself(ctx, a)
	if err != nil {
		return nil, err
	}
	begun, err := a.Store.HasStatements(ctx)
	if err != nil {
		return nil, err
	}
	same := true
	for field, value := range now.Set() {
		same = same && value == d.Set[field]
	}
	switch {
	case same:
		return nil, nil
	case now.Entry == 0 && !begun:
		d.Of = ""
	}
	return d, nil
}

// describe writes what a casebook says of itself with what came with it, if
// anything did.
func describe(tx *store.Tx, d *ascribe.Description) error {
	if d == nil || tx.Records() == 0 {
		return nil
	}
	_, err := tx.Append(d)
	return err
}
