package ask

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// GraphAnswer is who is linked to which incidents, as of a point.
type GraphAnswer struct {
	point.Asked
	Codebook  point.BookName    `json:"codebook"`
	Actors    []GraphNode       `json:"actors"`
	Incidents []disclose.Linked `json:"incidents"`
	Edges     []GraphEdge       `json:"edges"`
}

// GraphNode is an actor who is linked to an incident, or several who are one.
type GraphNode struct {
	disclose.Reference
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
func Graph(ctx context.Context, p *point.Point) (*GraphAnswer, error) {
	n, err := disclose.To(ctx, p)
	if err != nil {
		return nil, err
	}
	counted, err := disclose.AllLinked(ctx, p, n)
	if err != nil {
		return nil, err
	}
	g := &GraphAnswer{Asked: p.Asked, Codebook: point.NameOf(p.Book), Actors: []GraphNode{}, Incidents: []disclose.Linked{}, Edges: []GraphEdge{}}
	listed := map[string]bool{}
	for _, f := range n.Figures() {
		node := GraphNode{Reference: n.ReferTo(f)}
		var edges []GraphEdge
		in := map[string]bool{}
		for _, m := range f.Members {
			for _, l := range n.LinksOf(m) {
				edge := GraphEdge{node.Actor, n.IncidentOf(l), l.Noun.Role, n.Dated(l)}
				if i := slices.IndexFunc(edges, edge.same); i >= 0 {
					edges[i].Dated = edges[i].Dated || edge.Dated
					continue
				}
				edges = append(edges, edge)
				in[edge.Incident] = true
				if !listed[edge.Incident] {
					listed[edge.Incident] = true
					g.Incidents = append(g.Incidents, counted[l.Noun.Incident])
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
