// Package actors has the pages about the actors, and who is linked to what.
package actors

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

// List is a page: who is in the record, and linked to what.
var List = kit.Screen[actorsInput, ActorsAnswer]{
	Name: "actors", Summary: "Who is in the record, and linked to what",
	Ask:  askActors,
	Page: func(p *kit.Page[actorsInput, ActorsAnswer]) any { return actorsPage{p} },
}

// Table is an answer without a page: the actors as one table, in each of its formats.
var Table = kit.Given[kit.Asked]{
	Name: "actorsTable", Summary: "Persons, organisations and personas as one table, a row each",
	Ask: func(ctx context.Context, v *kit.View, _ *kit.Asked) (*table.Table, error) {
		return ask.WideActors(ctx, v.At)
	},
}

// Links is an answer without a page: who is linked to which incident, as one table.
var Links = kit.Given[kit.Asked]{
	Name: "linksTable", Summary: "Who is linked to which incident, as one table, a row a link",
	Ask: func(ctx context.Context, v *kit.View, _ *kit.Asked) (*table.Table, error) {
		return ask.WideLinks(ctx, v.At)
	},
}

// Actor is a page: one actor: what is known, and the incidents linked.
var Actor = kit.Screen[actorInput, actorAnswer]{
	Name: "actor", Summary: "One actor: what is known, and the incidents linked",
	Ask:  askActor,
	Page: func(p *kit.Page[actorInput, actorAnswer]) any { return actorPage{p} },
}
