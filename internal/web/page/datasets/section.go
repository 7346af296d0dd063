// Package datasets has the pages about imported datasets, and what changed between their editions.
package datasets

import (
	"embed"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// Files are the templates and styles of the pages.
//
//go:embed *.html *.css
var Files embed.FS

// List is a page: the imported datasets, with their editions.
var List = kit.Screen[kit.Asked, ask.DatasetsAnswer]{
	Name: "datasets", Summary: "The imported datasets, with their editions",
	Ask: askDatasets,
}

// Dataset is a page: one imported dataset: its editions, and counts as known at each.
var Dataset = kit.Screen[datasetInput, datasetAnswer]{
	Name: "dataset", Summary: "One imported dataset: its editions, and counts as known at each",
	Ask:  askDataset,
	Page: func(p *kit.Page[datasetInput, datasetAnswer]) any { return datasetPage{p} },
}

// Diff is a page: what changed between two editions of a dataset.
var Diff = kit.Screen[datasetDiffInput, datasetDiff]{
	Name: "dataset-diff", Summary: "What changed between two editions of a dataset",
	Ask:  askDatasetDiff,
	Page: func(p *kit.Page[datasetDiffInput, datasetDiff]) any { return diffPage{p} },
}
