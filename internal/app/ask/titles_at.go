package ask

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/follow"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// titleList is the titles of all incidents of the dataset that is asked about.
// Those of the team's own are kept.
func titleList(ctx context.Context, p *point.Point) (follow.TitleList, error) {
	if p.About() == ascribe.Main {
		return p.Following().Titles(ctx, p.View)
	}
	var list follow.TitleList
	for x, err := range p.View.Subjects(ctx, p.About(), ascribe.OfIncident) {
		if err != nil {
			return follow.TitleList{}, err
		}
		title := follow.TitleOf(x.Noun)
		list.Plain = append(list.Plain, title)
		list.Folded = append(list.Folded, survey.Text{Record: x.Record, Text: follow.Fold(title)})
	}
	return list, nil
}
