package table

import (
	"math"
	"strconv"
	"strings"
)

// A Row is the cells of one row, in the order of the columns.
type Row []Cell

// A Cell is one value, or Unknown. Its column says of which type it is.
type Cell struct {
	text  string // a text, a date, codes, or how exact a point is
	bits  uint64 // a number, a truth value, or a latitude
	more  uint64 // a longitude
	known bool
}

// Unknown is a cell of which nothing is known. It is left empty, or null.
var Unknown Cell

// Text is a cell of a text; the empty text is unknown.
func Text(s string) Cell { return Cell{text: s, known: s != ""} }

// Date is a cell of an EDTF date; the empty text is unknown.
func Date(edtf string) Cell { return Text(edtf) }

// Codes is a cell of several codes, joined by ";"; the empty text is unknown.
func Codes(joined string) Cell { return Text(joined) }

// Integer is a cell of a whole number.
func Integer(n int64) Cell { return Cell{bits: uint64(n), known: true} }

// Decimal is a cell of a number.
func Decimal(x float64) Cell { return Cell{bits: math.Float64bits(x), known: true} }

// Boolean is a cell of a truth value.
func Boolean(b bool) Cell {
	if b {
		return Cell{bits: 1, known: true}
	}
	return Cell{known: true}
}

// Point is a cell of degrees north and east, and how exact they are, "" where
// that is not said.
func Point(latitude, longitude float64, precision string) Cell {
	return Cell{text: precision, bits: math.Float64bits(latitude), more: math.Float64bits(longitude), known: true}
}

// Known reports whether the cell has a value.
func (c Cell) Known() bool { return c.known }

func (c Cell) integer() int64     { return int64(c.bits) }
func (c Cell) decimal() float64   { return math.Float64frombits(c.bits) }
func (c Cell) boolean() bool      { return c.bits != 0 }
func (c Cell) codes() []string    { return strings.Split(c.text, ";") }
func (c Cell) longitude() float64 { return math.Float64frombits(c.more) }

// String is the cell of a column of that type as a text, "" where it is
// unknown. Truth values are yes and no.
func (c Cell) String(t Type) string {
	if !c.known {
		return ""
	}
	switch t {
	case TypeInteger:
		return strconv.FormatInt(c.integer(), 10)
	case TypeDecimal:
		return digits(c.decimal())
	case TypeBoolean:
		if c.boolean() {
			return "yes"
		}
		return "no"
	case TypePoint:
		return strings.TrimSuffix(digits(c.decimal())+" "+digits(c.longitude())+" "+c.text, " ")
	}
	return c.text
}

// digits is a number without an exponent, with no more digits than it has.
func digits(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
