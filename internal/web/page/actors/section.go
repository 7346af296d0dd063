// Package actors has the pages about the actors, and who is linked to what.
package actors

import (
	"embed"

	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// Files are the templates and styles of the pages.
//
//go:embed *.html *.css
var Files embed.FS

// List is a page: who is in the record, and linked to what.
var List = kit.Screen[actorsInput, ActorsAnswer]{
	Name: "actors", Summary: "Who is in the record, and linked to what",
	Ask:  askActors,
	Page: func(p *kit.Page[actorsInput, ActorsAnswer]) any { return actorsPage{p} },
}

// Actor is a page: one actor: what is known, and the incidents linked.
var Actor = kit.Screen[actorInput, actorAnswer]{
	Name: "actor", Summary: "One actor: what is known, and the incidents linked",
	Ask:  askActor,
	Page: func(p *kit.Page[actorInput, actorAnswer]) any { return actorPage{p} },
}
