package app

import (
	"cmp"
	"context"
	"slices"
)

// Actors is who the record knows as of a point.
type Actors struct {
	Point
	Codebook BookName   `json:"codebook"`
	Rows     []ActorRow `json:"rows"`
}

// ActorRow is an actor, or several who are one as of the point.
type ActorRow struct {
	Reference
	Same       []Reference `json:"same"` // each of them, where they are several
	Roles      []RoleCount `json:"roles"`
	Incidents  int         `json:"incidents"`
	Statements int         `json:"statements"` // about them, said by then
}

// RoleCount is how many incidents an actor has a role in.
type RoleCount struct {
	Role      string `json:"role"`
	Incidents int    `json:"incidents"`
}

// Actors answers who is in the record, and in what part. Listed is of whom
// something had been said by the day, or who was known by then to be linked to
// an incident; those with the most incidents come first.
func (a *App) Actors(ctx context.Context, q *Question) (*Actors, error) {
	q, book, err := a.open(ctx, q)
	if err != nil {
		return nil, err
	}
	n, err := a.naming(ctx, q, book)
	if err != nil {
		return nil, err
	}
	out := &Actors{Point: q.point(), Codebook: nameOf(book), Rows: []ActorRow{}}
	for _, f := range n.figures() {
		row := n.actorRow(f)
		if row.Statements > 0 || row.Incidents > 0 || q.point().Known == nil {
			out.Rows = append(out.Rows, row)
		}
	}
	slices.SortStableFunc(out.Rows, func(x, y ActorRow) int { return cmp.Compare(y.Incidents, x.Incidents) })
	return out, nil
}

func (n *naming) actorRow(f *figure) ActorRow {
	row := ActorRow{Reference: n.referTo(f), Same: n.references(f), Roles: []RoleCount{}}
	all, byRole := map[string]bool{}, map[string]map[string]bool{}
	for _, m := range f.members {
		row.Statements += len(m.reading.Statements(n.known))
		for _, l := range n.linksOf(m) {
			incident, role := l.Noun.Incident, l.Noun.Role
			if byRole[role] == nil {
				byRole[role] = map[string]bool{}
			}
			all[incident], byRole[role][incident] = true, true
		}
	}
	row.Incidents = len(all)
	for role, in := range byRole {
		row.Roles = append(row.Roles, RoleCount{role, len(in)})
	}
	slices.SortFunc(row.Roles, func(x, y RoleCount) int {
		return cmp.Or(cmp.Compare(y.Incidents, x.Incidents), cmp.Compare(x.Role, y.Role))
	})
	return row
}
