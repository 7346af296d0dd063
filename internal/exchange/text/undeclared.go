package text

import (
	"bufio"
	"bytes"
	"io"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Undeclared reads text of which nobody says in what encoding it is, as UTF-8
// and without a mark: UTF-8; UTF-16 with its mark; and Windows-1252, as
// spreadsheet programs write CSV in the west, where the letters leave no doubt
// of it. Anything else ends in a [WrongByte].
func Undeclared(r io.Reader) io.Reader {
	b := bufio.NewReaderSize(r, 4<<10)
	if start, _ := b.Peek(len(utf8Mark)); Marked(start) == UTF16 {
		return transform.NewReader(b, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder())
	}
	return &undeclared{utf8: newUTF8Reader(b)}
}

// undeclared passes UTF-8 on until it meets Windows-1252, and reads that from
// there on.
type undeclared struct {
	utf8    *utf8Reader
	western bool
	out     []byte
	err     error
}

func (u *undeclared) Read(p []byte) (int, error) {
	if !u.western {
		n, err := u.utf8.Read(p)
		w, wrong := err.(*WrongByte)
		if !wrong || w.Advice() != Windows1252 || len(Guess(w.rest).Or) > 0 {
			return n, err
		}
		u.western = true
		u.take(w.chunk)
	}
	for len(u.out) == 0 && u.err == nil {
		n, err := u.utf8.r.Read(u.utf8.buf)
		u.take(u.utf8.buf[:n])
		if u.err == nil {
			u.err = err
		}
	}
	n := copy(p, u.out)
	u.out = u.out[n:]
	if n == 0 && len(p) > 0 {
		return 0, u.err
	}
	return n, nil
}

// take decodes what was read. A line of UTF-8 in it says that the file is in
// two encodings.
func (u *undeclared) take(chunk []byte) {
	for line := range bytes.Lines(chunk) {
		if !isASCII(line) && Valid(line, true) && usual(line) {
			u.utf8.count(chunk[:bytes.Index(chunk, line)])
			u.err = &WrongByte{Line: u.utf8.line, Column: u.utf8.col, mixed: true}
			return
		}
	}
	u.utf8.count(chunk)
	u.out, _ = charmap.Windows1252.NewDecoder().Bytes(chunk)
	for _, c := range string(u.out) {
		if c >= 0x80 && c < 0xA0 || c == '\uFFFD' {
			u.out, u.err = nil, &WrongByte{Line: u.utf8.line, Column: u.utf8.col, rest: bytes.Clone(chunk)}
			return
		}
	}
}
