package app

import (
	"context"
	"slices"
)

// Graph is who is linked to which incidents, as of a point.
type Graph struct {
	Point
	Codebook  BookName    `json:"codebook"`
	Actors    []GraphNode `json:"actors"`
	Incidents []Linked    `json:"incidents"`
	Edges     []GraphEdge `json:"edges"`
}

// GraphNode is an actor who is linked to an incident, or several who are one.
type GraphNode struct {
	Reference
	Incidents int `json:"incidents"`
}

// GraphEdge is an actor's part in an incident, in a role. Dated is whether the
// record says since when it is known.
type GraphEdge struct {
	Actor    string `json:"actor"`
	Incident string `json:"incident"`
	Role     string `json:"role"`
	Dated    bool   `json:"dated"`
}

// same reports whether two links say the same, as those of several actors who
// are one may.
func (e GraphEdge) same(other GraphEdge) bool {
	other.Dated = e.Dated
	return e == other
}

// Graph answers who was known to be linked to which incidents.
func (a *App) Graph(ctx context.Context, q *Question) (*Graph, error) {
	q, book, err := a.open(ctx, q)
	if err != nil {
		return nil, err
	}
	n, err := a.naming(ctx, q, book)
	if err != nil {
		return nil, err
	}
	counted, err := a.allLinked(ctx, q, n)
	if err != nil {
		return nil, err
	}
	g := &Graph{Point: q.point(), Codebook: nameOf(book), Actors: []GraphNode{}, Incidents: []Linked{}, Edges: []GraphEdge{}}
	listed := map[string]bool{}
	for _, f := range n.figures() {
		node := GraphNode{Reference: n.referTo(f)}
		var edges []GraphEdge
		in := map[string]bool{}
		for _, m := range f.members {
			for _, l := range n.linksOf(m) {
				edge := GraphEdge{node.Actor, l.Noun.Incident, l.Noun.Role, n.dated(l)}
				if i := slices.IndexFunc(edges, edge.same); i >= 0 {
					edges[i].Dated = edges[i].Dated || edge.Dated
					continue
				}
				edges = append(edges, edge)
				in[edge.Incident] = true
				if !listed[edge.Incident] {
					listed[edge.Incident] = true
					g.Incidents = append(g.Incidents, counted[edge.Incident])
				}
			}
		}
		if node.Incidents = len(in); node.Incidents > 0 {
			g.Actors = append(g.Actors, node)
			g.Edges = append(g.Edges, edges...)
		}
	}
	return g, nil
}
