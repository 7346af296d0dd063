package dataset

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"io"
	"iter"
	"strings"
	"time"

	"github.com/ascribe-project/ascribe"
)

// A CellLog is a history of a dataset as the changes of its cells, in order of
// time: a CSV file with the columns time, id, op, column, old and new.
type CellLog struct {
	table *Table // for reading the file: its name, its form, how far it was read
}

// Op is what a change does.
type Op string

const (
	AddID    Op = "+" // the id is listed from then on; also one that was removed before
	RemoveID Op = "-" // the id is no longer listed
	SetCell  Op = "=" // the column has the new value; an empty one is unknown
)

// A Change is one line of a log.
type Change struct {
	Time   time.Time   // UTC; midnight where the log gives a day
	Day    ascribe.Day // of the time, in UTC
	ID     string      // as an incident can have it
	Op     Op
	Column string // of SetCell, as the log has it
	// Variable is the column as a codebook can have it.
	Variable string
	Old, New string
	Line     int

	log    *CellLog
	places []place
}

var logColumns = []string{"time", "id", "op", "column", "old", "new"}

// Problem is a fault of one field of the change, by its name in the header.
func (c Change) Problem(field, format string, args ...any) ascribe.Problem {
	p := ascribe.Problem{Line: c.Line, Message: fmt.Sprintf(format, args...)}
	if c.log == nil {
		return p
	}
	p.File = c.log.table.name
	for i, name := range logColumns {
		if name == field && i < len(c.places) {
			p.Line, p.Column = int(c.places[i].line), int(c.places[i].column)
		}
	}
	return p
}

// OpenCellLog finds the columns of a log. The name is for sentences.
func OpenCellLog(name string, r io.ReaderAt, size int64) (*CellLog, error) {
	t := &Table{name: name, mapping: &Mapping{}}
	l := &CellLog{t}
	err := t.sniff(r, size)
	if err != nil {
		return nil, err
	}
	if t.format != CSV {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "%s is %s, and a cell log is a CSV file", name, t.format).
			WithHint("Its first line is %s.", strings.Join(logColumns, ","))
	}
	if t.open, err = openCSV(t, r, size); err != nil {
		return nil, err
	}
	t.total = size
	var problems ascribe.Problems
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
		l.columns(header, &problems)
	}
	if err := problems.Err(name, "The first line of a cell log is "+strings.Join(logColumns, ",")+"."); err != nil {
		return nil, err
	}
	return l, nil
}

// columns is where each of the log's columns is in the file.
func (l *CellLog) columns(header []heading, problems *ascribe.Problems) (at [6]int) {
	names := make([]string, len(header))
	for i, h := range header {
		names[i] = strings.ToLower(strings.TrimSpace(h.name))
	}
	for i, want := range logColumns {
		at[i] = -1
		for j, name := range names {
			switch {
			case name != want:
			case at[i] >= 0:
				problems.Add(ascribe.Problem{File: l.table.name, Line: int(header[j].at.line), Column: int(header[j].at.column), Message: fmt.Sprintf("the column %s is there twice", quote(want))})
			default:
				at[i] = j
			}
		}
		if at[i] < 0 {
			problems.Add(ascribe.Problem{File: l.table.name, Line: 1, Column: 1, Message: fmt.Sprintf("there is no column %s%s", quote(want), nearMiss(want, names))})
		}
	}
	return at
}

// Continue gives the log's ids the form of the dataset. It is called before
// Changes.
func (l *CellLog) Continue(form ascribe.IDForm) { l.table.ids = form }

func (l *CellLog) id(text string) (id, wrong string) {
	if l.table.ids == ascribe.IDsFolded {
		return makeID(text)
	}
	t, wrong := keptID([]string{text})
	return t.id, wrong
}

// Remarks are what the last reading found odd and no fault: an old value that
// is not the one that the log itself said before, and an id that is added twice,
// or removed or set while it is not listed.
func (l *CellLog) Remarks() *Remarks { return &l.table.remarks }

