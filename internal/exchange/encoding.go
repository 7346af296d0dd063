package exchange

import (
	"fmt"
	"unicode/utf8"
)

// invalidUTF8 is the offset of the first byte that is not UTF-8.
func invalidUTF8(t []byte) int {
	for i := 0; i < len(t); {
		r, n := utf8.DecodeRune(t[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(t)
}

// windows1252 holds the characters of the bytes 0x80 to 0x9F; those from 0xA0
// on are their own. Zero: there is none.
var windows1252 = [32]rune{
	'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0,
	0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ',
}

// notUTF8 says what is wrong with a text whose first byte is not UTF-8.
func notUTF8(t []byte, line int) string {
	b := t[0]
	char := rune(b)
	if b < 0xA0 {
		char = windows1252[b-0x80]
	}
	if char == 0 {
		return fmt.Sprintf("line %d is not UTF-8 (byte 0x%02X): convert the file to UTF-8", line, b)
	}
	return fmt.Sprintf("line %d is not UTF-8; it looks like Windows-1252, where byte 0x%02X is %q: convert the file to UTF-8", line, b, char)
}
