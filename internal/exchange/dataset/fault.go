package dataset

import (
	"fmt"

	"github.com/ascribe-project/ascribe"
)

// problem is a fault or remark at a place of the file: a line and a column of
// text, a cell of a workbook.
func (t *Table) problem(at place, format string, args ...any) ascribe.Problem {
	p := ascribe.Problem{File: t.name, Line: int(at.line), Column: int(at.column), Message: fmt.Sprintf(format, args...)}
	if t.format == XLSX && at.column > 0 {
		p.Cell = cellName(at.line, int(at.column-1))
	}
	return p
}

// faultOf is an error of one fault.
func (t *Table) faultOf(at place, format string, args ...any) error {
	var problems ascribe.Problems
	problems.Add(t.problem(at, format, args...))
	return problems.Err(t.name, "")
}
