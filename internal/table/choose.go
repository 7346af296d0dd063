package table

import (
	"slices"
	"strings"
)

// Only is the table with these of its columns, in this order. A name that it
// does not have is given back.
func (t *Table) Only(names []string) (chosen *Table, missing string) {
	at := make([]int, len(names))
	only := *t
	only.Columns = make([]Column, len(names))
	for i, name := range names {
		at[i] = slices.IndexFunc(t.Columns, func(c Column) bool { return c.Name == name })
		if at[i] < 0 {
			return nil, name
		}
		only.Columns[i] = t.Columns[at[i]]
	}
	only.Rows = func(yield func(Row, error) bool) {
		row := make(Row, len(at))
		for all, err := range t.Rows {
			if err != nil {
				yield(nil, err)
				return
			}
			for i, j := range at {
				row[i] = all[j]
			}
			if !yield(row, nil) {
				return
			}
		}
	}
	return &only, ""
}

// WithPoint is the table with its point as columns, too, at the end. One that has
// the name of another is called point_NAME.
func (t *Table) WithPoint() *Table {
	more := *t
	more.Columns = slices.Clone(t.Columns)
	for _, c := range t.Point {
		column := c.Column
		if slices.Contains(t.Names(), column.Name) {
			column.Name = "point_" + column.Name
		}
		more.Columns = append(more.Columns, column)
	}
	more.Rows = t.mapped(len(more.Columns), func(to, from Row) {
		copy(to, from)
		for i, c := range t.Point {
			to[len(from)+i] = c.Cell
		}
	})
	return &more
}

// flat is the table with each point as three columns, for files that know no
// points.
func (t *Table) flat() *Table {
	if !slices.ContainsFunc(t.Columns, func(c Column) bool { return c.Type == TypePoint }) {
		return t
	}
	flat := *t
	flat.Columns = nil
	for _, c := range t.Columns {
		if c.Type != TypePoint {
			flat.Columns = append(flat.Columns, c)
			continue
		}
		flat.Columns = append(flat.Columns, pointColumns(c)...)
	}
	flat.Rows = t.mapped(len(flat.Columns), func(to, from Row) {
		to = to[:0]
		for i, c := range t.Columns {
			switch cell := from[i]; {
			case c.Type != TypePoint:
				to = append(to, cell)
			case cell.known:
				to = append(to, Decimal(cell.decimal()), Decimal(cell.longitude()), Text(cell.text))
			default:
				to = append(to, Unknown, Unknown, Unknown)
			}
		}
	})
	return &flat
}

// pointColumns are the three that stand for one of points.
func pointColumns(c Column) []Column {
	said := strings.TrimSpace(c.Definition + " ")
	return []Column{
		{Name: c.Name + "_latitude", Type: TypeDecimal, Title: c.Title, Definition: strings.TrimSpace(said + " Degrees north.")},
		{Name: c.Name + "_longitude", Type: TypeDecimal, Title: c.Title, Definition: strings.TrimSpace(said + " Degrees east.")},
		{Name: c.Name + "_precision", Type: TypeText, Title: c.Title, Definition: strings.TrimSpace(said + " How exact the point is.")},
	}
}

// mapped are the rows, each made another of so many cells.
func (t *Table) mapped(cells int, change func(to, from Row)) func(func(Row, error) bool) {
	return func(yield func(Row, error) bool) {
		to := make(Row, cells)
		for from, err := range t.Rows {
			if err != nil {
				yield(nil, err)
				return
			}
			change(to, from)
			if !yield(to, nil) {
				return
			}
		}
	}
}
