package words

import (
	"unicode"
	"unicode/utf8"
)

// cut calls use with the place of each word of a text, in order.
func cut(text string, use func(start, end int)) {
	start := -1
	end := func(at int) {
		if start >= 0 {
			use(start, at)
			start = -1
		}
	}
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case !inWord(r):
			end(i)
		case spaceless(r):
			end(i)
			use(i, pair(text, i, i+size))
		case start < 0 && !unicode.IsMark(r):
			start = i
		}
		i += size
	}
	end(len(text))
}

// pair is the end of the two letters that begin at a place, of a script
// without spaces; of one, where no other follows.
func pair(text string, start, next int) int {
	end := next
	for end < len(text) { // marks belong to the letter before
		r, size := utf8.DecodeRuneInString(text[end:])
		if !unicode.IsMark(r) {
			if spaceless(r) && inWord(r) {
				return end + size
			}
			break
		}
		end += size
	}
	return end
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Cf)
}

// spaceless reports whether a letter is of a script that writes no spaces
// between words.
func spaceless(r rune) bool {
	return r >= 0x0e00 && unicode.IsLetter(r) &&
		unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}
