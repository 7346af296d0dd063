// Package worldmap has the pages about the map of the incidents.
package worldmap

import (
	"embed"

	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// Files are the templates and styles of the pages.
//
//go:embed *.html *.css
var Files embed.FS

// Map is a page: where incidents were, as far as that is known.
var Map = kit.Screen[mapInput, mapAnswer]{
	Embeds: true,
	Name:   "map", Summary: "Where incidents were, as far as that is known",
	Ask:  askMap,
	Page: func(p *kit.Page[mapInput, mapAnswer]) any { return mapPage{p} },
}
