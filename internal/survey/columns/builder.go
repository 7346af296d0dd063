package columns

import (
	"cmp"
	"slices"

	"github.com/ascribe-project/ascribe"
)

// A Row is what a [Builder] is given: a row of the dataset, without its cells.
type Row struct {
	Record      int64
	Incident    int64  // the record of the incident
	ID          string // of the incident
	Entry       int64
	Day         ascribe.Day // the last possible one
	Said        bool        // whether the day is the row's own; else it is its source's
	Unlisted    bool
	Source      string
	Reliability ascribe.Reliability // empty: the source's
	Credibility ascribe.Credibility
}

// A Builder takes in rows in the order of the ledger, for a [Table]. Two of them
// may each take a half.
type Builder struct {
	rows    []builtRow
	columns map[string]*builtColumn
	order   []*builtColumn // by name
	at      int            // in order, of the column that is expected next
}

type builtRow struct {
	Row
	cells bool // whether it gives any cell a value
}

// A builtColumn is the cells of a column, in the order of rows.
type builtColumn struct {
	name   string
	number map[string]uint32 // of each value
	values []string
	row    []uint32
	code   []uint32
	last   uint32 // the value of the cell before: the next one often has it too
}

// NewBuilder begins without rows.
func NewBuilder() *Builder { return &Builder{columns: map[string]*builtColumn{}} }

// Row takes a row. Its cells come next, in the order of their names.
func (b *Builder) Row(r Row) {
	b.rows = append(b.rows, builtRow{Row: r})
	b.at = 0
}

// Cell takes a cell of the last row. Name and value are not kept.
func (b *Builder) Cell(name, value []byte) {
	c := b.column(name)
	if c.values[c.last] != string(value) {
		c.last = c.numberOf(value)
	}
	at := len(b.rows) - 1
	b.rows[at].cells = true
	if len(c.row) == cap(c.row) {
		c.room(len(c.row) + 64)
	}
	c.row = append(c.row, uint32(at))
	c.code = append(c.code, c.last)
}

// room makes room for so many cells more. Long lists grow slowly by themselves,
// and would be copied time and again.
func (c *builtColumn) room(n int) {
	c.row = slices.Grow(c.row, n)
	c.code = slices.Grow(c.code, n)
}

func (c *builtColumn) numberOf(value []byte) uint32 {
	n, known := c.number[string(value)]
	if !known {
		n = c.add(string(value))
	}
	return n
}

func (c *builtColumn) add(value string) uint32 {
	n := uint32(len(c.values))
	c.values = append(c.values, value)
	c.number[value] = n
	return n
}

// column is that of a name: mostly the one after the last.
func (b *Builder) column(name []byte) *builtColumn {
	for ; b.at < len(b.order) && b.order[b.at].name <= string(name); b.at++ {
		if c := b.order[b.at]; c.name == string(name) {
			b.at++
			return c
		}
	}
	return b.columnNamed(string(name))
}

func (b *Builder) columnNamed(name string) *builtColumn {
	c := b.columns[name]
	if c == nil {
		c = &builtColumn{name: name, number: map[string]uint32{"": 0}, values: []string{""}}
		b.columns[name] = c
		at, _ := slices.BinarySearchFunc(b.order, name, func(x *builtColumn, name string) int { return cmp.Compare(x.name, name) })
		b.order = slices.Insert(b.order, at, c)
		b.at = at + 1
	}
	return c
}

// Join takes the rows of another builder, which come after its own.
func (b *Builder) Join(other *Builder) {
	begin := uint32(len(b.rows))
	b.rows = append(b.rows, other.rows...)
	for _, from := range other.order {
		c := b.columnNamed(from.name)
		number := make([]uint32, len(from.values))
		for i, value := range from.values {
			n, known := c.number[value]
			if !known {
				n = c.add(value)
			}
			number[i] = n
		}
		c.room(len(from.row))
		for i := range from.row {
			c.row = append(c.row, begin+from.row[i])
			c.code = append(c.code, number[from.code[i]])
		}
	}
}
