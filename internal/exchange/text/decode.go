package text

import (
	"bytes"
	"fmt"
	"io"
	"unicode/utf8"

	"golang.org/x/text/transform"
)

// A Source is a text file whose beginning was looked at.
type Source struct {
	Declared Encoding // "": UTF-8, or what a mark says
	Sample   []byte   // the beginning
	Whole    bool     // whether that is all of it
}

// Decode reads the file from its start, as UTF-8 and without a mark; or says
// why it is not what was declared. Where the file is to be UTF-8 and is not,
// reading ends with a [WrongByte].
func (s Source) Decode(r io.Reader) (decoded io.Reader, fault string) {
	enc, fault := codingOf(s.Declared, s.Sample, s.Whole)
	switch {
	case fault != "":
		return nil, fault
	case enc != nil:
		return transform.NewReader(r, enc.NewDecoder()), ""
	}
	return newUTF8Reader(r), ""
}

// Text is the sample as UTF-8, as far as it can be read.
func (s Source) Text() []byte {
	r, fault := s.Decode(bytes.NewReader(s.Sample))
	if fault != "" {
		return nil
	}
	text, _ := io.ReadAll(r)
	return text
}

// Valid reports whether a text is UTF-8; one that is not the whole of a file
// may end within a character.
func Valid(b []byte, whole bool) bool { return utf8.Valid(completeRunes(b, whole)) }

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// completeRunes takes away a character that the end of a sample cut.
func completeRunes(b []byte, whole bool) []byte {
	if whole {
		return b
	}
	for i := 1; i <= 3 && i <= len(b); i++ {
		if c := b[len(b)-i]; utf8.RuneStart(c) {
			if !utf8.FullRune(b[len(b)-i:]) {
				return b[:len(b)-i]
			}
			break
		}
	}
	return b
}

// A WrongByte is a byte that is not UTF-8, of which there is no use in reading
// on.
type WrongByte struct {
	Line, Column int32 // in characters, from 1
	byte         byte
	mixed        bool   // whether there were letters in UTF-8 before it
	rest         []byte // some of the file from the byte's line on
	chunk        []byte // all that was read and not passed on
}

// Error says what is wrong, and which encoding the text seems to be in. What
// to do is for the caller.
func (w *WrongByte) Error() string {
	s := fmt.Sprintf("line %d is not UTF-8", w.Line)
	g := Guess(w.rest)
	switch {
	case w.mixed && g.Best != "":
		return s + fmt.Sprintf(", and what stands before it is: the file is in two encodings, as when files were joined; from here on it looks like %s", g)
	case w.mixed:
		return s + ", and what stands before it is: the file is in two encodings, as when files were joined, or damaged"
	case g.Best == "":
		return s + ", and its letters fit no encoding that is known here"
	}
	s += fmt.Sprintf("; it looks like %s", g)
	if c, err := g.Best.coding().NewDecoder().Bytes([]byte{w.byte}); err == nil && utf8.RuneCount(c) == 1 && !bytes.ContainsRune(c, utf8.RuneError) {
		s += fmt.Sprintf(", where the byte 0x%02X is '%s'", w.byte, c)
	}
	return s
}

// Advice is the encoding that the whole file seems to be in; "" where that is
// not to be seen, or where it is in two.
func (w *WrongByte) Advice() Encoding {
	if w.mixed {
		return ""
	}
	return Guess(w.rest).Best
}

// utf8Reader passes UTF-8 on, without a mark, and ends with a [WrongByte]
// where it is not.
type utf8Reader struct {
	r     io.Reader
	line  int32
	col   int32 // characters of the line that were passed on
	began bool
	wide  bool // whether a character beyond ASCII was passed on
	rest  []byte
	err   error
	buf   []byte
	out   []byte
}

func newUTF8Reader(r io.Reader) *utf8Reader {
	return &utf8Reader{r: r, line: 1, col: 1, buf: make([]byte, 64<<10)}
}

func (u *utf8Reader) Read(p []byte) (int, error) {
	for len(u.out) == 0 && u.err == nil {
		u.fill()
	}
	n := copy(p, u.out)
	u.out = u.out[n:]
	if n == 0 && len(p) > 0 {
		return 0, u.err
	}
	return n, nil
}

func (u *utf8Reader) fill() {
	kept := copy(u.buf, u.rest)
	n, err := u.r.Read(u.buf[kept:])
	b := u.buf[:kept+n]
	if !u.began && (len(b) >= len(utf8Mark) || err != nil) {
		u.began = true
		b = bytes.TrimPrefix(b, []byte(utf8Mark))
	}
	if !u.began { // a mark may be under way
		u.rest, u.err = b, err
		return
	}
	whole := completeRunes(b, err != nil)
	u.err = err
	if !utf8.Valid(whole) {
		at := 0
		for at < len(whole) {
			c, n := utf8.DecodeRune(whole[at:])
			if c == utf8.RuneError && n == 1 {
				break
			}
			at += n
		}
		u.count(whole[:at])
		line := bytes.LastIndexByte(whole[:at], '\n') + 1
		u.err = &WrongByte{Line: u.line, Column: u.col, byte: whole[at], mixed: u.wide, rest: bytes.Clone(whole[line:]), chunk: bytes.Clone(b)}
		whole = nil
		b = nil
	}
	u.count(whole)
	u.out, u.rest = whole, b[len(whole):]
}

func (u *utf8Reader) count(b []byte) {
	u.wide = u.wide || !isASCII(b)
	if lines := bytes.Count(b, []byte("\n")); lines > 0 {
		u.line += int32(lines)
		u.col = 1
		b = b[bytes.LastIndexByte(b, '\n')+1:]
	}
	u.col += int32(utf8.RuneCount(b))
}
