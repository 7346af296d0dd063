package table

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe/internal/foreign"
)

func network() *Network {
	return &Network{
		Point: []Constant{{Column{Name: "known"}, Text("2016-07-20")}},
		Nodes: []*Table{
			listed(&Table{Columns: []Column{{Name: "id"}, {Name: "kind"}, {Name: "settled", Type: TypeBoolean}, {Name: "killed", Type: TypeInteger}, {Name: "location", Type: TypePoint}}},
				Row{Text("attack"), Text("incident"), Boolean(false), Integer(3), Point(1.5, 2, "")},
				Row{Text("plot"), Text("incident"), Unknown, Unknown, Unknown}),
			listed(&Table{Columns: []Column{{Name: "id"}, {Name: "kind"}, {Name: "name", Definition: "A <name> & \"alias\"."}}},
				Row{Text("person"), Text("person"), Text("<Ä> & \"b\"\n")}),
		},
		Edges: listed(&Table{Columns: []Column{{Name: "id"}, {Name: "actor"}, {Name: "incident"}, {Name: "role"}, {Name: "guidance", Type: TypeCodes}}},
			Row{Text("l1"), Text("person"), Text("attack"), Text("handler"), Codes("target;timing")},
			Row{Text("l2"), Text("person"), Text("attack"), Text("claimant"), Unknown}),
	}
}

func TestGraphMLReadByNetworkX(t *testing.T) {
	script := `
import json, sys, networkx
g = networkx.read_graphml(sys.argv[1], force_multigraph=True)
print(json.dumps({"directed": g.is_directed(), "graph": g.graph.get("known"), "nodes": {n: dict(d) for n, d in g.nodes(data=True)},
  "edges": [[u, v, k, dict(d)] for u, v, k, d in g.edges(keys=True, data=True)]}))`
	n := network()
	got := parsed[map[string]any](t, foreign.Python(t, []string{"networkx"}, script, written(t, "n.graphml", n.WriteGraphML)))
	want := map[string]any{
		"directed": true, "graph": "2016-07-20",
		"nodes": map[string]any{
			"attack": map[string]any{"kind": "incident", "settled": false, "killed": 3.0, "location_latitude": 1.5, "location_longitude": 2.0},
			"plot":   map[string]any{"kind": "incident"},
			"person": map[string]any{"kind": "person", "name": "<Ä> & \"b\"\n"},
		},
		"edges": []any{
			[]any{"person", "attack", "l1", map[string]any{"role": "handler", "guidance": "target;timing"}},
			[]any{"person", "attack", "l2", map[string]any{"role": "claimant"}},
		},
	}
	for _, e := range got["edges"].([]any) {
		delete(e.([]any)[3].(map[string]any), "id") // its key there
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	var once, again bytes.Buffer
	if err := n.WriteGraphML(&once); err != nil {
		t.Fatal(err)
	}
	if err := n.WriteGraphML(&again); err != nil || !bytes.Equal(once.Bytes(), again.Bytes()) {
		t.Errorf("it is other bytes the second time: %v", err)
	}
}
