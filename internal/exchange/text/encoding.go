package text

import (
	"fmt"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// Encoding is how the characters of a text file are written as bytes.
type Encoding string

const (
	UTF8        Encoding = "utf-8"
	UTF16       Encoding = "utf-16"
	Latin1      Encoding = "latin-1"
	Windows1250 Encoding = "windows-1250"
	Windows1251 Encoding = "windows-1251"
	Windows1252 Encoding = "windows-1252"
	Windows1253 Encoding = "windows-1253"
	Windows1254 Encoding = "windows-1254"
	Windows1255 Encoding = "windows-1255"
	Windows1256 Encoding = "windows-1256"
	Windows1257 Encoding = "windows-1257"
	Windows1258 Encoding = "windows-1258"
	KOI8R       Encoding = "koi8-r"
	KOI8U       Encoding = "koi8-u"
	ShiftJIS    Encoding = "shift_jis"
	GBK         Encoding = "gbk"
	GB18030     Encoding = "gb18030"
	Big5        Encoding = "big5"
	EUCKR       Encoding = "euc-kr"

	// These are guessed too.
	iso8859x2 Encoding = "iso-8859-2"
	macintosh Encoding = "macintosh"
	ibm866    Encoding = "ibm866"
)

// Encodings lists the encodings in the order of the documentation.
var Encodings = []Encoding{
	UTF8, UTF16, Latin1, Windows1250, Windows1251, Windows1252, Windows1253, Windows1254, Windows1255, Windows1256, Windows1257, Windows1258,
	KOI8R, KOI8U, ShiftJIS, GBK, GB18030, Big5, EUCKR,
}

// otherNames are those that the index of the web does not have, or has for
// another encoding: what it calls Latin-1 is Windows-1252.
var otherNames = map[string]Encoding{
	"ansi": Windows1252, "windows1252": Windows1252,
	"latin-1": Latin1, "latin1": Latin1, "iso-8859-1": Latin1, "iso8859-1": Latin1, "iso88591": Latin1,
	"utf16": UTF16, "utf-16": UTF16, "utf-16le": UTF16, "utf-16be": UTF16,
	"cp932": ShiftJIS, "shift-jis": ShiftJIS, "cp936": GBK, "cp949": EUCKR, "cp950": Big5, "koi8r": KOI8R, "koi8u": KOI8U,
}

// ByName is the encoding of a name, as the web or Windows has it: cp1251 and
// windows-1251 are one. Rarer ones, such as iso-8859-5, are read too.
func ByName(name string) (Encoding, bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	if e, ok := otherNames[name]; ok {
		return e, true
	}
	enc, err := htmlindex.Get(name)
	if err != nil && strings.HasPrefix(name, "cp") {
		enc, err = htmlindex.Get("ibm" + name[2:])
	}
	if err != nil || enc == encoding.Replacement {
		return "", false
	}
	canonical, err := htmlindex.Name(enc)
	if err != nil || canonical == "x-user-defined" {
		return "", false
	}
	return Encoding(canonical), true
}

// coding is how the encoding's bytes become letters; nil of UTF-8, and of
// UTF-16, whose order of bytes a file shows.
func (e Encoding) coding() encoding.Encoding {
	switch e {
	case "", UTF8, UTF16:
		return nil
	case Latin1:
		return charmap.ISO8859_1
	}
	enc, err := htmlindex.Get(string(e))
	if err != nil {
		return nil
	}
	return enc
}

const (
	utf8Mark    = "\xEF\xBB\xBF"
	utf16MarkLE = "\xFF\xFE"
	utf16MarkBE = "\xFE\xFF"
)

// codingOf is how a file with this beginning is to be decoded: as was
// declared, and a mark at its beginning allows; nil is UTF-8. whole says that
// the sample is all of the file.
func codingOf(declared Encoding, sample []byte, whole bool) (enc encoding.Encoding, fault string) {
	marked := Marked(sample)
	switch {
	case marked == UTF16 && (declared == "" || declared == UTF16):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), ""
	case marked == UTF8 && (declared == "" || declared == UTF8):
		return nil, ""
	case marked != "":
		return nil, fmt.Sprintf("the file is %s, by the mark that it begins with, and the mapping says encoding: %s: write encoding: %s, or leave it out", strings.ToUpper(string(marked)), declared, marked)
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
	}
	enc = declared.coding()
	if enc != nil && !isASCII(sample) && Valid(sample, whole) {
		return nil, fmt.Sprintf("the file looks like UTF-8, and the mapping says encoding: %s: write encoding: %s", declared, UTF8)
	}
	return enc, ""
}

// Marked is the encoding that a mark at the beginning names, if there is one.
func Marked(sample []byte) Encoding {
	text := string(sample[:min(3, len(sample))])
	switch {
	case strings.HasPrefix(text, utf16MarkLE), strings.HasPrefix(text, utf16MarkBE):
		return UTF16
	case text == utf8Mark:
		return UTF8
	}
	return ""
}

// IsUTF16 reports whether a text is UTF-16, by its mark or by its bytes.
func IsUTF16(sample []byte) bool {
	little, big := looksUTF16(sample)
	return little || big || Marked(sample) == UTF16
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

func looksLike(sample []byte, whole bool) string {
	if Valid(sample, whole) {
		return "UTF-8"
	}
	if g := Guess(sample); g.Best != "" {
		return string(g.Best)
	}
	return "another encoding, or no text at all"
}
