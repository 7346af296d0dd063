// Package awaiting has the pages about what would decide the incidents that are not settled.
package awaiting

import (
	"embed"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// Files are the templates and styles of the pages.
//
//go:embed *.html *.css
var Files embed.FS

// Questions is a page: what would decide the incidents that are not settled.
var Questions = kit.Screen[awaitingInput, ask.AwaitingAnswer]{
	Name: "awaiting", Summary: "What would decide the incidents that are not settled",
	Ask:  askAwaiting,
	Page: func(p *kit.Page[awaitingInput, ask.AwaitingAnswer]) any { return awaitingPage{p} },
}

// Next is a page: what is left to do, by kinds.
var Next = kit.Screen[nextInput, ask.NextAnswer]{
	Name: "next", Summary: "What is left to do",
	Ask:  askNext,
	Page: func(p *kit.Page[nextInput, ask.NextAnswer]) any { return nextPage{p} },
}
