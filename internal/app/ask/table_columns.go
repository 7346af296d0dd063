package ask

import (
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/table"
)

// tableColumns are the columns of a table, each with a name of its own.
type tableColumns struct {
	list  []table.Column
	taken map[string]bool
}

func newColumns(columns ...table.Column) *tableColumns {
	c := &tableColumns{taken: map[string]bool{}}
	for _, column := range columns {
		c.add(column)
	}
	return c
}

// add adds a column. One whose name is taken is called variable_NAME.
func (c *tableColumns) add(column table.Column) {
	for c.taken[column.Name] {
		column.Name = "variable_" + column.Name
	}
	c.taken[column.Name] = true
	c.list = append(c.list, column)
}

// A variableColumn is the column of what is picked of a variable.
type variableColumn struct {
	v   *codebook.Var
	typ table.Type
}

// of are the columns of the variables that are said of a kind of subject, in
// the order of the codebook.
func (c *tableColumns) of(book *codebook.Book, kind ascribe.SubjectKind) (variables []variableColumn) {
	for i := range book.Vars {
		v := &book.Vars[i]
		if !isOf(v, kind) {
			continue
		}
		column := columnOf(v)
		variables = append(variables, variableColumn{v, column.Type})
		c.add(column)
	}
	return variables
}

func isOf(v *codebook.Var, kind ascribe.SubjectKind) bool {
	for _, k := range SubjectsOf(v) {
		if k == kind {
			return true
		}
	}
	return false
}

// columnOf is the column of a variable.
func columnOf(v *codebook.Var) table.Column {
	c := table.Column{Name: v.Name, Title: v.Title, Definition: v.Definition}
	for _, value := range v.Variable.Values {
		c.Values = append(c.Values, table.Value{Code: value.Code, Definition: value.Definition})
	}
	switch {
	case v.Several:
		c.Type = table.TypeCodes
	case v.Type == ascribe.TypeNumber:
		c.Type = table.TypeInteger
	case v.Type == ascribe.TypeDate:
		c.Type = table.TypeDate
	case v.Type == ascribe.TypePoint:
		c.Type = table.TypePoint
	}
	return c
}

// cell is what is picked of the variable. In a column of numbers, dates or
// points what is known not to be known is unknown; a column of codes has the
// code for it.
func (c variableColumn) cell(f *ascribe.Finding) table.Cell {
	switch c.typ {
	case table.TypeText:
		return table.Text(f.Value)
	case table.TypeCodes:
		return table.Codes(f.Value)
	}
	if f.State != ascribe.StateKnown {
		return table.Unknown
	}
	switch c.typ {
	case table.TypeInteger:
		if n, err := strconv.ParseInt(f.Value, 10, 64); err == nil {
			return table.Integer(n)
		}
		return table.Unknown
	case table.TypePoint:
		if s, ok := newSpot("", ascribe.Belief{}, []string{f.Value, "", "", ""}); ok {
			return table.Point(s.Lat, s.Lon, s.Precision)
		}
		return table.Unknown
	}
	return table.Date(f.Value)
}

// dayCell is a day, unknown where there is none.
func dayCell(d ascribe.Day) table.Cell {
	if d <= ascribe.MinDay || d >= ascribe.Forever {
		return table.Unknown
	}
	return table.Date(d.String())
}

// outcomeCode is a label with its level as one code: remote_controlled/targeting.
func outcomeCode(o ascribe.Outcome) string {
	if o.Level == "" {
		return o.Label
	}
	return o.Label + "/" + o.Level
}

// codesOf are the codes of a list as a cell has them.
func codesOf[T any](list []T, code func(T) string) table.Cell {
	codes := make([]string, len(list))
	for i, x := range list {
		codes[i] = code(x)
	}
	return table.Codes(strings.Join(codes, ";"))
}

// constants are what a table says of its point, in columns or elsewhere.
func constants(p *point.Point) []table.Constant {
	dataset := ""
	if p.About() != ascribe.Main {
		dataset = p.About()
	}
	return []table.Constant{
		{Column: table.Column{Name: "known", Type: table.TypeDate, Definition: "As known on this day; empty: all that is known."}, Cell: dayCell(p.AsOf.Known)},
		{Column: table.Column{Name: "entry", Type: table.TypeInteger, Definition: "As recorded by this entry of the ledger."}, Cell: table.Integer(p.AsOf.Recorded)},
		{Column: table.Column{Name: "codebook", Definition: "Under this codebook."}, Cell: table.Text(strings.TrimSpace(p.Book.ID + " " + p.Book.Version))},
		{Column: table.Column{Name: "codebook_hash", Definition: "The SHA-256 of the codebook's file."}, Cell: table.Text(p.Book.SHA256)},
		{Column: table.Column{Name: "dataset", Definition: "An imported dataset; empty: the record itself."}, Cell: table.Text(dataset)},
	}
}
