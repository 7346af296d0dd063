package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// unseen reports whether a character does something to a screen instead of
// being seen on it: the controls, with those of escape sequences, the marks that
// turn the direction of text, and what breaks a line without being a new one.
func unseen(r rune) bool {
	return r != '\n' && unicode.In(r, unicode.Cc, unicode.Bidi_Control, unicode.Zl, unicode.Zp)
}

// visible is a text with such characters written out, as in <U+001B>.
func visible(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return unseen(r) || r == utf8.RuneError }) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s { // what is no UTF-8 becomes the replacement character
		if unseen(r) {
			fmt.Fprintf(&b, "<U+%04X>", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// A jsonWriter writes JSON with such characters as JSON escapes them: the same
// texts, and no harm to a screen. They can only stand within its strings.
type jsonWriter struct {
	to   io.Writer
	rest []byte // of a line that has not ended
}

func (w *jsonWriter) Write(b []byte) (int, error) {
	w.rest = append(w.rest, b...)
	whole := bytes.LastIndexByte(w.rest, '\n') + 1
	if whole == 0 {
		return len(b), nil
	}
	_, err := io.WriteString(w.to, escaped(string(w.rest[:whole])))
	w.rest = append(w.rest[:0], w.rest[whole:]...)
	return len(b), err
}

// end writes what is left.
func (w *jsonWriter) end() error {
	_, err := io.WriteString(w.to, escaped(string(w.rest)))
	w.rest = nil
	return err
}

func escaped(json string) string {
	if strings.IndexFunc(json, unseen) < 0 {
		return json
	}
	var b strings.Builder
	for _, r := range json {
		if unseen(r) {
			fmt.Fprintf(&b, "\\u%04x", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
