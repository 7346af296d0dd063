package dataset

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/ascribe-project/ascribe"
)

// Encoding is how the characters of a text file are written as bytes.
type Encoding string

const (
	UTF8        Encoding = "utf-8"
	Windows1252 Encoding = "windows-1252"
	Latin1      Encoding = "latin-1"
	UTF16       Encoding = "utf-16"
)

// Encodings lists the encodings in the order of the documentation.
var Encodings = []Encoding{UTF8, Windows1252, Latin1, UTF16}

var otherNames = map[string]Encoding{
	"utf8": UTF8, "cp1252": Windows1252, "windows1252": Windows1252, "ansi": Windows1252,
	"iso-8859-1": Latin1, "latin1": Latin1, "utf16": UTF16, "utf-16le": UTF16, "utf-16be": UTF16,
}

const (
	utf8Mark    = "\xEF\xBB\xBF"
	utf16MarkLE = "\xFF\xFE"
	utf16MarkBE = "\xFE\xFF"
)

// sampleSize is how much of the beginning of a file is looked at to find out
// what it is.
const sampleSize = 1 << 20

func sampleOf(r io.ReaderAt, size int64) ([]byte, error) {
	b := make([]byte, min(size, sampleSize))
	n, err := io.ReadFull(io.NewSectionReader(r, 0, size), b)
	if err == io.ErrUnexpectedEOF || err == io.EOF {
		err = nil
	}
	return b[:n], err
}

// encodingOf is how a file with this beginning is to be decoded: as the
// mapping says, and a mark at its beginning allows. whole says that the sample
// is all of the file.
func encodingOf(declared Encoding, sample []byte, whole bool) (encoding.Encoding, string) {
	text := string(sample[:min(3, len(sample))])
	switch {
	case strings.HasPrefix(text, utf16MarkLE), strings.HasPrefix(text, utf16MarkBE):
		if declared == "" || declared == UTF16 {
			return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), ""
		}
		return nil, fmt.Sprintf("the file is UTF-16, by the mark that it begins with, and the mapping says encoding: %s: write encoding: %s, or leave it out", declared, UTF16)
	case text == utf8Mark:
		if declared == "" || declared == UTF8 {
			return nil, ""
		}
		return nil, fmt.Sprintf("the file is UTF-8, by the mark that it begins with, and the mapping says encoding: %s: write encoding: %s, or leave it out", declared, UTF8)
	}
	little, big := looksUTF16(sample)
	switch {
	case declared == UTF16 && big:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), ""
	case declared == UTF16 && little:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), ""
	case declared == UTF16:
		return nil, fmt.Sprintf("the file is not UTF-16, as the mapping says: it looks like %s", looksLike(sample, whole))
	case little || big:
		return nil, fmt.Sprintf("the file looks like UTF-16: write encoding: %s in the mapping, or save it as UTF-8", UTF16)
	case declared == Windows1252 || declared == Latin1:
		if foreign := nonASCII(sample); foreign > 0 && utf8.Valid(completeRunes(sample, whole)) {
			return nil, fmt.Sprintf("the file looks like UTF-8, and the mapping says encoding: %s: write encoding: %s", declared, UTF8)
		}
		if declared == Latin1 {
			return charmap.ISO8859_1, ""
		}
		return charmap.Windows1252, ""
	}
	return nil, ""
}

// looksUTF16 reports whether every second byte, the second or the first of
// each pair, is nearly always zero.
func looksUTF16(sample []byte) (little, big bool) {
	if len(sample) < 4 {
		return false, false
	}
	zeros := [2]int{}
	for i, b := range sample {
		if b == 0 {
			zeros[i%2]++
		}
	}
	half := len(sample) / 2
	return zeros[1] > half/2 && zeros[0] <= half/8, zeros[0] > half/2 && zeros[1] <= half/8
}

func nonASCII(b []byte) (n int) {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			n++
		}
	}
	return n
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

func looksLike(sample []byte, whole bool) string {
	if utf8.Valid(completeRunes(sample, whole)) {
		return "UTF-8"
	}
	return "Windows-1252"
}

// A wrongByte is a byte that is not UTF-8, of which there is no use in reading
// on.
type wrongByte struct {
	at   place
	byte byte
}

func (w *wrongByte) Error() string { return "not UTF-8" }

// asFault is the fault of a file that was read as UTF-8 and is not.
func (w *wrongByte) asFault(name string) ascribe.Problem {
	looks := "it is not text in Windows-1252 either"
	if c := charmap.Windows1252.DecodeByte(w.byte); c >= 0xA0 {
		looks = fmt.Sprintf("it looks like Windows-1252, where the byte 0x%02X is %q: write encoding: %s in the mapping, or save the file as UTF-8", w.byte, c, Windows1252)
	}
	return ascribe.Problem{
		File: name, Line: int(w.at.line), Column: int(w.at.column),
		Message: fmt.Sprintf("line %d is not UTF-8; %s", w.at.line, looks),
	}
}

// utf8Reader passes UTF-8 on, and ends with a [wrongByte] where it is not.
type utf8Reader struct {
	r    io.Reader
	line int32
	col  int32 // characters of the line that were passed on
	rest []byte
	err  error
	buf  []byte
	out  []byte
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
		u.err = &wrongByte{place{u.line, u.col}, whole[at]}
		whole = nil
		b = nil
	}
	u.count(whole)
	u.out, u.rest = whole, b[len(whole):]
}

func (u *utf8Reader) count(b []byte) {
	if lines := bytes.Count(b, []byte("\n")); lines > 0 {
		u.line += int32(lines)
		u.col = 1
		b = b[bytes.LastIndexByte(b, '\n')+1:]
	}
	u.col += int32(utf8.RuneCount(b))
}

// decoded reads a text file as UTF-8; a fault where it is in another encoding.
func decoded(r io.Reader, declared Encoding, sample []byte, whole bool) (io.Reader, string) {
	enc, fault := encodingOf(declared, sample, whole)
	switch {
	case fault != "":
		return nil, fault
	case enc != nil:
		return transform.NewReader(r, enc.NewDecoder()), ""
	}
	return newUTF8Reader(r), ""
}

// readFault sorts what ended the reading of a file: a fault of it, which is
// added to its problems, or an error to give up with.
func readFault(name string, err error, problems *ascribe.Problems) error {
	if err == nil {
		return nil
	}
	if w, ok := errors.AsType[*wrongByte](err); ok {
		problems.Add(w.asFault(name))
		return nil
	}
	if _, ok := errors.AsType[*ascribe.Error](err); ok {
		return err
	}
	return ascribe.Errorf(ascribe.ErrInternal, "%s could not be read to its end", name).WithCause(err)
}
