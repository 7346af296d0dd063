package ascribe

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// ErrorKind says whose turn it is after an error. One table each turns kinds
// into exit codes and HTTP statuses.
type ErrorKind string

const (
	ErrInternal    ErrorKind = "internal"    // our fault
	ErrUsage       ErrorKind = "usage"       // the command was not understood
	ErrInvalid     ErrorKind = "invalid"     // the input has faults
	ErrNotFound    ErrorKind = "not_found"   // there is no such thing
	ErrWithheld    ErrorKind = "withheld"    // it is not for whoever asks
	ErrConflict    ErrorKind = "conflict"    // it contradicts what is there, or the store is busy
	ErrUnverified  ErrorKind = "unverified"  // the record does not prove itself
	ErrNewer       ErrorKind = "newer_store" // the store was written by a newer program
	ErrUnwritten   ErrorKind = "unwritten"   // what was to be given out could not be written
	ErrInterrupted ErrorKind = "interrupted"
)

// Error is an error for people: what is wrong, what to do, and every place
// where it is wrong. Only Message, Hint and Problems leave the program; Cause
// is for the log.
type Error struct {
	Kind     ErrorKind
	Message  string
	Hint     string
	Problems []Problem
	More     int // problems beyond those listed
	Cause    error
	Absent   *Absence // the id that is not there, where that is what is wrong
}

// Problem is one fault at one place. Line and Column count from 1, columns in
// characters; 0 is none. Of a workbook they are a row and a column of the
// sheet, and Cell is what the spreadsheet calls the two together.
type Problem struct {
	File    string `json:"file,omitempty"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Cell    string `json:"cell,omitempty"`
	Field   string `json:"field,omitempty"` // of what is written down, as its JSON calls it
	Message string `json:"message"`
}

// Errorf makes an error of a kind.
func Errorf(kind ErrorKind, format string, args ...any) *Error {
	return &Error{Kind: kind, Message: fmt.Sprintf(format, args...)}
}

// WithHint says what to do about the error.
func (e *Error) WithHint(format string, args ...any) *Error {
	e.Hint = fmt.Sprintf(format, args...)
	return e
}

// WithCause keeps the error that lies behind, for the log.
func (e *Error) WithCause(err error) *Error {
	e.Cause = err
	return e
}

func (e *Error) Error() string { return e.Message }
func (e *Error) Unwrap() error { return e.Cause }

// KindOf is the kind of an error: ErrInternal where it carries none.
func KindOf(err error) ErrorKind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return ErrInternal
}

// MaxProblems is how many problems an error lists; the rest are counted.
const MaxProblems = 100

// Problems gathers the faults of an input, so that all are reported at once.
type Problems struct {
	list []Problem
	more int
}

// Add notes a fault.
func (p *Problems) Add(at Problem) {
	if len(p.list) < MaxProblems {
		p.list = append(p.list, at)
	} else {
		p.more++
	}
}

// Join notes the faults of another list.
func (p *Problems) Join(o *Problems) {
	for _, at := range o.list {
		p.Add(at)
	}
	p.more += o.more
}

// Fields are those of which faults were noted after the first so many.
func (p *Problems) Fields(after int) map[string]bool {
	fields := map[string]bool{}
	for _, at := range p.list[min(after, len(p.list)):] {
		fields[at.Field] = true
	}
	return fields
}

// Len is the number of faults noted.
func (p *Problems) Len() int { return len(p.list) + p.more }

// Err is nil where there was no fault; otherwise an ErrInvalid that says of
// what, with the faults in the order of their places.
func (p *Problems) Err(what, hint string) error { return p.ErrOf(ErrInvalid, what, hint) }

// ErrOf is Err with another kind.
func (p *Problems) ErrOf(kind ErrorKind, what, hint string) error {
	if p.Len() == 0 {
		return nil
	}
	count := "1 fault"
	if n := p.Len(); n > 1 {
		count = fmt.Sprintf("%d faults", n)
	}
	return p.Describe(&Error{Kind: kind, Message: fmt.Sprintf("%s has %s", what, count), Hint: hint})
}

// Describe adds the faults to an error, in the order of their places.
func (p *Problems) Describe(e *Error) *Error {
	slices.SortStableFunc(p.list, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	e.Problems, e.More = p.list, p.more
	return e
}

// String writes the problem as "file:line:column: message", or as "file:H5:
// message".
func (p Problem) String() string {
	s := p.File
	switch {
	case p.Cell != "":
		s += ":" + p.Cell
	case p.Line > 0 && p.Column > 0:
		s += fmt.Sprintf(":%d:%d", p.Line, p.Column)
	case p.Line > 0:
		s += fmt.Sprintf(":%d", p.Line)
	}
	if s == "" {
		return p.Message
	}
	return s + ": " + p.Message
}
