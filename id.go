package ascribe

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxID is the greatest length of an id, in bytes.
const MaxID = 80

// ValidID reports whether s can be an id: [a-z0-9][a-z0-9._-]{0,79}.
func ValidID(s string) bool {
	if s == "" || len(s) > MaxID {
		return false
	}
	for i := range len(s) {
		c := s[i]
		letter := 'a' <= c && c <= 'z' || '0' <= c && c <= '9'
		if !letter && (i == 0 || c != '.' && c != '_' && c != '-') {
			return false
		}
	}
	return true
}

// PlainWhole is a whole number that a program wrote as 7.0 as 7, and any other
// text as it is.
func PlainWhole(text string) string {
	whole, zeros, found := strings.Cut(text, ".")
	if !found || whole == "" || zeros == "" || strings.Trim(zeros, "0") != "" || strings.Trim(whole, "0123456789") != "" {
		return text
	}
	return whole
}

// Main is the team's own dataset. In records it is left out.
const Main = "main"

// ValidDatasetID reports whether s can be an id of an imported dataset, which
// keeps the letters that its files give: any text of at most MaxID bytes, on
// one line, without space around it. What stands for a folder in an address
// (. and ..) is none.
func ValidDatasetID(s string) bool {
	if s == "" || len(s) > MaxID || s == "." || s == ".." || !utf8.ValidString(s) || strings.TrimSpace(s) != s {
		return false
	}
	return !strings.ContainsFunc(s, func(c rune) bool { return unicode.IsControl(c) || c == '\u2028' || c == '\u2029' || c == '\ufeff' })
}
