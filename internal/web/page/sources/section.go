// Package sources has the pages about the sources.
package sources

import (
	"context"
	"embed"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/table"
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

// Table is an answer without a page: the sources as one table, in each of its formats.
var Table = kit.Given[kit.Asked]{
	Name: "sourcesTable", Summary: "The sources as one table, a row each",
	Ask: func(ctx context.Context, v *kit.View, _ *kit.Asked) (*table.Table, error) {
		return ask.WideSources(ctx, v.At)
	},
}

// Source is a page: one source: what it says, what rests on it, what would fall with it.
var Source = kit.Screen[sourceInput, ask.SourceAnswer]{
	Name: "source", Summary: "One source: what it says, what rests on it, what would fall with it",
	Ask:  askSource,
	Page: func(p *kit.Page[sourceInput, ask.SourceAnswer]) any { return sourcePage{p} },
}
