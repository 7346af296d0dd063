package dataset

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/big"
	"strconv"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"

	"github.com/ascribe-project/ascribe"
)

func openParquet(t *Table, r io.ReaderAt, size int64) (opener, error) {
	if err := parquetFooter(t.name, r, size); err != nil {
		return nil, err
	}
	// The parser's own faults end in errors, and some in a panic.
	file, err := guarded(func() (*parquet.File, error) {
		return parquet.OpenFile(r, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	})
	if err != nil {
		return nil, damagedParquet(t.name, err)
	}
	leaves, err := guarded(func() ([]leaf, error) { return leavesOf(t.name, file.Schema()) })
	if err != nil {
		return nil, err
	}
	return func(problems *ascribe.Problems) (grid, error) {
		return &parquetGrid{
			table: t, problems: problems, file: file, leaves: leaves,
			rows: make([]parquet.Row, 64), texts: make([][]byte, len(leaves)),
		}, nil
	}, nil
}

// maxFooter is how long the description of a Parquet file's columns and groups
// of rows can be.
const maxFooter = 64 << 20

// parquetFooter holds the end of a file to what it declares, since the parser
// makes room for whatever is declared.
func parquetFooter(name string, r io.ReaderAt, size int64) error {
	var end [8]byte
	if size < 12 {
		return damagedParquet(name, io.ErrUnexpectedEOF)
	}
	if _, err := r.ReadAt(end[:], size-8); err != nil && err != io.EOF {
		return ascribe.Errorf(ascribe.ErrInternal, "%s could not be read to its end", name).WithCause(err)
	}
	if n := int64(binary.LittleEndian.Uint32(end[:4])); string(end[4:]) != "PAR1" || n > size-12 || n > maxFooter {
		return damagedParquet(name, io.ErrUnexpectedEOF)
	}
	return nil
}

func damagedParquet(name string, err error) error {
	if e, ok := errors.AsType[*ascribe.Error](err); ok {
		return e
	}
	return ascribe.Errorf(ascribe.ErrInvalid, "%s is a Parquet file that is damaged or cut short", name).
		WithHint("Copy or download it again.").WithCause(err)
}

// guarded turns a panic into an error.
func guarded[T any](f func() (T, error)) (out T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("parquet: %v", p)
		}
	}()
	return f()
}

// A leaf is a column of a Parquet file, and how its values are written.
type leaf struct {
	name string
	text func([]byte, parquet.Value) []byte
}

func leavesOf(name string, schema *parquet.Schema) ([]leaf, error) {
	paths := schema.Columns()
	if len(paths) > maxColumns {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "%s has %d columns, and a table has at most %d", name, len(paths), maxColumns)
	}
	leaves := make([]leaf, len(paths))
	for _, path := range paths {
		c, ok := schema.Lookup(path...)
		if !ok {
			return nil, errors.New("a column is not in the schema")
		}
		leaves[c.ColumnIndex] = leaf{columnName(path), textOf(c.Node.Type())}
	}
	return leaves, nil
}

// columnName joins the parts of a nested column's name; the two levels that
// every list has are no part of it.
func columnName(path []string) string {
	if n := len(path); n >= 3 && path[n-2] == "list" && (path[n-1] == "element" || path[n-1] == "item") {
		path = path[:n-2]
	}
	return strings.Join(path, ".")
}

// parquetGrid is a Parquet file. Several values in one cell are joined by
// semicolons.
type parquetGrid struct {
	table    *Table
	problems *ascribe.Problems
	file     *parquet.File
	leaves   []leaf
	group    int
	open     parquet.Rows
	rows     []parquet.Row
	taken, n int   // of the rows in hand
	row      int32 // of the file, from 1
	texts    [][]byte
}

func (g *parquetGrid) header() ([]heading, error) {
	header := make([]heading, len(g.leaves))
	for i, l := range g.leaves {
		header[i] = heading{l.name, place{1, int32(i + 1)}}
	}
	return header, nil
}

