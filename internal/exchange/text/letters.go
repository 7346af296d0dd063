package text

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
)

// Letters holds what a file says to the encoding that was declared for it:
// another than UTF-8 makes letters of nearly any bytes, so that wrong ones
// would come in unnoticed. A nil one finds nothing wrong.
type Letters struct {
	declared Encoding
	encoder  *encoding.Encoder
	doubt    string
	foreign  int // texts beyond ASCII that the encoding knows
	asUTF8   int // those of them that are UTF-8
}

// NewLetters watches over a file; it is nil of one that is Unicode.
func NewLetters(s Source) *Letters {
	enc := s.Declared.coding()
	if enc == nil || Marked(s.Sample) != "" {
		return nil
	}
	l := &Letters{declared: s.Declared, encoder: enc.NewEncoder()}
	// Enough letters, of which hardly any makes sense, are in another encoding.
	if share, n := Fit(s.Declared, s.Sample); n >= 4 && share < 0.3 {
		g := Guess(s.Sample)
		if best, _ := Fit(g.Best, s.Sample); g.Best != "" && best > 0.6 {
			l.doubt = fmt.Sprintf("the letters beyond ASCII hardly make words as %s: the file looks like %s, and the mapping says encoding: %s", s.Declared, g, s.Declared)
		}
	}
	return l
}

// Again begins anew with the file.
func (l *Letters) Again() {
	if l != nil {
		l.foreign, l.asUTF8 = 0, 0
	}
}

// Doubt says that the file as a whole looks like another encoding; "" where it
// does not.
func (l *Letters) Doubt() string {
	if l == nil {
		return ""
	}
	return l.doubt
}

// Check says what is wrong with a text that was decoded: a fault where it has
// what the encoding does not know, and a remark where its bytes are UTF-8, as
// where files of two encodings were joined: Ã¼ was ü.
func (l *Letters) Check(text []byte) (fault, remark string) {
	if l == nil || isASCII(text) {
		return "", ""
	}
	raw, err := l.encoder.Bytes(text)
	if err == nil {
		l.foreign++
	}
	if err == nil && utf8.Valid(raw) && usual(raw) {
		l.asUTF8++
		return "", fmt.Sprintf("%s looks like UTF-8 that was read as %s: it was perhaps %s; the file seems to be in two encodings", excerpt(text), l.declared, excerpt(raw))
	}
	for i := 0; i < len(text); {
		c, n := utf8.DecodeRune(text[i:])
		switch {
		case c >= 0x80 && c < 0xA0 && l.declared == Latin1:
			return fmt.Sprintf("there is a control character after %s, where %s has a letter or sign: write encoding: %s in the mapping", excerpt(text[:i]), Windows1252, Windows1252), ""
		case c >= 0x80 && c < 0xA0, c == utf8.RuneError:
			return fmt.Sprintf("there is a byte that is not %s, after %s: the file is damaged, or in another encoding than the mapping says", l.declared, excerpt(text[:i])), ""
		}
		i += n
	}
	return "", ""
}

// End is the fault of a file of which every text was UTF-8 all the same.
func (l *Letters) End() string {
	if l == nil || l.foreign == 0 || l.asUTF8 < l.foreign {
		return ""
	}
	return fmt.Sprintf("the file is UTF-8, and the mapping says encoding: %s: write encoding: %s, or leave it out", l.declared, UTF8)
}

// usual reports whether the letters that UTF-8 makes are of the usual scripts:
// in other encodings pairs such as É» are UTF-8 by chance.
func usual(raw []byte) bool {
	for _, c := range string(raw) {
		switch {
		case c < utf8.RuneSelf, c >= 0xC0 && c < 0x180, c >= 0x370 && c < 0x660, c >= 0x1E00 && c < 0x2000:
		case strings.ContainsRune(usualSigns, c), c >= 0x3040 && c < 0x3100, c >= 0x4E00 && c < 0xA000, c >= 0xAC00 && c < 0xD7A4:
		default:
			return false
		}
	}
	return true
}

// excerpt is a text in quotes, not too long.
func excerpt(b []byte) string {
	runes := []rune(string(b))
	if len(runes) > 40 {
		runes = append(runes[:40:40], '…')
	}
	return fmt.Sprintf("%q", string(runes))
}
