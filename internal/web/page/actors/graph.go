package actors

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe/internal/web/draw"
	"github.com/ascribe-project/ascribe/internal/web/kit"

	htmltemplate "html/template"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
)

// At most so many actors, and incidents, are drawn: a reader cannot follow
// more lines.
const (
	maxDrawnActors    = 30
	maxDrawnIncidents = 60
)

// A linkGraph is who is linked to which incidents, as far as it is drawn: the
// actors with the most incidents, and of these the ones with the most actors.
type linkGraph struct {
	Actors    []ask.GraphNode   `json:"actors"`
	Incidents []disclose.Linked `json:"incidents"`
	Edges     []ask.GraphEdge   `json:"edges"`
	// Of these many in all the graph is a part.
	AllActors    int `json:"all_actors"`
	AllIncidents int `json:"all_incidents"`

	order []string // the roles of the record, the most frequent first
}

// newLinkGraph takes from a graph the edges that are wanted, and of these what
// can be drawn.
func newLinkGraph(g *ask.GraphAnswer, wanted func(ask.GraphEdge) bool) *linkGraph {
	edges := slices.DeleteFunc(slices.Clone(g.Edges), func(e ask.GraphEdge) bool { return !wanted(e) })
	out := &linkGraph{Actors: []ask.GraphNode{}, Incidents: []disclose.Linked{}, order: rolesOf(g.Edges)}
	incidentsOf := pairs(edges, func(e ask.GraphEdge) (of, other string) { return e.Actor, e.Incident })
	for _, a := range g.Actors {
		if a.Incidents = len(incidentsOf[a.Actor]); a.Incidents > 0 {
			out.Actors = append(out.Actors, a)
		}
	}
	out.AllActors = len(out.Actors)
	slices.SortStableFunc(out.Actors, func(x, y ask.GraphNode) int { return cmp.Compare(y.Incidents, x.Incidents) })
	out.Actors = out.Actors[:min(len(out.Actors), maxDrawnActors)]
	at := make(map[string]int, len(out.Actors))
	for i, a := range out.Actors {
		at[a.Actor] = i
	}

	all := pairs(edges, func(e ask.GraphEdge) (of, other string) { return e.Incident, e.Actor })
	out.AllIncidents = len(all)
	drawn := chooseIncidents(out.Actors, incidentsOf, all)
	for _, i := range g.Incidents {
		if drawn[i.Incident] {
			out.Incidents = append(out.Incidents, i)
		}
	}
	out.Edges = slices.DeleteFunc(edges, func(e ask.GraphEdge) bool { _, ok := at[e.Actor]; return !ok || !drawn[e.Incident] })

	// Each incident as near to its actors as can be, so that few lines cross.
	actorsOf := pairs(out.Edges, func(e ask.GraphEdge) (of, other string) { return e.Incident, e.Actor })
	slices.SortStableFunc(out.Incidents, func(x, y disclose.Linked) int {
		return cmp.Compare(middle(actorsOf[x.Incident], at), middle(actorsOf[y.Incident], at))
	})
	left := pairs(out.Edges, func(e ask.GraphEdge) (of, other string) { return e.Actor, e.Incident })
	out.Actors = slices.DeleteFunc(out.Actors, func(a ask.GraphNode) bool { return len(left[a.Actor]) == 0 })
	return out
}

// chooseIncidents chooses the incidents that are drawn: each actor in turn gets one, of
// its own the one with the most actors first, until there is no room.
func chooseIncidents(actors []ask.GraphNode, incidentsOf, actorsOf map[string][]string) map[string]bool {
	drawn := map[string]bool{}
	for round, some := 0, true; some; round++ {
		some = false
		for _, a := range actors {
			own := incidentsOf[a.Actor]
			if round == 0 {
				slices.SortStableFunc(own, func(x, y string) int { return cmp.Compare(len(actorsOf[y]), len(actorsOf[x])) })
			}
			if round >= len(own) {
				continue
			}
			some = true
			if drawn[own[round]] = true; len(drawn) == maxDrawnIncidents {
				return drawn
			}
		}
	}
	return drawn
}