func (g *parquetGrid) next() (bool, error) {
	for {
		ok, err := guarded(g.read)
		if err != nil {
			return false, damagedParquet(g.table.name, err)
		}
		if !ok {
			return false, nil
		}
		if g.valid() {
			return true, nil
		}
	}
}

// read has the next row stand in texts.
func (g *parquetGrid) read() (bool, error) {
	for g.taken == g.n {
		if g.open == nil {
			groups := g.file.RowGroups()
			if g.group == len(groups) {
				return false, nil
			}
			g.open = groups[g.group].Rows()
			g.group++
		}
		n, err := g.open.ReadRows(g.rows)
		g.taken, g.n = 0, n
		if err == io.EOF {
			err = g.open.Close()
			g.open = nil
		}
		if err != nil {
			return false, err
		}
	}
	for i := range g.texts {
		g.texts[i] = g.texts[i][:0]
	}
	for _, v := range g.rows[g.taken] {
		i := v.Column()
		if v.IsNull() || i < 0 || i >= len(g.leaves) {
			continue
		}
		if len(g.texts[i]) > 0 {
			g.texts[i] = append(g.texts[i], ';')
		}
		g.texts[i] = g.leaves[i].text(g.texts[i], v)
	}
	g.taken++
	g.row++
	if total := g.file.NumRows(); total > 0 {
		g.table.read.Store(int64(float64(g.row) / float64(total) * float64(g.table.total)))
	}
	return true, nil
}

func (g *parquetGrid) valid() bool {
	ok := true
	for i, t := range g.texts {
		if wrong := wrongText(t); wrong != "" {
			g.problems.Add(g.table.problem(place{g.row, int32(i + 1)}, "row %d, %s: %s", g.row, g.leaves[i].name, wrong))
			ok = false
		}
	}
	return ok
}

func (g *parquetGrid) text(column int) []byte { return g.texts[column] }
func (g *parquetGrid) number(int) bool        { return true }
func (g *parquetGrid) at(column int) place    { return place{g.row, int32(column + 1)} }
func (g *parquetGrid) start() place           { return place{g.row, 1} }

func (g *parquetGrid) close() {
	if g.open != nil {
		_, _ = guarded(func() (bool, error) { return true, g.open.Close() })
	}
}

// textOf is how a column's values are written: dates and times as ISO 8601 in
// UTC, numbers in plain digits, bytes that are no text in hex.
func textOf(t parquet.Type) func([]byte, parquet.Value) []byte {
	if text := logicalText(t); text != nil {
		return text
	}
	switch t.Kind() {
	case parquet.Boolean:
		return func(b []byte, v parquet.Value) []byte { return strconv.AppendBool(b, v.Boolean()) }
	case parquet.Int32:
		return func(b []byte, v parquet.Value) []byte { return strconv.AppendInt(b, int64(v.Int32()), 10) }
	case parquet.Int64:
		return func(b []byte, v parquet.Value) []byte { return strconv.AppendInt(b, v.Int64(), 10) }
	case parquet.Float:
		return func(b []byte, v parquet.Value) []byte { return appendFloat(b, float64(v.Float()), 32) }
	case parquet.Double:
		return func(b []byte, v parquet.Value) []byte { return appendFloat(b, v.Double(), 64) }
	case parquet.Int96: // how Spark and Impala wrote instants
		return func(b []byte, v parquet.Value) []byte {
			n := v.Int96()
			const unixDay = 2440588 // the Julian day of 1970-01-01
			nanos := int64(uint64(n[1])<<32 | uint64(n[0]))
			return appendInstant(b, time.Unix((int64(n[2])-unixDay)*86400, nanos).UTC())
		}
	case parquet.ByteArray:
		return func(b []byte, v parquet.Value) []byte {
			if text := v.ByteArray(); wrongText(text) == "" {
				return append(b, text...)
			}
			return hex.AppendEncode(b, v.ByteArray())
		}
	}
	return func(b []byte, v parquet.Value) []byte { return hex.AppendEncode(b, v.ByteArray()) }
}

