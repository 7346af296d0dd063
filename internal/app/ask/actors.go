package ask

import (
	"cmp"
	"context"
	"slices"

	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// ActorsAnswer is who the record knows as of a point.
type ActorsAnswer struct {
	point.Asked
	Codebook point.BookName `json:"codebook"`
	Rows     []ActorRow     `json:"rows"`
}

// ActorRow is an actor, or several who are one as of the point.
type ActorRow struct {
	disclose.Reference
	Same       []disclose.Reference `json:"same"` // each of them, where they are several
	Roles      []RoleCount          `json:"roles"`
	Incidents  int                  `json:"incidents"`
	Statements int                  `json:"statements"` // about them, said by then
}

// RoleCount is how many incidents an actor has a role in.
type RoleCount struct {
	Role      string `json:"role"`
	Incidents int    `json:"incidents"`
}

// Actors answers who is in the record, and in what part. Listed is of whom
// something had been said by the day, or who was known by then to be linked to
// an incident; those with the most incidents come first.
func Actors(ctx context.Context, p *point.Point) (*ActorsAnswer, error) {
	n, err := disclose.To(ctx, p)
	if err != nil {
		return nil, err
	}
	out := &ActorsAnswer{Asked: p.Asked, Codebook: point.NameOf(p.Book), Rows: []ActorRow{}}
	for _, f := range n.Figures() {
		row := actorRow(n, f)
		if row.Statements > 0 || row.Incidents > 0 || p.Asked.Known == nil {
			out.Rows = append(out.Rows, row)
		}
	}
	slices.SortStableFunc(out.Rows, func(x, y ActorRow) int { return cmp.Compare(y.Incidents, x.Incidents) })
	return out, nil
}

func actorRow(n *disclose.Naming, f *disclose.Figure) ActorRow {
	row := ActorRow{Reference: n.ReferTo(f), Same: n.References(f), Roles: []RoleCount{}}
	all, byRole := map[string]bool{}, map[string]map[string]bool{}
	for _, m := range f.Members {
		row.Statements += len(m.Reading.Statements(n.Known))
		for _, l := range n.LinksOf(m) {
			incident, role := n.IncidentOf(l), l.Noun.Role
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
