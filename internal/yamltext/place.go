package yamltext

import "strings"

// A Place is a line and a column, both counted from 1, in characters.
type Place struct{ Line, Column int }

// A source is the text of a file by lines, for finding places in it.
type source [][]rune

func newSource(text string) source {
	var s source
	for line := range strings.Lines(text) {
		s = append(s, []rune(strings.TrimRight(line, "\r\n")))
	}
	return s
}

// A Scalar is a text of a YAML file and where it begins.
type Scalar struct {
	Text string
	At   Place
}

// find is the place of the character at an offset, in characters, into the
// text of a plain, quoted or block scalar. Where the text cannot be followed
// in the file, it is the place at which the scalar begins.
func (src source) find(s Scalar, offset int) Place {
	c := cursor{src: src, at: s.At}
	switch c.peek() {
	case '"', '\'':
		c.quote = c.peek()
		c.at.Column++
	case '|', '>':
		c.at = Place{s.At.Line + 1, 1}
	}
	after := c.at
	for i, r := range []rune(s.Text) {
		if isSpace(r) {
			if i >= offset {
				return after
			}
			continue
		}
		from, ok := c.next(r)
		if !ok {
			return s.At
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
	at    Place
	quote rune // 0 in plain and block scalars
}

// peek is the character here: '\n' at the end of a line, 0 at that of the file.
func (c *cursor) peek() rune {
	if c.at.Line < 1 || c.at.Line > len(c.src) {
		return 0
	}
	line := c.src[c.at.Line-1]
	if c.at.Column > len(line) {
		return '\n'
	}
	return line[max(c.at.Column, 1)-1]
}

func (c *cursor) step() {
	if c.peek() == '\n' {
		c.at = Place{c.at.Line + 1, 1}
		return
	}
	c.at.Column++
}

// next passes the next visible character, which counts as want, and says
// where it stands.
func (c *cursor) next(want rune) (from Place, ok bool) {
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
			c.at.Column += 2
			return from, want == r
		default:
			c.at.Column++
			return from, want == r
		}
	}
}

// escape passes an escape of a double-quoted scalar and reports whether it
// stands for a visible character.
func (c *cursor) escape() bool {
	c.at.Column++
	kind := c.peek()
	c.step()
	switch kind {
	case 'x':
		c.at.Column += 2
	case 'u':
		c.at.Column += 4
	case 'U':
		c.at.Column += 8
	}
	return !strings.ContainsRune(" \t\nntr", kind)
}