// Progress is how many of the log's bytes the last call of Changes has come
// past. It may be asked for while reading goes on.
func (l *CellLog) Progress() (read, total int64) { return l.table.Progress() }

// Changes yields the log's changes in its order; of those of one cell on one
// day the last counts, which is for the caller. Faults go to problems, and a
// line with a fault is not yielded; an error is yielded once, as the last
// thing, where the file cannot be read to its end. Memory grows with the
// number of cells that the log sets, by some thirty bytes each.
func (l *CellLog) Changes(problems *ascribe.Problems) iter.Seq2[Change, error] {
	return func(yield func(Change, error) bool) {
		l.table.remarks = Remarks{}
		l.table.restart()
		g, err := l.table.open(problems)
		if err != nil {
			yield(Change{}, err)
			return
		}
		defer g.close()
		header, err := g.header()
		if err != nil {
			yield(Change{}, err)
			return
		}
		r := &logReader{
			log: l, grid: g, problems: problems, at: l.columns(header, problems),
			ids: map[string]listing{}, columns: map[string]logColumn{}, cells: map[uint64]setting{}, variables: map[string]bool{},
		}
		for {
			ok, err := g.next()
			if err != nil {
				yield(Change{}, err)
				return
			}
			if !ok {
				return
			}
			if c, ok := r.change(); ok && !yield(c, nil) {
				return
			}
		}
	}
}

// logReader holds each line of a log to those before it.
type logReader struct {
	log      *CellLog
	grid     grid
	problems *ascribe.Problems
	at       [6]int
	memo     memo

	last      time.Time
	lastText  string
	lastLine  int32
	ids       map[string]listing
	columns   map[string]logColumn
	variables map[string]bool
	cells     map[uint64]setting // by number of id and of column
}

type listing struct {
	number uint32
	listed bool
	line   int32 // of the last change of that; 0: there was none
}

type logColumn struct {
	number   uint32
	variable string
}

// A setting is what the log said of a cell: a hash of the value, and where.
type setting struct {
	hash uint32
	line int32
}

func (r *logReader) fault(field int, format string, args ...any) {
	at := r.grid.at(r.at[field])
	r.problems.Add(ascribe.Problem{File: r.log.table.name, Line: int(at.line), Column: int(at.column), Message: fmt.Sprintf(format, args...)})
}

func (r *logReader) field(i int) string {
	return r.memo.text([]byte(strings.TrimSpace(string(r.grid.text(r.at[i])))))
}

// change makes a change of the line in hand, and is false where it has a
// fault.
func (r *logReader) change() (Change, bool) {
	c := Change{Line: int(r.grid.start().line), log: r.log}
	blank := true
	for i := range logColumns {
		blank = blank && r.field(i) == ""
	}
	if blank {
		return c, false
	}
	for i := range r.at {
		c.places = append(c.places, r.grid.at(r.at[i]))
	}
	if !r.time(&c) {
		return c, false
	}
	var wrong string
	if c.ID, wrong = r.log.id(r.field(1)); wrong != "" {
		r.fault(1, "%s", wrong)
		return c, false
	}
	c.Op, c.Column, c.Old, c.New = Op(r.field(2)), r.field(3), r.field(4), r.field(5)
	id, known := r.ids[c.ID]
	if !known {
		id.number = uint32(len(r.ids))
	}
	ok := false
	switch c.Op {
	case AddID, RemoveID:
		ok = r.list(&c, &id)
	case SetCell:
		ok = r.set(&c, id)
	case "":
		r.fault(2, "the op is missing: + adds an id, - removes it, = sets a cell")
	default:
		r.fault(2, "there is no op %s: + adds an id, - removes it, = sets a cell", quote(string(c.Op)))
	}
	if ok {
		r.ids[c.ID] = id
	}
	return c, ok
}

