package incidents

import (
	"context"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

func askDays(ctx context.Context, v *kit.View, _ *kit.Asked) (*ask.DaysAnswer, error) {
	return ask.Days(ctx, v.At)
}

type incidentDaysInput struct {
	kit.Asked
	ID string `path:"id" doc:"The incident's id." example:"wuerzburg-train-2016"`
}

func askIncidentDays(ctx context.Context, v *kit.View, in *incidentDaysInput) (*ask.DaysAnswer, error) {
	return ask.IncidentDays(ctx, v.At, in.ID)
}