// pairs is, for each end of edges, the other ends, each once.
func pairs(edges []ask.GraphEdge, ends func(ask.GraphEdge) (of, other string)) map[string][]string {
	m := map[string][]string{}
	for _, e := range edges {
		if of, other := ends(e); !slices.Contains(m[of], other) {
			m[of] = append(m[of], other)
		}
	}
	return m
}

// middle is the mean of the places of some actors.
func middle(actors []string, at map[string]int) float64 {
	sum := 0
	for _, a := range actors {
		sum += at[a]
	}
	return float64(sum) / float64(len(actors))
}

// rolesOf is the roles of edges, the most frequent first.
func rolesOf(edges []ask.GraphEdge) []string {
	counts := map[string]int{}
	for _, e := range edges {
		counts[e.Role]++
	}
	return slices.SortedFunc(maps.Keys(counts), func(x, y string) int { return cmp.Or(cmp.Compare(counts[y], counts[x]), cmp.Compare(x, y)) })
}

// Whole reports whether nothing is left out.
func (g *linkGraph) Whole() bool {
	return len(g.Actors) == g.AllActors && len(g.Incidents) == g.AllIncidents
}

// Undated is how many of the links that are drawn have no day.
func (g *linkGraph) Undated() int {
	undated := 0
	for _, e := range g.Edges {
		if !e.Dated {
			undated++
		}
	}
	return undated
}

// lineStyles is how many kinds of line the style has: one for each of the most
// frequent roles of the record, and the last for all others.
const lineStyles = 6

func (g *linkGraph) lineStyle(role string) int {
	return min(slices.Index(g.order, role), lineStyles-1)
}

// A graphPicture draws who is linked to what: actors on the left, incidents on
// the right in the colour of their label, a line for each pair that is linked in
// the stroke of its role, of several the most frequent one. Each name is a link
// to its page.
type graphPicture struct {
	*linkGraph
	frame *kit.Frame
}

// A legendLine is the stroke of a role.
type legendLine struct {
	Role  string
	Style int
}

// Legend is the stroke of each role that is drawn.
func (p graphPicture) Legend() []legendLine {
	var list []legendLine
	drawn := rolesOf(p.Edges)
	for i, r := range p.order {
		if i >= lineStyles-1 && len(p.order) > lineStyles {
			return append(list, legendLine{"other roles", lineStyles - 1})
		}
		if slices.Contains(drawn, r) {
			list = append(list, legendLine{kit.Words(r), i})
		}
	}
	return list
}

