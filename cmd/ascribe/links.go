package main

import (
	"context"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/table"
)

// graphML is what links and actors can also leave as.
var graphML = table.Format{
	Name: "graphml", Ending: ".graphml", Special: true,
	Says:  "GraphML: actors and incidents as nodes, links as edges",
	Lacks: "statements and their sources, actors who are linked to no incident, and what is known of actors but their names; several codes are joined by ;",
}

// Links is the command.
type Links struct {
	asking
	giving
}

// Help is what the formats are.
func (*Links) Help() string { return formatHelp(withFormats(graphML)) }

// Run asks and writes.
func (c *Links) Run(ctx context.Context, env *environment) error {
	return env.giveNetwork(ctx, &c.asking, &c.giving, ask.WideLinks)
}

// Actors is the command.
type Actors struct {
	asking
	giving
}

// Help is what the formats are.
func (*Actors) Help() string { return formatHelp(withFormats(graphML)) }

// Run asks and writes.
func (c *Actors) Run(ctx context.Context, env *environment) error {
	return env.giveNetwork(ctx, &c.asking, &c.giving, ask.WideActors)
}

// giveNetwork gives a table, or the network that it is of.
func (e *environment) giveNetwork(ctx context.Context, k *asking, g *giving, wide func(context.Context, *point.Point) (*table.Table, error)) error {
	return e.give(ctx, k, g, withFormats(graphML), func(p *point.Point, f *table.Format) (*given, error) {
		if f.Name != graphML.Name {
			t, err := wide(ctx, p)
			return &given{table: t}, err
		}
		n, err := ask.Network(ctx, p)
		if err != nil {
			return nil, err
		}
		point := n.Point
		if g.Point == "none" {
			n.Point = nil
		}
		return &given{point: point, write: n.WriteGraphML}, nil
	})
}
