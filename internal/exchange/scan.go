package exchange

import (
	"fmt"
	"io"
)

// MaxField is the greatest length of a field of a CSV file, in bytes.
const MaxField = 1 << 20

// scanner splits CSV into rows as RFC 4180 says, and no more leniently:
// encoding/csv neither bounds a field, nor keeps a carriage return in a quoted
// one, nor says where a byte is wrong.
//
// Rows end in LF or CRLF. Text in quotes is kept to the byte, with one
// exception: in a file whose first row ends in CRLF, CRLF within quotes reads
// as LF, since such a file was converted as a whole (by an editor, or by git)
// and its text must not change by that.
//
// Faults are reported where they are, and reading goes on after them.
type scanner struct {
	src      io.Reader
	buf      []byte
	pos, end int
	err      error

	at    position // of the next byte
	rows  int
	crlf  bool
	swap  byte // what stands for the comma, and the comma for it; 0: nothing does
	lax   bool // ="text" is text in quotes, as it is to a spreadsheet
	keep  int  // how many fields of a row are kept; the rest is counted only
	fault func(position, string)

	// The row that next read.
	text  []byte // of its fields, one after the other
	cells []cell
	count int      // its fields, kept or not
	start position // of its first field
	empty int      // lines before it that were passed over
	extra position // of the first field that was not kept
	bad   bool     // a fault was reported in it
	cut   bool     // the file ends with it, and without a line end
}

// position is a place in a file: a line and a column in characters, from 1.
type position struct{ line, column int }

// cell is one field of a row.
type cell struct {
	start, end int // in scanner.text
	at         position
	quoted     bool
	long       bool // longer than MaxField; the rest was dropped
	nul        bool
}

const bom = "\uFEFF"

// newScanner reads text in UTF-8, without a mark.
func newScanner(src io.Reader, delimiter byte, fault func(position, string)) *scanner {
	s := &scanner{
		src: src, buf: make([]byte, 64<<10), fault: fault,
		at: position{1, 1}, keep: maxColumns,
	}
	if delimiter != ',' {
		s.swap = delimiter
		s.src = &swapReader{src, delimiter}
	}
	return s
}

// maxColumns is how many fields of a header are read.
const maxColumns = 200

// next reads a row, and is false at the end of the file. Empty lines are
// passed over.
func (s *scanner) next() bool {
	s.text, s.cells, s.count, s.bad, s.cut, s.empty = s.text[:0], s.cells[:0], 0, false, false, 0
	for {
		b, ok := s.peek()
		if !ok {
			return false
		}
		if b == '\r' {
			if s.fill(2); s.end-s.pos < 2 || s.buf[s.pos+1] != '\n' {
				break
			}
			s.pos++
		} else if b != '\n' {
			break
		}
		s.pos++
		s.empty++
		s.at = position{s.at.line + 1, 1}
	}
	s.start = s.at
	for s.field() {
	}
	s.rows++
	if s.swap != 0 {
		exchangeBytes(s.text, s.swap)
	}
	return s.err == nil || s.err == io.EOF
}

// field reads one field and what ends it, and reports whether the row goes on.
func (s *scanner) field() (more bool) {
	c := cell{start: len(s.text), at: s.at}
	s.count++
	if s.count == s.keep+1 {
		s.extra = s.at
	}
	if s.lax && s.fill(2) && s.buf[s.pos] == '=' && s.buf[s.pos+1] == '"' {
		s.skip()
	}
	if b, ok := s.peek(); ok && b == '"' {
		c.quoted = true
		s.skip()
		if !s.quoted(&c) {
			s.report(c.at, "the quote that opens here is never closed: close it; the file may be cut short")
			s.close(c)
			s.cut = true
			return false
		}
	}
	more = s.bare(&c)
	s.close(c)
	return more
}

// quoted reads up to the closing quote, and is false where there is none.
func (s *scanner) quoted(c *cell) bool {
	for s.run(c, stopQuoted) {
		b := s.buf[s.pos]
		at := s.at
		s.skip()
		switch b {
		case '"':
			if b, ok := s.peek(); !ok || b != '"' {
				return true
			}
			s.skip()
			s.addByte(c, '"')
		case '\n':
			s.at = position{at.line + 1, 1}
			s.addByte(c, '\n')
		case '\r':
			if b, ok := s.peek(); !s.crlf || !ok || b != '\n' {
				s.addByte(c, '\r')
			}
		case 0:
			s.nul(c, at)
		}
	}
	return false
}