// logicalText is textOf for the types that a file may name beside those in
// which it stores values; nil for all others.
func logicalText(t parquet.Type) func([]byte, parquet.Value) []byte {
	l := t.LogicalType()
	if l == nil {
		return nil
	}
	switch l := l.Value.(type) {
	case *format.DateType:
		return func(b []byte, v parquet.Value) []byte {
			return time.Unix(int64(v.Int32())*86400, 0).UTC().AppendFormat(b, time.DateOnly)
		}
	case *format.TimestampType:
		unit := time.Nanosecond
		switch l.Unit.Value.(type) {
		case *format.MilliSeconds:
			unit = time.Millisecond
		case *format.MicroSeconds:
			unit = time.Microsecond
		}
		return func(b []byte, v parquet.Value) []byte { return appendInstant(b, instant(v.Int64(), unit)) }
	case *format.DecimalType:
		return decimalText(t.Kind(), int(l.Scale))
	case *format.IntType:
		if !l.IsSigned {
			return func(b []byte, v parquet.Value) []byte {
				if v.Kind() == parquet.Int32 {
					return strconv.AppendUint(b, uint64(v.Uint32()), 10)
				}
				return strconv.AppendUint(b, v.Uint64(), 10)
			}
		}
	case *format.UUIDType:
		return func(b []byte, v parquet.Value) []byte { return append(b, v.String()...) }
	case *format.StringType, *format.EnumType, *format.JsonType:
		return func(b []byte, v parquet.Value) []byte { return append(b, v.ByteArray()...) }
	}
	return nil
}

func instant(n int64, unit time.Duration) time.Time {
	perSecond := int64(time.Second / unit)
	seconds := n / perSecond
	rest := n % perSecond
	return time.Unix(seconds, rest*int64(unit)).UTC()
}

// appendInstant writes a day where it is midnight, and else the instant.
func appendInstant(b []byte, t time.Time) []byte {
	if t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 && t.Nanosecond() == 0 {
		return t.AppendFormat(b, time.DateOnly)
	}
	return t.AppendFormat(b, time.RFC3339Nano)
}

// appendFloat writes a number in plain digits; what is no number is nothing,
// as where pandas writes a gap.
func appendFloat(b []byte, f float64, bits int) []byte {
	if f != f {
		return b
	}
	return strconv.AppendFloat(b, f, 'f', -1, bits)
}

func decimalText(kind parquet.Kind, scale int) func([]byte, parquet.Value) []byte {
	return func(b []byte, v parquet.Value) []byte {
		var n big.Int
		switch kind {
		case parquet.Int32:
			n.SetInt64(int64(v.Int32()))
		case parquet.Int64:
			n.SetInt64(v.Int64())
		default:
			raw := v.ByteArray()
			if n.SetBytes(raw); len(raw) > 0 && raw[0] >= 0x80 { // two's complement
				n.Sub(&n, new(big.Int).Lsh(big.NewInt(1), uint(8*len(raw))))
			}
		}
		return append(b, shiftPoint(n.String(), scale)...)
	}
}

// shiftPoint puts the decimal point before the last digits.
func shiftPoint(digits string, scale int) string {
	digits, negative := strings.CutPrefix(digits, "-")
	if scale > 0 && scale < 100 {
		if len(digits) <= scale {
			digits = strings.Repeat("0", scale+1-len(digits)) + digits
		}
		whole, fraction := digits[:len(digits)-scale], digits[len(digits)-scale:]
		digits = whole
		if fraction = strings.TrimRight(fraction, "0"); fraction != "" {
			digits += "." + fraction
		}
	}
	if negative && bytes.ContainsAny([]byte(digits), "123456789") {
		return "-" + digits
	}
	return digits
}