// time reads the time, which never goes back.
func (r *logReader) time(c *Change) bool {
	text := r.field(0)
	if text == r.lastText && text != "" {
		c.Time, c.Day = r.last, dayOf(r.last)
		r.lastLine = int32(c.Line)
		return true
	}
	t, ok := instantOf(text)
	switch {
	case text == "":
		r.fault(0, "the time is missing")
		return false
	case !ok:
		r.fault(0, "%s is no time: write a day as 2019-06-01, or an instant as 2019-06-01T14:05:00Z", quote(text))
		return false
	case t.Before(r.last):
		r.fault(0, "the time %s is before that of line %d, %s: the rows of a log are in order of time; sort them by it", text, r.lastLine, r.lastText)
		return false
	}
	r.last, r.lastText, r.lastLine = t, text, int32(c.Line)
	c.Time, c.Day = t, dayOf(t)
	return true
}

func dayOf(t time.Time) ascribe.Day { return ascribe.NewDay(t.Year(), int(t.Month()), t.Day()) }

// instantOf reads a day or an instant of RFC 3339, as UTC.
func instantOf(s string) (time.Time, bool) {
	if d, err := ascribe.ParseDay(s); err == nil {
		return time.Unix(int64(d)*86400, 0).UTC(), true
	}
	t, err := time.Parse(time.RFC3339Nano, strings.Replace(s, " ", "T", 1))
	return t.UTC(), err == nil && t.Year() > 0
}

// list adds or removes an id.
func (r *logReader) list(c *Change, id *listing) bool {
	listed := c.Op == AddID
	switch {
	case c.Column != "":
		r.fault(3, "%s is of the whole id, and the line names a column: set cells by =, in lines of their own", c.Op)
		return false
	case c.New != "":
		r.fault(5, "%s is of the whole id, and the line has a new value: set cells by =, in lines of their own", c.Op)
		return false
	case listed && id.listed:
		r.remark(c, "op", "the id %q is listed already, since line %d", c.ID, id.line)
	case !listed && id.line == 0:
		r.remark(c, "op", "the id %q is removed, and was never added", c.ID)
	case !listed && !id.listed:
		r.remark(c, "op", "the id %q is removed already, since line %d", c.ID, id.line)
	}
	id.listed, id.line = listed, int32(c.Line)
	return true
}

func (r *logReader) remark(c *Change, field, format string, args ...any) {
	r.log.table.remarks.add(c.Problem(field, format, args...))
}

func (r *logReader) set(c *Change, id listing) bool {
	switch {
	case c.Column == "":
		r.fault(3, "the column is missing: = sets one")
		return false
	case id.line == 0:
		r.remark(c, "id", "the id %q has a cell set, and was never added", c.ID)
	case !id.listed:
		r.remark(c, "id", "the id %q has a cell set, and is not listed since line %d", c.ID, id.line)
	}
	column, named := r.columns[c.Column]
	if !named {
		if len(r.columns) == maxColumns {
			r.fault(3, "the log has more than %d columns", maxColumns)
			return false
		}
		column = logColumn{uint32(len(r.columns)), unique(cmp.Or(variableName(c.Column), fmt.Sprintf("column_%d", len(r.columns)+1)), r.variables)}
		r.columns[c.Column] = column
	}
	c.Variable = column.variable
	key := uint64(id.number)<<32 | uint64(column.number)
	// An id that was added again may begin anew, or go on as it was.
	if before, told := r.cells[key]; told && before.hash != hashOf(c.Old) && (c.Old != "" || before.line > id.line) {
		r.remark(c, "old", "the old value %s of %s is not the one that line %d set: is a line missing before this one?", quote(c.Old), c.Column, before.line)
	}
	r.cells[key] = setting{hashOf(c.New), int32(c.Line)}
	return true
}

func hashOf(s string) uint32 {
	h := fnv.New32a()
	io.WriteString(h, s)
	return h.Sum32()
}
