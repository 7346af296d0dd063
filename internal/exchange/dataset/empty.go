package dataset

import (
	"bytes"

	"github.com/ascribe-project/ascribe"
)

// emptyColumns are the columns that have neither a name nor a cell: delimiters
// at the end of every line, as spreadsheets leave them. To know that, a file
// with a column that has no name is read once more, until each has a cell.
func (t *Table) emptyColumns(header []heading) (empty []int, err error) {
	for i := range header {
		if header[i].unnamed() {
			empty = append(empty, i)
		}
	}
	if len(empty) == 0 {
		return nil, nil
	}
	var faults ascribe.Problems // they are told when the rows are read
	g, err := t.open(&faults)
	if err != nil {
		return nil, err
	}
	defer g.close()
	if _, err := g.header(); err != nil {
		return nil, err
	}
	for len(empty) > 0 {
		ok, err := g.next()
		if err != nil || !ok {
			return empty, err
		}
		still := empty[:0]
		for _, i := range empty {
			if len(bytes.TrimSpace(g.text(i))) == 0 {
				still = append(still, i)
			}
		}
		empty = still
	}
	return empty, nil
}

// remarkEmpty remarks on the columns that are passed over since nothing is in
// them.
func (t *Table) remarkEmpty() {
	for _, i := range t.plan.empty {
		t.remarks.add(t.problem(t.plan.fields[i].at, "the column has no name and no values, and was passed over"))
	}
}
