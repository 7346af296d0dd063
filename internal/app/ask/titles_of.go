package ask

import (
	"context"

	"github.com/ascribe-project/ascribe/internal/app/follow"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// titlesOf reads the titles of incidents.
func titlesOf(ctx context.Context, p *point.Point, dataset string, ids []string) ([]string, error) {
	list := make([]string, len(ids))
	for i, id := range ids {
		x, err := p.View.Subject(ctx, dataset, id)
		if err != nil {
			return nil, err
		}
		list[i] = follow.TitleOf(x.Noun)
	}
	return list, nil
}
