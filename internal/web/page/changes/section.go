// Package changes has the page about what changed in the record, and its feed.
package changes

import (
	"embed"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// Files are the templates and styles of the pages.
//
//go:embed *.html *.css
var Files embed.FS

// Changes is a page: what changed in the record between two days or entries.
var Changes = kit.Screen[changesInput, ask.ChangesAnswer]{
	Name: "changes", Summary: "What changed in the record between two days or entries, and by what",
	Ask:   askChanges,
	Page:  func(p *kit.Page[changesInput, ask.ChangesAnswer]) any { return changesPage{p} },
	Spans: true,
}

// Feed is the same as an Atom feed.
var Feed = kit.Download[changesInput](feed)
