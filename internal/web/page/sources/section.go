// Package sources has the pages about the sources.
package sources

import (
	"embed"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// Files are the templates and styles of the pages.
//
//go:embed *.html *.css
var Files embed.FS

// List is a page: the sources, sorted and a page at a time.
var List = kit.Screen[sourcesInput, ask.SourcePageAnswer]{
	Name: "sources", Summary: "The sources, sorted and a page at a time",
	Ask:  askSources,
	Page: func(p *kit.Page[sourcesInput, ask.SourcePageAnswer]) any { return sourcesPage{p} },
}

// Source is a page: one source: what it says, what rests on it, what would fall with it.
var Source = kit.Screen[sourceInput, ask.SourceAnswer]{
	Name: "source", Summary: "One source: what it says, what rests on it, what would fall with it",
	Ask:  askSource,
	Page: func(p *kit.Page[sourceInput, ask.SourceAnswer]) any { return sourcePage{p} },
}
