package ask

import (
	"context"

	"github.com/ascribe-project/ascribe/internal/app/follow"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/store"
)

// titlesOf reads the titles of incidents.
func titlesOf(ctx context.Context, a *point.App, dataset string, ids []string) ([]string, error) {
	list := make([]string, len(ids))
	err := a.Store.View(ctx, func(v *store.View) error {
		for i, id := range ids {
			x, err := v.Subject(ctx, dataset, id)
			if err != nil {
				return err
			}
			list[i] = follow.TitleOf(x.Noun)
		}
		return nil
	})
	return list, err
}
