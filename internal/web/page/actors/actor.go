package actors

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

type actorInput struct {
	kit.Asked
	ID    string `path:"id" doc:"The actor's id, or its neutral reference." example:"rachid-kassim"`
	After int    `query:"after" minimum:"0" doc:"How many rows come before those that are asked for, of the links and of the evidence."`
	Limit int    `query:"limit" default:"50" minimum:"1" maximum:"100" doc:"How many of each."`
}

// actorAnswer is all that the page of an actor shows.
type actorAnswer struct {
	*ask.ActorAnswer
	// Of so many links and statements the lists have a part.
	AllLinks    int `json:"all_links"`
	AllEvidence int `json:"all_evidence"`
	// Next is what to give as after for the next part of both; 0: there is none.
	Next int `json:"next"`
	// Graph is who else is linked to the same incidents.
	Graph *linkGraph `json:"graph"`
}

func askActor(ctx context.Context, v *kit.View, in *actorInput) (*actorAnswer, error) {
	found, err := ask.Actor(ctx, v.At, in.ID)
	if err != nil {
		return nil, err
	}
	links, err := ask.Graph(ctx, v.At)
	if err != nil {
		return nil, err
	}
	a := &actorAnswer{ActorAnswer: found, AllLinks: len(found.Links), AllEvidence: len(found.Evidence)}
	theirs := map[string]bool{}
	for i := range found.Links {
		theirs[found.Links[i].Incident] = true
	}
	a.Graph = newLinkGraph(links, func(e ask.GraphEdge) bool { return theirs[e.Incident] })
	var after [2]int
	a.Links, after[0] = pageOf(found.Links, in.After, in.Limit)
	a.Evidence, after[1] = pageOf(found.Evidence, in.After, in.Limit)
	a.Next = max(after[0], after[1])
	return a, nil
}

// By is the statement of an id, where the page has it.
func (a *actorAnswer) By(id string) *disclose.Evidence {
	for i := range a.Evidence {
		if a.Evidence[i].Statement == id {
			return &a.Evidence[i]
		}
	}
	return nil
}

// LinksKnown reports whether anything is known of one of the links themselves.
func (a *actorAnswer) LinksKnown() bool {
	return slices.ContainsFunc(a.Links, func(l ask.ActorLink) bool { return len(l.Known)+len(l.CodersDiffer) > 0 })
}

// actorPage is what the template of the page is given.
type actorPage struct {
	*kit.Page[actorInput, actorAnswer]
}

// Picture is the graph as it is drawn.
func (f actorPage) Picture(g *linkGraph) graphPicture { return graphPicture{g, f.Frame} }
