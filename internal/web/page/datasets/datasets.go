package datasets

import (
	"context"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

func askDatasets(ctx context.Context, v *kit.View, _ *kit.Asked) (*ask.DatasetsAnswer, error) {
	return ask.Datasets(ctx, v.At)
}
