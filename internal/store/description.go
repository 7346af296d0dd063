package store

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
)

func (d *deriver) description(n int64, x *ascribe.Description) error {
	for name := range x.Set {
		if !slices.Contains(ascribe.DescriptionFields, name) {
			return ascribe.Errorf(ascribe.ErrInvalid, "%q is nothing that is said of a record", name)
		}
	}
	return d.emit("description", n)
}

// Descriptions is what was said of the record itself, in the order of the ledger.
func (v *View) Descriptions(ctx context.Context) ([]ascribe.Noted[ascribe.Description], error) {
	if v.store.Older() { // it has none
		return nil, nil
	}
	return list[ascribe.Description](ctx, v, "description.list")
}
