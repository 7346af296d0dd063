package ask

import (
	"context"

	"github.com/ascribe-project/ascribe/internal/app/follow"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// titlesOf reads the titles of incidents.
func titlesOf(ctx context.Context, p *point.Point, dataset string, ids []string) ([]string, error) {
	incidents, err := p.View.SubjectsOf(ctx, dataset, ids)
	list := make([]string, len(incidents))
	for i := range incidents {
		list[i] = follow.TitleOf(incidents[i].Noun)
	}
	return list, err
}
