// Package drift has the pages about how labels were revised.
package drift

import (
	"embed"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// Files are the templates and styles of the pages.
//
//go:embed *.html *.css
var Files embed.FS

// Drift is a page: how labels were revised.
var Drift = kit.Screen[kit.Asked, ask.DriftAnswer]{
	Embeds: true,
	Name:   "drift", Summary: "How labels were revised",
	Ask:  askDrift,
	Page: func(p *kit.Page[kit.Asked, ask.DriftAnswer]) any { return driftPage{p} },
}

// Incidents is a page: the incidents behind a number of the drift.
var Incidents = kit.Screen[driftedInput, ask.DriftedAnswer]{
	Name: "drifted", Summary: "The incidents behind a number of the drift",
	Ask:  askDrifted,
	Page: func(p *kit.Page[driftedInput, ask.DriftedAnswer]) any { return driftedPage{p} },
}
