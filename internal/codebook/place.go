package codebook

import "strings"

// A place is a line and a column, both counted from 1, in characters.
type place struct{ line, column int }

// A source is the text of a file by lines, for finding places in it.
type source [][]rune

func newSource(text string) source {
	var s source
	for line := range strings.Lines(text) {
		s = append(s, []rune(strings.TrimRight(line, "\r\n")))
	}
	return s
}

// A scalar is a text of a YAML file and where it begins.
type scalar struct {
	text string
	at   place
}

// find is the place of the character at an offset, in characters, into the
// text of a plain, quoted or block scalar. Where the text cannot be followed
// in the file, it is the place at which the scalar begins.
func (src source) find(s scalar, offset int) place {
	c := cursor{src: src, at: s.at}
	switch c.peek() {
	case '"', '\'':
		c.quote = c.peek()
		c.at.column++
	case '|', '>':
		c.at = place{s.at.line + 1, 1}
	}
	after := c.at
	for i, r := range []rune(s.text) {
		if isSpace(r) {
			if i >= offset {
				return after
			}
			continue
		}
		from, ok := c.next(r)
		if !ok {
			return s.at
		}
		if i >= offset {
			return from
		}
		after = c.at
	}
	return after
}

// isSpace reports whether YAML may write the character otherwise than it
// counts: folded, or as an escape.
func isSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }

// A cursor follows the visible characters of a scalar through its file.
type cursor struct {
	src   source
	at    place
	quote rune // 0 in plain and block scalars
}

// peek is the character here: '\n' at the end of a line, 0 at that of the file.
func (c *cursor) peek() rune {
	if c.at.line < 1 || c.at.line > len(c.src) {
		return 0
	}
	line := c.src[c.at.line-1]
	if c.at.column > len(line) {
		return '\n'
	}
	return line[max(c.at.column, 1)-1]
}

func (c *cursor) step() {
	if c.peek() == '\n' {
		c.at = place{c.at.line + 1, 1}
		return
	}
	c.at.column++
}

// next passes the next visible character, which counts as want, and says
// where it stands.
func (c *cursor) next(want rune) (from place, ok bool) {
	for {
		for isSpace(c.peek()) {
			c.step()
		}
		from = c.at
		switch r := c.peek(); {
		case r == 0:
			return from, false
		case r == '\\' && c.quote == '"':
			if c.escape() {
				return from, true
			}
		case r == '\'' && c.quote == '\'':
			c.at.column += 2
			return from, want == r
		default:
			c.at.column++
			return from, want == r
		}
	}
}

// escape passes an escape of a double-quoted scalar and reports whether it
// stands for a visible character.
func (c *cursor) escape() bool {
	c.at.column++
	kind := c.peek()
	c.step()
	switch kind {
	case 'x':
		c.at.column += 2
	case 'u':
		c.at.column += 4
	case 'U':
		c.at.column += 8
	}
	return !strings.ContainsRune(" \t\nntr", kind)
}
