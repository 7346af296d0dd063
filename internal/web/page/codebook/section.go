// Package codebook has the pages about the codebook and its versions.
package codebook

import (
	"embed"

	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// Files are the templates and styles of the pages.
//
//go:embed *.html *.css
var Files embed.FS

// Codebook is a page: A codebook: labels, decision table, variables, worked cases, versions.
var Codebook = kit.Screen[kit.Asked, codebookAnswer]{
	Name: "codebook", Summary: "A codebook: labels, decision table, variables, worked cases, versions",
	Ask: askCodebook,
}

// Diff is a page: what differs between two adopted versions, and which labels.
var Diff = kit.Screen[codebookDiffInput, codebookDiffAnswer]{
	Name: "codebook-diff", Summary: "What differs between two adopted versions, and which labels",
	Ask: askCodebookDiff,
}