func (p graphPicture) HTML() htmltemplate.HTML {
	const step, actorStep, gap = 27, 42, 250
	left, right := p.columns()
	width := left + gap + right
	right = left + gap
	height := max(len(p.Actors)*actorStep, len(p.Incidents)*step) + 8
	at := func(i, of int) float64 { return 4 + (float64(i)+0.5)*float64(height-8)/float64(of) }
	incidentAt := make(map[string]float64, len(p.Incidents))
	for i := range p.Incidents {
		incidentAt[p.Incidents[i].Incident] = at(i, len(p.Incidents))
	}
	var b draw.SVG
	b.Put(`<svg class="links" width="%d" height="%d" viewBox="0 0 %[1]d %[2]d" role="group" aria-label="Who is linked to which incidents: %s, %s">`,
		width, height, kit.CountWords(len(p.Actors), "actor", "actors"), kit.CountWords(len(p.Incidents), "incident", "incidents"))
	for i, a := range p.Actors {
		y := at(i, len(p.Actors))
		b.Put(`<g class="who">`)
		in, styles := map[string]int{}, map[string]int{}
		for _, e := range p.Edges {
			if e.Actor != a.Actor {
				continue
			}
			in[e.Role]++
			style := p.lineStyle(e.Role)
			if have, ok := styles[e.Incident]; !ok || style < have {
				styles[e.Incident] = style
			}
		}
		for _, i := range p.Incidents {
			if style, ok := styles[i.Incident]; ok {
				to := incidentAt[i.Incident]
				b.Put(`<path class="line%d" d="M%d %.1fC%d %.1f %d %.1f %d %.1f"/>`,
					style, left+12, y, left+130, y, right-130, to, right-8, to)
			}
		}
		b.Put(`<circle class="%s" cx="%d" cy="%.1f" r="5"/>`, a.Kind, left+6, y)
		b.Put(`<a href="%s"><title>%s</title><rect class="hit" x="0" y="%.1f" width="%d" height="32"/><text x="%d" y="%.1f" text-anchor="end">%s</text><text class="roles" x="%d" y="%.1f" text-anchor="end">%s</text></a></g>`,
			p.frame.ToActor(a.Actor), kit.Cut(p.named(&a), 300), y-16, left, left-6, y-1,
			kit.Cut(p.named(&a), maxName), left-6, y+13, kit.Cut(rolesWords(p.order, in), maxRoles))
	}
	for _, i := range p.Incidents {
		y := incidentAt[i.Incident]
		firm := "settled"
		if !i.Settled {
			firm = "not settled"
		}
		b.Put(`<a href="%s"><title>%s (%s, %s)</title><rect class="hit" x="%d" y="%.1f" width="%d" height="24"/><rect class="%s" x="%d" y="%.1f" width="12" height="12" rx="3"/>`,
			p.frame.ToIncident(i.Incident), kit.Cut(i.Title, 300), kit.OutcomeWords(i.Label, i.Level), firm,
			right-4, y-12, width-right+4, p.frame.Palette.Class(i.Label), right, y-6)
		if !i.Settled {
			b.Put(`<rect class="hatched" x="%d" y="%.1f" width="12" height="12" rx="3"/>`, right, y-6)
		}
		b.Put(`<text x="%d" y="%.1f">%s</text></a>`, right+19, y+4.5, kit.Cut(i.Title, maxName))
	}
	b.Put(`</svg>`)
	return b.HTML()
}

// named is what an actor is called; of several who are called alike, with the id.
func (p graphPicture) named(a *ask.GraphNode) string {
	for i := range p.Actors {
		if other := &p.Actors[i]; other.Actor != a.Actor && other.Name == a.Name {
			return a.Name + " (" + a.Actor + ")"
		}
	}
	return a.Name
}

// columns are the widths that the names on either side need.
func (p graphPicture) columns() (actors, incidents int) {
	actors, incidents = 120, 160
	for _, a := range p.Actors {
		in := map[string]int{}
		for _, e := range p.Edges {
			if e.Actor == a.Actor {
				in[e.Role]++
			}
		}
		actors = max(actors, textWidth(kit.Cut(p.named(&a), maxName))+30, textWidth(kit.Cut(rolesWords(p.order, in), maxRoles))*17/20+30)
	}
	for _, i := range p.Incidents {
		incidents = max(incidents, textWidth(kit.Cut(i.Title, maxName))+30)
	}
	return actors, incidents
}

// A name is drawn up to so many runes, and the roles below it.
const maxName, maxRoles = 50, 64

// textWidth is about how many pixels a text is wide as it is drawn.
func textWidth(text string) int {
	width := 0
	for _, r := range text {
		if r >= 0x2e80 { // East Asian letters are as wide as they are high
			width += 14
		} else {
			width += 8
		}
	}
	return width
}

// rolesWords is in how many of the incidents that are drawn an actor has each
// role.
func rolesWords(order []string, in map[string]int) string {
	var parts []string
	for _, r := range order {
		switch n := in[r]; {
		case n == 1:
			parts = append(parts, kit.Words(r))
		case n > 1:
			parts = append(parts, fmt.Sprintf("%s (%d)", kit.Words(r), n))
		}
	}
	return strings.Join(parts, ", ")
}
