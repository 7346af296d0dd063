package actors

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
)

// However large a record is, what is drawn is bounded, and each line that is
// drawn has both its ends.
func TestLinkGraphIsBounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := &ask.GraphAnswer{}
		actors, incidents := rapid.IntRange(0, 80).Draw(t, "actors"), rapid.IntRange(1, 120).Draw(t, "incidents")
		for i := range incidents {
			g.Incidents = append(g.Incidents, disclose.Linked{Incident: fmt.Sprint("i", i)})
		}
		for i := range actors {
			g.Actors = append(g.Actors, ask.GraphNode{Reference: disclose.Reference{Actor: fmt.Sprint("a", i)}})
			for range rapid.IntRange(0, 6).Draw(t, "links") {
				g.Edges = append(g.Edges, ask.GraphEdge{Actor: fmt.Sprint("a", i), Incident: fmt.Sprint("i", rapid.IntRange(0, incidents-1).Draw(t, "incident")), Role: rapid.SampledFrom([]string{"handler", "claimant"}).Draw(t, "role")})
			}
		}
		wanted := func(e ask.GraphEdge) bool { return e.Role == "handler" }
		out := newLinkGraph(g, wanted)
		if len(out.Actors) > maxDrawnActors || len(out.Incidents) > maxDrawnIncidents {
			t.Fatalf("%d actors and %d incidents are drawn", len(out.Actors), len(out.Incidents))
		}
		ends := map[string]int{}
		for _, a := range out.Actors {
			ends[a.Actor] = 0
		}
		for _, i := range out.Incidents {
			ends[i.Incident] = 0
		}
		for _, e := range out.Edges {
			if !wanted(e) {
				t.Fatalf("%+v is not wanted", e)
			}
			for _, end := range []string{e.Actor, e.Incident} {
				if _, ok := ends[end]; !ok {
					t.Fatalf("%+v is drawn without %s", e, end)
				}
				ends[end]++
			}
		}
		for end, n := range ends {
			if n == 0 {
				t.Fatalf("%s is drawn without a line", end)
			}
		}
		if !slices.IsSortedFunc(out.Actors, func(x, y ask.GraphNode) int { return y.Incidents - x.Incidents }) {
			t.Fatalf("the actors are in the order %+v", out.Actors)
		}
		if out.Whole() != (len(out.Edges) == count(g.Edges, wanted)) {
			t.Fatalf("%d lines of %d are drawn, and Whole is %v", len(out.Edges), count(g.Edges, wanted), out.Whole())
		}
	})
}

func count(edges []ask.GraphEdge, wanted func(ask.GraphEdge) bool) int {
	n := 0
	for _, e := range edges {
		if wanted(e) {
			n++
		}
	}
	return n
}
