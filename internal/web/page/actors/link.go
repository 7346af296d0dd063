package actors

import (
	"context"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

type linkInput struct {
	kit.Asked
	ID string `path:"id" doc:"The link's id, or its neutral reference." example:"l-claim-wuerzburg"`
}

// Link is one link: an actor's part in an incident, and what was said of it.
var Link = kit.Data[linkInput, ask.LinkAnswer]{
	Name: "link", Summary: "One link: an actor's part in an incident, and what was said of it",
	Ask: func(ctx context.Context, v *kit.View, in *linkInput) (*ask.LinkAnswer, error) {
		return ask.Link(ctx, v.At, in.ID)
	},
}
