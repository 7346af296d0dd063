package exchange

import "io"

// CSV reads the rows of any CSV file in UTF-8, as strictly as those of a
// casebook and with the place of every field: it is what the packages below
// this one read other people's files with.
type CSV struct{ scan *scanner }

// NewCSV reads CSV whose fields are separated by the delimiter, which is one
// byte of ASCII; other delimiters and the comma are exchanged on the way in,
// and in the fields again on the way out. Faults are reported where they are,
// columns counted in characters from 1, and reading goes on after them. At
// most columns fields of a row are kept.
func NewCSV(r io.Reader, delimiter byte, columns int, fault func(line, column int, message string)) *CSV {
	s := newScanner(r, delimiter, func(at position, message string) { fault(at.line, at.column, message) })
	s.keep, s.lax = columns, true
	return &CSV{s}
}

// Next reads a row, and is false at the end of the file or where it cannot be
// read on.
func (c *CSV) Next() bool { return c.scan.next() }

// Err is why the file could not be read to its end; nil where it was.
func (c *CSV) Err() error {
	if c.scan.err == io.EOF {
		return nil
	}
	return c.scan.err
}

// Faulty reports whether the row has a fault that was reported.
func (c *CSV) Faulty() bool { return c.scan.bad }

// Len is the number of the row's fields, kept or not.
func (c *CSV) Len() int { return c.scan.count }

// Field is the text of a kept field, from 0. It is valid until Next.
func (c *CSV) Field(i int) []byte {
	f := c.scan.cells[i]
	return c.scan.text[f.start:f.end]
}

// Place is where a kept field begins; of others, where the first of them does.
func (c *CSV) Place(i int) (line, column int) {
	at := c.scan.extra
	if i < len(c.scan.cells) {
		at = c.scan.cells[i].at
	}
	return at.line, at.column
}

// Start is where the row begins.
func (c *CSV) Start() (line, column int) { return c.scan.start.line, c.scan.start.column }

// Empty is how many empty lines before the row were passed over.
func (c *CSV) Empty() int { return c.scan.empty }

// Cut reports whether the file ends with the row, and without a line end.
func (c *CSV) Cut() bool { return c.scan.cut }

// Delimiters are what the fields of a CSV file are separated by, the most usual
// first.
var Delimiters = []byte{',', ';', '\t', '|'}

// DelimiterOf is the delimiter that stands most often in the row of a text that
// names the columns, from 1, outside of quotes; of an empty row, in the next
// that is not.
func DelimiterOf(text []byte, header int) byte {
	counts := map[byte]int{}
	row, empty, quoted := 1, true, false
	for _, b := range text {
		switch {
		case b == '"':
			quoted, empty = !quoted, false
		case quoted, b == '\r':
		case b == '\n':
			if row++; row > header && !empty {
				return mostOf(counts)
			}
			clear(counts)
			empty = true
		default:
			counts[b]++
			empty = false
		}
	}
	return mostOf(counts)
}

func mostOf(counts map[byte]int) byte {
	best := Delimiters[0]
	for _, d := range Delimiters[1:] {
		if counts[d] > counts[best] {
			best = d
		}
	}
	return best
}

type swapReader struct {
	r    io.Reader
	with byte
}

func (s *swapReader) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	exchangeBytes(p[:n], s.with)
	return n, err
}

func exchangeBytes(p []byte, with byte) {
	for i, b := range p {
		switch b {
		case ',':
			p[i] = with
		case with:
			p[i] = ','
		}
	}
}
