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
	if repeats { // what is left are small numbers, packed: pressing them gains little
		leaf = parquet.Compressed(parquet.Encoded(leaf, &parquet.RLEDictionary), &parquet.Uncompressed)
	}
	if c.Type == TypeCodes {
		leaf = parquet.List(leaf)
	}
	return parquet.Optional(leaf)
}

// A batch is the cells of some rows, one row after the other.
type batch struct {
	columns []Column
	cells   []Cell
	rows    int
}

func newBatch(columns []Column) *batch {
	return &batch{columns: columns, cells: make([]Cell, 0, batchRows*len(columns))}
}

func (b *batch) clear() {
	clear(b.cells) // so that their texts are let go
	b.cells, b.rows = b.cells[:0], 0
}

func (b *batch) add(row Row) {
	b.cells = append(b.cells, row...)
	b.rows++
}

// repeats reports whether fewer than three of four values of a column are
// different ones.
func (b *batch) repeats(column int) bool {
	seen := map[Cell]struct{}{}
	for i := column; i < len(b.cells); i += len(b.columns) {
		if b.cells[i].known {
			seen[b.cells[i]] = struct{}{}
		}
	}
	return 4*len(seen) < 3*b.rows
}

// write encodes a column of the batch, some of its rows at a time.
func (b *batch) write(to *parquet.ColumnWriter, column int, values []parquet.Value) error {
	values = values[:0]
	for i := column; i < len(b.cells); i += len(b.columns) {
		values = appendValue(values, &b.cells[i], b.columns[column].Type, column)
		if len(values) >= valuesAtOnce {
			if _, err := to.WriteRowValues(values); err != nil {
				return err
			}
			values = values[:0]
		}
	}
	_, err := to.WriteRowValues(values)
	return err
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
