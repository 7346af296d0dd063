package ask

import (
	"context"

	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/table"
)

// Network is who is linked to which incidents, with what is known of each: the
// nodes are actors and incidents, the edges links.
func Network(ctx context.Context, p *point.Point) (*table.Network, error) {
	links, err := WideLinks(ctx, p)
	if err != nil {
		return nil, err
	}
	graph, err := Graph(ctx, p)
	if err != nil {
		return nil, err
	}
	node := table.Column{Name: "node"}
	actors := &table.Table{Name: "actors", Columns: []table.Column{{Name: "id"}, node, {Name: "name"}, {Name: "kind"}, {Name: "public", Type: table.TypeBoolean}, {Name: "incidents", Type: table.TypeInteger}}}
	actors.Rows = func(yield func(table.Row, error) bool) {
		for _, a := range graph.Actors {
			row := table.Row{table.Text(a.Actor), table.Text("actor"), table.Text(a.Name), table.Text(string(a.Kind)), table.Boolean(a.Named), table.Integer(int64(a.Incidents))}
			if !yield(row, nil) {
				return
			}
		}
	}
	incidents := &table.Table{Name: "incidents", Columns: []table.Column{{Name: "id"}, node, {Name: "name"}, {Name: "label"}, {Name: "level"}, {Name: "settled", Type: table.TypeBoolean}}}
	incidents.Rows = func(yield func(table.Row, error) bool) {
		for _, i := range graph.Incidents {
			row := table.Row{table.Text(i.Incident), table.Text("incident"), table.Text(i.Title), table.Text(i.Label), table.Text(i.Level), table.Boolean(i.Settled)}
			if !yield(row, nil) {
				return
			}
		}
	}
	edges, missing := links.Only(append([]string{"id", "actor", "incident", "role", "dated"}, links.Names()[8:]...))
	if missing != "" {
		panic("a link has no " + missing)
	}
	return &table.Network{Nodes: []*table.Table{actors, incidents}, Edges: edges, Point: links.Point}, nil
}
