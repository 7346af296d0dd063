package app

import (
	"context"

	"github.com/ascribe-project/ascribe/internal/store"
)

// titlesOf reads the titles of incidents.
func (a *App) titlesOf(ctx context.Context, dataset string, ids []string) ([]string, error) {
	list := make([]string, len(ids))
	err := a.Store.View(ctx, func(v *store.View) error {
		for i, id := range ids {
			x, err := v.Subject(ctx, dataset, id)
			if err != nil {
				return err
			}
			list[i] = titleOf(x.Noun)
		}
		return nil
	})
	return list, err
}
