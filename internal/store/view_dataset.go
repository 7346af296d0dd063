package store

import (
	"context"

	"github.com/ascribe-project/ascribe"
)

// Datasets is the imported datasets, in the order of the ledger.
func (v *View) Datasets(ctx context.Context) ([]ascribe.Noted[ascribe.Dataset], error) {
	var all []ascribe.Noted[ascribe.Dataset]
	for x, err := range v.nouns(ctx, "name.datasets", int64(SpaceDataset)) {
		if err != nil {
			return nil, err
		}
		d, ok := x.Noun.(*ascribe.Dataset)
		if !ok {
			return nil, unexpected(x.Record, x.Noun)
		}
		all = append(all, ascribe.Noted[ascribe.Dataset]{Record: x.Record, Entry: x.Entry, Noun: *d})
	}
	return all, nil
}

// Editions is the editions of an imported dataset, in the order in which they
// were imported.
func (v *View) Editions(ctx context.Context, dataset string) ([]ascribe.Noted[ascribe.Edition], error) {
	n, err := v.resolver().dataset(dataset)
	if err != nil {
		return nil, explain(ctx, err)
	}
	return list[ascribe.Edition](ctx, v, "edition.of", n)
}

// Notes is the notes on a dataset, in the order of the ledger.
func (v *View) Notes(ctx context.Context, dataset string) ([]ascribe.Noted[ascribe.Note], error) {
	n, err := v.resolver().dataset(dataset)
	if err != nil {
		return nil, explain(ctx, err)
	}
	all, err := list[ascribe.Note](ctx, v, "note.of", n)
	for i := range all {
		if err == nil {
			err = v.mended(&all[i].Noun)
		}
	}
	return all, explain(ctx, err)
}

// Datasets is the imported datasets, in the order of the ledger.
func (s *Store) Datasets(ctx context.Context) ([]ascribe.Noted[ascribe.Dataset], error) {
	return see(ctx, s, func(v *View) ([]ascribe.Noted[ascribe.Dataset], error) { return v.Datasets(ctx) })
}
