package web

import (
	"context"
	"net/url"

	"github.com/ascribe-project/ascribe/internal/app/ask"
)

func askDatasets(ctx context.Context, v *view, _ *Asked) (*ask.DatasetsAnswer, error) {
	return ask.Datasets(ctx, v.record)
}

// ToDataset is the address of an imported dataset, from the same point.
func (v *view) ToDataset(name string, pairs ...string) string {
	values := v.asked.values()
	values.Del("dataset") // its path says it
	if name != v.Dataset() {
		values.Del("codebook") // of another
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Set(pairs[i], pairs[i+1])
	}
	return address("/datasets/"+url.PathEscape(name), values)
}
