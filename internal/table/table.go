package table

import "iter"

// A Table is typed columns and a stream of rows.
type Table struct {
	Name    string // of a file, a sheet or a layer
	Title   string
	Columns []Column
	// Rows yields one row after another, each as long as Columns and valid until
	// the next. After an error nothing comes.
	Rows iter.Seq2[Row, error]
	// Point is from where the table looks at the record. A file says it of itself
	// where it has room for that.
	Point []Constant
}

// A Constant is what is the same for all rows.
type Constant struct {
	Column Column
	Cell   Cell
}

func (c *Constant) String() string { return c.Cell.String(c.Column.Type) }

// A Column says what its cells are.
type Column struct {
	Name       string // [a-z][a-z0-9_]*
	Type       Type
	Title      string
	Definition string
	Values     []Value // the codes that it takes, where these are listed
	Unique     bool    // each row has another value
}

// A Value is a code and what it means.
type Value struct{ Code, Definition string }

// Type says what the cells of a column are.
type Type uint8

const (
	TypeText    Type = iota
	TypeInteger      // exact in every format: at most 2^53 in size
	TypeDecimal
	TypeBoolean
	TypeDate  // EDTF level 1, since a date may be imprecise
	TypeCodes // several codes
	TypePoint // degrees north and east, perhaps with how exact they are
)

var typeNames = [...]string{"text", "integer", "decimal", "boolean", "date", "codes", "point"}

// String is the type's word in notes and descriptions.
func (t Type) String() string { return typeNames[t] }

// Names are those of the columns.
func (t *Table) Names() []string {
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = c.Name
	}
	return names
}
