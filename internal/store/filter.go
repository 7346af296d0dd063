package store

import (
	"context"

	"github.com/ascribe-project/ascribe"
)

func (d *deriver) filter(n int64, x *ascribe.Filter) error {
	if !ascribe.ValidID(x.Name) {
		return ascribe.Errorf(ascribe.ErrInvalid, "%q cannot be the name of a filter", x.Name)
	}
	dataset, err := d.dataset(x.Dataset)
	if err != nil {
		return err
	}
	if err := d.emit("kept_filter", n, dataset); err != nil {
		return err
	}
	return d.hang(n, dataset)
}

// Filters is those that were kept for a dataset, in the order of the ledger: of
// one name the last counts.
func (v *View) Filters(ctx context.Context, dataset string) ([]ascribe.Noted[ascribe.Filter], error) {
	if v.store.Older() { // it has none
		return nil, nil
	}
	n, err := v.resolver().dataset(dataset)
	if err != nil {
		return nil, explain(ctx, err)
	}
	return list[ascribe.Filter](ctx, v, "kept_filter.of", n)
}
