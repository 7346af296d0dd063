package ask

import (
	"context"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/table"
)

// WideLinks is the table with a row a link and a column for each variable that
// is said of links.
func WideLinks(ctx context.Context, p *point.Point) (*table.Table, error) {
	n, err := disclose.To(ctx, p)
	if err != nil {
		return nil, err
	}
	incidents, err := disclose.AllLinked(ctx, p, n)
	if err != nil {
		return nil, err
	}
	c := newColumns(
		table.Column{Name: "id", Unique: true},
		table.Column{Name: "actor", Definition: "Who is linked; of several who are one, the one that stands for them."},
		table.Column{Name: "incident", Definition: "To which incident."},
		table.Column{Name: "role", Definition: "In which part."},
		table.Column{Name: "actor_name"},
		table.Column{Name: "actor_kind", Values: actorKinds},
		table.Column{Name: "incident_title"},
		table.Column{Name: "dated", Type: table.TypeBoolean, Definition: "Whether the record says since when the link is known."},
	)
	variables := c.of(p.Book, ascribe.OfLink)
	t := &table.Table{Name: "links", Title: "Links of actors to incidents, a row each", Columns: c.list, Point: constants(p)}
	t.Rows = func(yield func(table.Row, error) bool) {
		row := make(table.Row, 0, len(c.list))
		for _, f := range n.Figures() {
			who := n.ReferTo(f)
			for _, m := range f.Members {
				for _, l := range n.LinksOf(m) {
					row = append(
						row[:0], table.Text(n.LinkID(l)), table.Text(who.Actor), table.Text(n.IncidentOf(l)), table.Text(l.Noun.Role),
						table.Text(who.Name), table.Text(string(who.Kind)), table.Text(incidents[l.Noun.Incident].Title), table.Boolean(n.Dated(l)),
					)
					row = appendValues(row, variables, ofLink(n, l))
					if !yield(row, ctx.Err()) {
						return
					}
				}
			}
		}
	}
	return t, nil
}

var actorKinds = func() (list []table.Value) {
	for _, k := range ascribe.ActorKinds {
		list = append(list, table.Value{Code: string(k)})
	}
	return list
}()

// appendValues appends, for each variable, what the reader may see of what is
// known.
func appendValues(row table.Row, variables []variableColumn, known []ascribe.Finding) table.Row {
	for _, v := range variables {
		i := slices.IndexFunc(known, func(f ascribe.Finding) bool { return f.Variable == v.v.Name })
		if i < 0 {
			row = append(row, table.Unknown)
			continue
		}
		row = append(row, v.cell(&known[i]))
	}
	return row
}

// WideActors is the table with a row an actor and a column for each variable
// that is said of actors.
func WideActors(ctx context.Context, p *point.Point) (*table.Table, error) {
	n, err := disclose.To(ctx, p)
	if err != nil {
		return nil, err
	}
	c := newColumns(
		table.Column{Name: "id", Unique: true},
		table.Column{Name: "kind", Values: actorKinds},
		table.Column{Name: "name"},
		table.Column{Name: "stands_for", Type: table.TypeCodes, Definition: "Where several are one: all of them, in the row of the one that stands for them."},
		table.Column{Name: "is_one_with", Definition: "Where several are one: who stands for them."},
		table.Column{Name: "public", Type: table.TypeBoolean, Definition: "Whether public output may name them."},
		table.Column{Name: "roles", Type: table.TypeCodes, Definition: "In which they are linked to incidents."},
		table.Column{Name: "incidents", Type: table.TypeInteger, Definition: "To which they are linked."},
		table.Column{Name: "statements", Type: table.TypeInteger, Definition: "About them, said by then."},
	)
	variables := c.of(p.Book, ascribe.OfActor)
	t := &table.Table{Name: "actors", Title: "Actors, a row each", Columns: c.list, Point: constants(p)}
	t.Rows = func(yield func(table.Row, error) bool) {
		row := make(table.Row, 0, len(c.list))
		for _, f := range n.Figures() {
			if r := actorRow(n, f); r.Statements == 0 && r.Incidents == 0 && p.AsOf.Known != ascribe.Forever {
				continue
			}
			for _, m := range f.Members {
				row = appendValues(appendActor(row[:0], n, f, m), variables, ofActor(n, m))
				if !yield(row, ctx.Err()) {
					return
				}
			}
		}
	}
	return t, nil
}

func appendActor(row table.Row, n *disclose.Naming, f *disclose.Figure, m *disclose.ActorRecord) table.Row {
	face, roles := n.ReferTo(f), n.Roles(m)
	who := n.Refer(m, roles...)
	standsFor, oneWith := table.Unknown, table.Unknown
	if len(f.Members) > 1 {
		oneWith = table.Text(face.Actor)
		if face.Actor == who.Actor {
			standsFor = codesOf(n.References(f), func(r disclose.Reference) string { return r.Actor })
		}
	}
	incidents := map[string]bool{}
	for _, l := range n.LinksOf(m) {
		incidents[n.IncidentOf(l)] = true
	}
	slices.Sort(roles)
	return append(
		row, table.Text(who.Actor), table.Text(string(who.Kind)), table.Text(who.Name), standsFor, oneWith, table.Boolean(who.Named),
		table.Codes(strings.Join(slices.Compact(roles), ";")), table.Integer(int64(len(incidents))), table.Integer(int64(len(m.Reading.Statements(n.Known)))),
	)
}
