package table

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// A Network is nodes and what joins them. The first column of each table is an
// id; of Edges the second and third are the ids of the nodes that it joins.
type Network struct {
	Nodes []*Table
	Edges *Table
	Point []Constant
}

// WriteGraphML writes a network as GraphML. Each column but those of ids is an
// attribute of nodes or edges; what is unknown is left out, and several codes
// are joined by ";".
func (n *Network) WriteGraphML(w io.Writer) error {
	g := &graphML{out: bufio.NewWriterSize(w, 64<<10), keys: map[string]string{}}
	g.out.WriteString(graphMLBegins) //nolint:errcheck // Flush says
	nodes := make([]*Table, len(n.Nodes))
	for i, t := range n.Nodes {
		nodes[i] = t.flat()
		g.declare("node", nodes[i].Columns[1:])
	}
	edges := n.Edges.flat()
	g.declare("edge", edges.Columns[3:])
	for _, c := range n.Point {
		g.declare("graph", []Column{c.Column})
	}
	g.out.WriteString("  <graph id=\"record\" edgedefault=\"directed\">\n") //nolint:errcheck // Flush says
	for _, c := range n.Point {
		g.data("graph", c.Column, c.Cell)
	}
	for _, t := range nodes {
		if err := g.elements("node", t, func(row Row) string { return attribute("id", row[0]) }, 1); err != nil {
			return err
		}
	}
	ends := func(row Row) string {
		return attribute("id", row[0]) + attribute("source", row[1]) + attribute("target", row[2])
	}
	if err := g.elements("edge", edges, ends, 3); err != nil {
		return err
	}
	g.out.WriteString("  </graph>\n</graphml>\n") //nolint:errcheck // Flush says
	return g.out.Flush()
}

const graphMLBegins = xml.Header + `<graphml xmlns="http://graphml.graphdrawing.org/xmlns"` +
	` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"` +
	` xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">` + "\n"

type graphML struct {
	out  *bufio.Writer
	keys map[string]string // by what they are of and the column's name
}

// declare declares the columns as attributes of nodes, edges or the graph,
// unless an earlier table has one of that name.
func (g *graphML) declare(of string, columns []Column) {
	for _, c := range columns {
		if _, there := g.keys[of+" "+c.Name]; there {
			continue
		}
		key := of + "_" + c.Name
		g.keys[of+" "+c.Name] = key
		fmt.Fprintf(g.out, `  <key id="%s" for="%s" attr.name="%s" attr.type="%s">`, escaped(key), of, escaped(c.Name), graphMLTypes[c.Type]) //nolint:errcheck // Flush says
		if c.Definition != "" {
			fmt.Fprintf(g.out, "<desc>%s</desc>", escaped(c.Definition)) //nolint:errcheck // Flush says
		}
		g.out.WriteString("</key>\n") //nolint:errcheck // Flush says
	}
}

var graphMLTypes = map[Type]string{
	TypeText: "string", TypeInteger: "long", TypeDecimal: "double", TypeBoolean: "boolean", TypeDate: "string", TypeCodes: "string",
}

// elements writes a node or an edge for each row, with its columns from the
// given one on.
func (g *graphML) elements(of string, t *Table, attributes func(Row) string, from int) error {
	for row, err := range t.Rows {
		if err != nil {
			return err
		}
		fmt.Fprintf(g.out, "    <%s%s>\n", of, attributes(row)) //nolint:errcheck // Flush says
		for i := from; i < len(row); i++ {
			g.data(of, t.Columns[i], row[i])
		}
		if _, err := fmt.Fprintf(g.out, "    </%s>\n", of); err != nil {
			return err
		}
	}
	return nil
}

func (g *graphML) data(of string, c Column, cell Cell) {
	if !cell.known {
		return
	}
	text := cell.String(c.Type)
	if c.Type == TypeBoolean { // as XML Schema has it
		text = fmt.Sprint(cell.boolean())
	}
	fmt.Fprintf(g.out, "      <data key=\"%s\">%s</data>\n", escaped(g.keys[of+" "+c.Name]), escaped(text)) //nolint:errcheck // Flush says
}

func attribute(name string, c Cell) string { return fmt.Sprintf(` %s="%s"`, name, escaped(c.text)) }

// escaped is a text for XML. What it has no characters for is replaced.
func escaped(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) //nolint:errcheck // a Builder takes all
	return b.String()
}
