package table

import (
	"strings"
	"unsafe"

	"github.com/parquet-go/parquet-go"
)

// parquetSchema has a leaf for each column, in their order. All may be null. How
// they are encoded is taken from their first rows.
func parquetSchema(t *Table, first *batch) *parquet.Schema {
	root := inOrder{Group: parquet.Group{}}
	for i, c := range t.Columns {
		root.Group[c.Name] = parquetNode(c, !c.Unique && first.repeats(i))
	}
	byName := map[string]parquet.Field{}
	for _, f := range root.Group.Fields() {
		byName[f.Name()] = f
	}
	for _, c := range t.Columns {
		root.fields = append(root.fields, byName[c.Name])
	}
	return parquet.NewSchema(t.Name, root)
}

// inOrder is a group whose fields have an order of their own; a Group sorts
// them by name.
type inOrder struct {
	parquet.Group
	fields []parquet.Field
}

func (g inOrder) Fields() []parquet.Field { return g.fields }

// parquetNode is the leaf of a column: with a dictionary, where its values
// repeat.
func parquetNode(c Column, repeats bool) parquet.Node {
	var leaf parquet.Node
	switch c.Type {
	case TypeInteger:
		leaf = parquet.Int(64)
	case TypeDecimal:
		leaf = parquet.Leaf(parquet.DoubleType)
	case TypeBoolean:
		return parquet.Optional(parquet.Leaf(parquet.BooleanType))
	default:
		leaf = parquet.String()
	}
	if repeats {
		leaf = parquet.Encoded(leaf, &parquet.RLEDictionary)
	}
	if c.Type == TypeCodes {
		leaf = parquet.List(leaf)
	}
	return parquet.Optional(leaf)
}

// A batch is the values of some rows, by column.
type batch struct {
	columns []Column
	values  [][]parquet.Value
	rows    int
}

func newBatch(columns []Column) *batch {
	b := &batch{columns: columns, values: make([][]parquet.Value, len(columns))}
	for i := range b.values {
		b.values[i] = make([]parquet.Value, 0, batchRows)
	}
	return b
}

func (b *batch) clear() {
	b.rows = 0
	for i, v := range b.values {
		clear(v) // so that their texts are let go
		b.values[i] = v[:0]
	}
}

// repeats reports whether fewer than three of four values of a column are
// different ones.
func (b *batch) repeats(column int) bool {
	seen := map[string]struct{}{}
	for _, v := range b.values[column] {
		if !v.IsNull() {
			seen[v.String()] = struct{}{}
		}
	}
	return 4*len(seen) < 3*len(b.values[column])
}

func (b *batch) add(row Row) {
	b.rows++
	for i := range row {
		b.values[i] = appendValue(b.values[i], &row[i], b.columns[i].Type, i)
	}
}

// appendValue appends what a cell is in the column of that number: as many
// values as there are codes, or one.
func appendValue(to []parquet.Value, c *Cell, t Type, column int) []parquet.Value {
	if !c.known {
		return append(to, parquet.NullValue().Level(0, 0, column))
	}
	switch t {
	case TypeInteger:
		return append(to, parquet.Int64Value(c.integer()).Level(0, 1, column))
	case TypeDecimal:
		return append(to, parquet.DoubleValue(c.decimal()).Level(0, 1, column))
	case TypeBoolean:
		return append(to, parquet.BooleanValue(c.boolean()).Level(0, 1, column))
	case TypeCodes:
		repeated := 0
		for code := range strings.SplitSeq(c.text, ";") {
			to = append(to, textValue(code).Level(repeated, 2, column))
			repeated = 1
		}
		return to
	}
	return append(to, textValue(c.text).Level(0, 1, column))
}

// textValue is a text as a value, without copying it: values only read.
func textValue(s string) parquet.Value {
	return parquet.ByteArrayValue(unsafe.Slice(unsafe.StringData(s), len(s)))
}