// bare reads a field that is not quoted, or what follows a closing quote,
// with the comma or line end after it. It reports whether it was a comma.
func (s *scanner) bare(c *cell) (more bool) {
	for told := false; ; {
		atQuoteEnd := c.quoted && !told
		from := s.at
		ok := s.run(c, stopBare)
		if atQuoteEnd && s.at != from {
			s.report(from, "there is text after the closing quote: write a quote inside quotes twice")
			told = true
		}
		if !ok {
			s.cut = true
			return false
		}
		b := s.buf[s.pos]
		at := s.at
		s.skip()
		switch b {
		case ',':
			return true
		case '\n':
			s.at = position{at.line + 1, 1}
			return false
		case '\r':
			b, ok := s.peek()
			if !ok {
				s.cut = true
				return false
			}
			if b == '\n' {
				s.skip()
				s.at = position{at.line + 1, 1}
				s.crlf = s.crlf || s.rows == 0
				return false
			}
			if !told {
				s.report(at, "a carriage return stands alone: end rows with LF or CRLF, and put text with line breaks in quotes")
			}
			told = true
		case '"':
			if !told {
				s.report(at, "there is a quote in a field that does not begin with one: put the field in quotes, and write the quote twice")
			}
			told = true
		case 0:
			s.nul(c, at)
		}
	}
}

// close ends a field: it is checked, and kept if it is wanted.
func (s *scanner) close(c cell) {
	c.end = len(s.text)
	if s.count > s.keep {
		s.text = s.text[:c.start]
		return
	}
	s.cells = append(s.cells, c)
	if c.long {
		s.report(c.at, fmt.Sprintf("the field is longer than %d bytes (1 MiB): shorten it; or is a closing quote missing?", MaxField))
	}
}

func (s *scanner) nul(c *cell, at position) {
	if !c.nul {
		s.report(at, "there is a NUL byte: take it out; if there are many, the file is not UTF-8 text")
	}
	c.nul = true
}

func (s *scanner) report(at position, message string) {
	s.bad = true
	if s.err == nil || s.err == io.EOF { // what a failing disk leaves off is no fault of the file
		s.fault(at, message)
	}
}

// The bytes at which a run of a field's plain text ends.
const (
	stopBare = 1 << iota
	stopQuoted
)

var stops = [256]uint8{
	0:    stopBare | stopQuoted,
	'\n': stopBare | stopQuoted,
	'\r': stopBare | stopQuoted,
	'"':  stopBare | stopQuoted,
	',':  stopBare,
}

// run takes plain text up to a byte that stops it, which it leaves as the next
// one. It is false at the end of the file.
func (s *scanner) run(c *cell, stop uint8) bool {
	for {
		if _, ok := s.peek(); !ok {
			return false
		}
		w := s.buf[s.pos:s.end]
		n, following := 0, 0
		for n < len(w) && stops[w[n]]&stop == 0 {
			if w[n]>>6 == 2 { // not the first byte of a character
				following++
			}
			n++
		}
		s.add(c, w[:n])
		s.pos += n
		s.at.column += n - following
		if n < len(w) {
			return true
		}
	}
}

// skip passes over the next byte, which has been peeked at.
func (s *scanner) skip() {
	s.pos++
	s.at.column++
}

func (s *scanner) peek() (byte, bool) {
	if s.pos == s.end && !s.fill(1) {
		return 0, false
	}
	return s.buf[s.pos], true
}

// fill has n bytes stand ready, if the file has that many more.
func (s *scanner) fill(n int) bool {
	if s.end-s.pos >= n {
		return true
	}
	s.end = copy(s.buf, s.buf[s.pos:s.end])
	s.pos = 0
	for empty := 0; s.end < n && s.err == nil; {
		var m int
		m, s.err = s.src.Read(s.buf[s.end:])
		s.end += m
		if empty++; m > 0 {
			empty = 0
		} else if empty == 100 && s.err == nil {
			s.err = io.ErrNoProgress
		}
	}
	return s.end >= n
}

// add appends to the field's text, which never grows past MaxField.
func (s *scanner) add(c *cell, text []byte) {
	if room := MaxField - (len(s.text) - c.start); len(text) > room {
		c.long = true
		text = text[:room]
	}
	s.text = append(s.text, text...)
}

func (s *scanner) addByte(c *cell, b byte) { s.add(c, []byte{b}) }
