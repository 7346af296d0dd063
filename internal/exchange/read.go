package exchange

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/exchange/text"
	"github.com/ascribe-project/ascribe/internal/near"
)

// Placed is a noun with its place in a casebook.
type Placed struct {
	Noun ascribe.Noun // a pointer, of its own for each row
	File string
	Line int // of its first field

	table *table
	at    []position
}

// Problem is a fault of one field of the row, named as in the header. A field
// that the row does not have stands for the whole row.
func (p Placed) Problem(field, format string, args ...any) ascribe.Problem {
	problem := ascribe.Problem{File: p.File, Line: p.Line, Field: field, Message: fmt.Sprintf(format, args...)}
	if p.table == nil {
		return problem
	}
	if i := slices.Index(p.table.all(), field); i >= 0 && i < len(p.at) {
		problem.Line, problem.Column = p.at[i].line, p.at[i].column
	}
	return problem
}

// Nouns yields what the casebook holds, completed as by [Complete]: incidents,
// actors, links, sources, amendments, regrades, statements and withdrawals, each in the
// order of their file. Memory does not grow with the files.
//
// Faults go to problems. A row with a fault is not yielded, and reading goes on
// after it. An error is yielded once, as the last thing, where a file cannot
// be read to its end. It can be called again, and then reads anew.
func (c *Casebook) Nouns(problems *ascribe.Problems) iter.Seq2[Placed, error] {
	return func(yield func(Placed, error) bool) {
		memo := newMemo()
		c.read.Store(0)
		for _, t := range tables {
			if c.paths[t.name] == "" {
				continue
			}
			more, err := c.rows(t, memo, problems, yield)
			if err != nil {
				yield(Placed{}, err)
				return
			}
			if !more {
				return
			}
		}
	}
}

// Only is the nouns of one kind.
func (c *Casebook) Only(kind ascribe.RecordKind, problems *ascribe.Problems) iter.Seq2[Placed, error] {
	return func(yield func(Placed, error) bool) {
		for _, t := range tables {
			if t.kind != kind || c.paths[t.name] == "" {
				continue
			}
			if _, err := c.rows(t, newMemo(), problems, yield); err != nil {
				yield(Placed{}, err)
			}
		}
	}
}

func (c *Casebook) rows(t *table, memo *memo, problems *ascribe.Problems, yield func(Placed, error) bool) (more bool, err error) {
	path := c.paths[t.name]
	file, err := c.open(path)
	if err != nil {
		return false, err
	}
	defer file.Close()

	content := bufio.NewReaderSize(text.Undeclared(file), 64<<10)
	start, _ := content.Peek(64 << 10)
	fault := func(at position, message string) {
		problems.Add(ascribe.Problem{File: path, Line: at.line, Column: at.column, Message: message})
	}
	s := newScanner(content, DelimiterOf(start, 1), fault)
	columns := header(t, s, start)
	if err := c.endOf(path, s, fault); err != nil || columns == nil {
		return true, err
	}
	r := &row{scan: s, column: columns, memo: memo}
	var at []position
	var faulty uint32 // columns: of each the first fault is the cause of the others
	r.fault = func(column int, message string) {
		if faulty&(1<<column) == 0 {
			s.fault(at[column], message)
		}
		faulty |= 1 << column
	}
	fields := t.all()
	check := func(field, message string) { r.fault(slices.Index(fields, field), message) }

	cut := false
	for s.next() {
		if cut = s.cut && !s.bad && s.count == s.keep; s.bad {
			continue
		}
		if s.count != s.keep {
			s.miscounted()
			continue
		}
		if r.blank() {
			s.fault(s.start, "the row is empty: take it out")
			continue
		}
		at, faulty = r.places(), 0
		noun := t.decode(r)
		Complete(noun)
		Check(noun, check)
		if faulty == 0 && !yield(Placed{noun, path, s.start.line, t, at}, nil) {
			return false, nil
		}
	}
	if size := c.short[t.name]; cut && size > 0 {
		s.fault(s.at, fmt.Sprintf("the file ends here without a line end, and %s gives it %d bytes, which is more: it seems to be cut short", descriptorFile, size))
	}
	return true, c.endOf(path, s, fault)
}

// endOf sorts what ended the reading of a table: a fault of the file, or an
// error to give up with.
func (c *Casebook) endOf(path string, s *scanner, fault func(position, string)) error {
	if w, ok := errors.AsType[*text.WrongByte](s.err); ok {
		fault(position{int(w.Line), int(w.Column)}, w.Error()+": save the file as CSV UTF-8")
		return nil
	}
	return c.readError(path, s.err)
}

// miscounted reports a row whose number of fields is not the header's.
func (s *scanner) miscounted() {
	switch {
	case s.count > s.keep:
		s.fault(s.extra, fmt.Sprintf("the row has %d fields, and the header %d: put text with commas in quotes", s.count, s.keep))
	case s.cut:
		s.fault(s.start, fmt.Sprintf("the file ends within this row: it has %d fields, and the header %d; the file seems to be cut short", s.count, s.keep))
	default:
		s.fault(s.start, fmt.Sprintf("the row has %d fields, and the header %d: give it all, empty ones too", s.count, s.keep))
	}
}

// header reads the first row and finds the table's columns in it. It is nil,
// with the reason reported, where no rows can be read under it.
func header(t *table, s *scanner, start []byte) []int {
	want := strings.Join(t.columns, ",")
	if bytes.HasPrefix(start, []byte("PK\x03\x04")) {
		s.fault(position{1, 1}, "the file is a zip or a spreadsheet, not CSV: save it as CSV UTF-8")
		return nil
	}
	if !s.next() {
		if s.err == io.EOF {
			s.fault(position{1, 1}, fmt.Sprintf("the file is empty: its first line is %s", want))
		}
		return nil
	}
	if s.bad {
		return nil
	}
	names := make([]string, len(s.cells))
	for i, c := range s.cells {
		names[i] = string(s.text[c.start:c.end])
	}
	all := t.all()
	columns := make([]int, len(all))
	for i := range columns {
		columns[i] = -1
	}
	usable := true
	for i, name := range names {
		at := s.cells[i].at
		switch j := slices.Index(all, name); {
		case j < 0:
			s.fault(at, fmt.Sprintf("%s is not a column of %s%s", quote(name), t.file(), hint(name, all)))
		case columns[j] >= 0:
			s.fault(at, fmt.Sprintf("the column %q is there twice: take one out", name))
			usable = false
		default:
			columns[j] = i
		}
	}
	for i, name := range t.columns { // of a header that is cut short all are wanted
		if columns[i] < 0 && (s.cut || slices.Contains(t.needs, name)) {
			s.fault(position{1, 1}, fmt.Sprintf("the column %q is missing: the first line is %s", name, want))
			usable = false
		}
	}
	if !usable {
		return nil
	}
	s.keep = s.count
	return columns
}

// hint names the column that was probably meant, or else all.
func hint(name string, all []string) string {
	return near.DidYouMeanOr(strings.TrimSpace(name), all, "its columns are")
}
