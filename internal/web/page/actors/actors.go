package actors

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

type actorsInput struct {
	kit.Asked
	Q     string `query:"q" doc:"Only those in whose name, as it is shown, all of these words occur."`
	Kind  string `query:"kind" doc:"Only those of this kind: person, organisation or persona." example:"person"`
	Role  string `query:"role" doc:"Only those with this role in some incident." example:"handler"`
	After int    `query:"after" minimum:"0" doc:"How many rows come before those that are asked for."`
	Limit int    `query:"limit" default:"50" minimum:"1" maximum:"100" doc:"How many."`
}

// ActorsAnswer is a page of the actors, and the graph of their links.
type ActorsAnswer struct {
	point.Asked
	Codebook point.BookName `json:"codebook"`
	Base     int            `json:"base"`  // the actors of whom anything is known
	Total    int            `json:"total"` // of these, those that pass
	Kinds    []actorTally   `json:"kinds"` // of the base
	Roles    []actorTally   `json:"roles"` // of the base
	Rows     []actorRow     `json:"rows"`
	Next     int            `json:"next"`  // what to give as after for the next page; 0: this is the last
	Graph    *linkGraph     `json:"graph"` // of all that pass, as far as it can be drawn
}

// actorRow is an actor with the first of the incidents linked, as many as a
// line can hold.
type actorRow struct {
	ask.ActorRow
	In []linkedAs `json:"in"`
}

// linkedAs is an incident to which an actor is linked, and in which roles.
// Dated is whether the record says of each since when it is known.
type linkedAs struct {
	Incident string   `json:"incident"`
	Title    string   `json:"title"`
	Roles    []string `json:"roles"`
	Dated    bool     `json:"dated"`
}

// maxIn is how many incidents the line of an actor has.
const maxIn = 6

// More is how many incidents the line leaves out.
func (r *actorRow) More() int { return r.Incidents - len(r.In) }

// actorTally is how many actors are of a kind, or have a role.
type actorTally struct {
	Value  string `json:"value"`
	Actors int    `json:"actors"`
}

func askActors(ctx context.Context, v *kit.View, in *actorsInput) (*ActorsAnswer, error) {
	all, err := ask.Actors(ctx, v.At)
	if err != nil {
		return nil, err
	}
	links, err := ask.Graph(ctx, v.At)
	if err != nil {
		return nil, err
	}
	a := &ActorsAnswer{Asked: all.Asked, Codebook: all.Codebook, Base: len(all.Rows)}
	kinds, roles := map[string]int{}, map[string]int{}
	passed := map[string]bool{}
	rows := []ask.ActorRow{}
	for i := range all.Rows {
		r := &all.Rows[i]
		kinds[string(r.Kind)]++
		for _, role := range r.Roles {
			roles[role.Role]++
		}
		if in.passes(r) {
			passed[r.Actor] = true
			rows = append(rows, *r)
		}
	}
	a.Kinds, a.Roles, a.Total = tallies(kinds), tallies(roles), len(rows)
	shown, next := pageOf(rows, in.After, in.Limit)
	a.Rows, a.Next = linkedRows(shown, links), next
	a.Graph = newLinkGraph(links, func(e ask.GraphEdge) bool {
		return passed[e.Actor] && (in.Role == "" || e.Role == in.Role)
	})
	return a, nil
}

// linkedRows are actors with the incidents that a graph links to them.
func linkedRows(actors []ask.ActorRow, g *ask.GraphAnswer) []actorRow {
	rows, at := make([]actorRow, len(actors)), make(map[string]int, len(actors))
	for i := range actors {
		rows[i], at[actors[i].Actor] = actorRow{ActorRow: actors[i], In: []linkedAs{}}, i
	}
	titles := make(map[string]string, len(g.Incidents))
	for i := range g.Incidents {
		titles[g.Incidents[i].Incident] = g.Incidents[i].Title
	}
	for _, e := range g.Edges {
		i, ok := at[e.Actor]
		if !ok {
			continue
		}
		r := &rows[i]
		j := slices.IndexFunc(r.In, func(l linkedAs) bool { return l.Incident == e.Incident })
		switch {
		case j >= 0:
			r.In[j].Roles = append(r.In[j].Roles, e.Role)
			r.In[j].Dated = r.In[j].Dated && e.Dated
		case len(r.In) < maxIn:
			r.In = append(r.In, linkedAs{e.Incident, titles[e.Incident], []string{e.Role}, e.Dated})
		}
	}
	return rows
}

func (in *actorsInput) passes(r *ask.ActorRow) bool {
	if in.Kind != "" && string(r.Kind) != in.Kind {
		return false
	}
	if in.Role != "" && !slices.ContainsFunc(r.Roles, func(c ask.RoleCount) bool { return c.Role == in.Role }) {
		return false
	}
	name := strings.ToLower(r.Name)
	for _, word := range strings.Fields(strings.ToLower(in.Q)) {
		if !strings.Contains(name, word) {
			return false
		}
	}
	return true
}

// Narrowed reports whether not all are asked for.
func (in *actorsInput) Narrowed() bool { return in.Q != "" || in.Kind != "" || in.Role != "" }

func tallies(counts map[string]int) []actorTally {
	list := []actorTally{}
	for value, n := range counts {
		list = append(list, actorTally{value, n})
	}
	slices.SortFunc(list, func(x, y actorTally) int {
		return cmp.Or(cmp.Compare(y.Actors, x.Actors), cmp.Compare(x.Value, y.Value))
	})
	return list
}

// pageOf is a page of rows, and how many come before the next one; 0: there is
// none.
func pageOf[T any](rows []T, after, limit int) (page []T, next int) {
	from := min(after, len(rows))
	to := min(from+limit, len(rows))
	if to < len(rows) {
		next = to
	}
	return rows[from:to], next
}

// AllAtOnce asks for all rows: they take hardly longer than a page of them.
func (in *actorsInput) AllAtOnce() { in.Limit = kit.MaxTableRows }

// actorsPage is what the template of the page is given.
type actorsPage struct {
	*kit.Page[actorsInput, ActorsAnswer]
}

// Picture is the graph as it is drawn.
func (f actorsPage) Picture(g *linkGraph) graphPicture { return graphPicture{g, f.Frame} }
