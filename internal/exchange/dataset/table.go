package dataset

import (
	"fmt"
	"io"
	"iter"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/text"
)

// A Table is a file of a dataset, ready to be read.
type Table struct {
	name    string
	mapping *Mapping
	format  Format
	shape   shape // of JSON
	open    opener
	ids     ascribe.IDForm
	columns []Column
	plan    *plan
	progress
	remarks Remarks
	guessed text.Guessed  // for a proposal: the encoding of a text file
	letters *text.Letters // of a text file that is declared not to be UTF-8
}

// OpenTable finds out what a file is and which columns it has. The name is for
// sentences. The mapping may be nil.
//
// A header that lacks what the mapping names, has a name twice or cannot be
// read is refused here, with every fault; what is wrong with rows is reported
// by [Table.Rows].
func OpenTable(name string, r io.ReaderAt, size int64, m *Mapping) (*Table, error) {
	if m == nil {
		m = &Mapping{}
	}
	t := &Table{name: name, mapping: m, ids: ascribe.IDsKept}
	t.total = size
	var problems ascribe.Problems
	var err error
	if err = t.sniff(r, size); err != nil {
		return nil, err
	}
	if t.open, err = openers[t.format](t, r, size); err != nil {
		return nil, err
	}
	g, err := t.open(&problems)
	if err != nil {
		return nil, err
	}
	defer g.close()
	header, err := g.header()
	if err != nil {
		return nil, err
	}
	if problems.Len() == 0 {
		empty, err := t.emptyColumns(header)
		if err != nil {
			return nil, err
		}
		t.bind(header, empty, &problems)
	}
	if problems.Len() > 0 {
		return nil, problems.Err(name, t.misplaced(r, size, t.headerHint()))
	}
	return t, nil
}

// misplaced is what to do where the columns seem to be named in another row
// than the one that was read; else as it was.
func (t *Table) misplaced(r io.ReaderAt, size int64, hint string) string {
	if t.mapping.HeaderRow > 0 || t.format != CSV && t.format != XLSX {
		return hint
	}
	f, _, err := t.peekInto(r, size)
	if err != nil || f.above == 0 {
		return hint
	}
	return fmt.Sprintf("The columns seem to be named in row %d: say header_row: %d in a mapping; ascribe map proposes one.", f.header, f.header)
}

func (t *Table) headerHint() string {
	if t.mapping.File == "" {
		return "A mapping says what the columns of a file mean; ascribe map proposes one."
	}
	return fmt.Sprintf("Correct the file, or the mapping %s.", t.mapping.File)
}

// Format is what the file is.
func (t *Table) Format() Format { return t.format }

// Mapping is what the table is read under.
func (t *Table) Mapping() *Mapping { return t.mapping }

// Columns are the file's columns in its order but for those that the mapping
// leaves out, and after them the derived ones.
func (t *Table) Columns() []Column { return t.columns }

// expose gives out the columns of the plan that are not left out.
func (t *Table) expose() {
	t.columns = kept(t.plan, t.plan.columns)
}

// kept are the things, one for each column of the file and perhaps of the
// derived ones, without those of the columns that are left out.
func kept[T any](p *plan, all []T) []T {
	if len(p.left) == 0 {
		return all
	}
	var list []T
	for i := range all {
		if !slices.Contains(p.left, i) {
			list = append(list, all[i])
		}
	}
	return list
}

// Remarks are what the last reading of the rows left out or took leniently.
// They are no faults.
func (t *Table) Remarks() *Remarks { return &t.remarks }

// A Row is one row of a table: what the dataset says of one incident.
type Row struct {
	ID    string // an incident's id, in the dataset's form
	Given string // the id as the file has it, for people
	Title string // never empty
	Line  int    // of its beginning; of a workbook or Parquet file, its row
	// Cells has one for each of the table's columns, in their order. An empty
	// value is an empty cell, a sentinel or what could not be derived.
	Cells []ascribe.Cell

	table  *Table
	places []place
}

// Problem is a fault of one column of the row, by its variable or its name in
// the file. One that the table does not have stands for the whole row.
func (r Row) Problem(column, format string, args ...any) ascribe.Problem {
	if r.table == nil {
		return ascribe.Problem{Line: r.Line, Message: fmt.Sprintf(format, args...)}
	}
	for i := range r.places {
		if c := &r.table.columns[i]; c.Variable == column || c.Name == column {
			return r.table.problem(r.places[i], format, args...)
		}
	}
	return r.table.problem(place{line: int32(r.Line)}, format, args...)
}

// Rows yields the rows in the order of the file, each its own. Memory does not
// grow with the file.
//
// Faults go to problems. A row with a fault is not yielded, and reading goes
// on after it. An error is yielded once, as the last thing, where the file
// cannot be read to its end. It can be called again, and then reads anew; not
// twice at a time. Some faults (merged cells) show only at the end of a file:
// what was read is good where there are none by then. That ids are there once is for the caller: see [IDs].
func (t *Table) Rows(problems *ascribe.Problems) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		t.remarks = Remarks{}
		t.restart()
		again, err := t.newRepeated()
		if err != nil {
			yield(Row{}, err)
			return
		}
		if t.plan.numbered {
			t.remarks.add(ascribe.Problem{File: t.name, Message: "the number of a row is its id: where rows are added or sorted otherwise it becomes another's, so editions of this dataset cannot be compared"})
		}
		t.remarkEmpty()
		g, err := t.open(problems)
		if err != nil {
			yield(Row{}, err)
			return
		}
		defer g.close()
		if _, err := g.header(); err != nil {
			yield(Row{}, err)
			return
		}
		b := newBuilder(t, g, problems)
		b.repeated = again
		for {
			ok, err := g.next()
			if err != nil {
				yield(Row{}, err)
				return
			}
			if !ok {
				break
			}
			row, ok := b.row()
			if ok && !yield(row, nil) {
				return
			}
		}
		b.end()
	}
}
