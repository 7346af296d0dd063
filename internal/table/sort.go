package table

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// Sorted is the table in the order of a column, the other way round where "-"
// stands before its name. What is unknown comes last, and equals stay as they
// were. A name that the table does not have is given back. The rows are held in
// memory, all at once.
func (t *Table) Sorted(by string) (sorted *Table, missing string) {
	name, descending := strings.CutPrefix(by, "-")
	at := slices.IndexFunc(t.Columns, func(c Column) bool { return c.Name == name })
	if at < 0 {
		return nil, name
	}
	compare := t.Columns[at].compare
	ordered := *t
	ordered.Rows = func(yield func(Row, error) bool) {
		var rows []Row
		for row, err := range t.Rows {
			if err != nil {
				yield(nil, err)
				return
			}
			rows = append(rows, slices.Clone(row))
		}
		slices.SortStableFunc(rows, func(a, b Row) int {
			x, y := a[at], b[at]
			switch {
			case !x.known || !y.known:
				return cmp.Compare(unknownLast(x), unknownLast(y))
			case descending:
				return compare(y, x)
			}
			return compare(x, y)
		})
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
	return &ordered, ""
}

func unknownLast(c Cell) int {
	if c.known {
		return 0
	}
	return 1
}

// compare orders two cells of the column that are known: codes in the order in
// which they are listed, dates by the days that they can mean.
func (c *Column) compare(a, b Cell) int {
	switch c.Type {
	case TypeInteger:
		return cmp.Compare(a.integer(), b.integer())
	case TypeDecimal:
		return cmp.Compare(a.decimal(), b.decimal())
	case TypeBoolean:
		return cmp.Compare(a.bits, b.bits)
	case TypePoint:
		return cmp.Or(cmp.Compare(a.decimal(), b.decimal()), cmp.Compare(a.longitude(), b.longitude()))
	case TypeDate:
		x, err1 := ascribe.ParseDate(a.text)
		y, err2 := ascribe.ParseDate(b.text)
		if err1 == nil && err2 == nil {
			return cmp.Or(cmp.Compare(x.First(), y.First()), cmp.Compare(x.Last(), y.Last()), strings.Compare(a.text, b.text))
		}
	}
	return cmp.Or(cmp.Compare(c.place(a), c.place(b)), strings.Compare(a.text, b.text))
}

// place is that of a code among those that are listed; what is not listed comes
// behind them.
func (c *Column) place(x Cell) int {
	first, _, _ := strings.Cut(x.text, ";")
	if i := slices.IndexFunc(c.Values, func(v Value) bool { return v.Code == first }); i >= 0 {
		return i
	}
	return len(c.Values)
}
