package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// chains calls use with the places of words that are written together, in
// order: mostly of one alone. Those of a chain are joined by a hyphen or an
// apostrophe between letters, as in al-Shabaab and O'Brien, which others write
// as one word.
func chains(text string, use func(parts [][2]int)) {
	var parts [][2]int
	cut(text, func(start, end int) {
		if n := len(parts); n > 0 && !joined(text, parts[n-1][1], start) {
			use(parts)
			parts = parts[:0]
		}
		parts = append(parts, [2]int{start, end})
	})
	if len(parts) > 0 {
		use(parts)
	}
}

// joiners are the hyphens and apostrophes that people put between letters.
const joiners = "-\u2010\u2011\u05be'\u2018\u2019`\u00b4\u2032\u05f3"

// joined reports whether two words are one chain, by where the first ends and
// the second begins.
func joined(text string, end, start int) bool {
	if start <= end {
		return false
	}
	between, size := utf8.DecodeRuneInString(text[end:start])
	if size != start-end || !strings.ContainsRune(joiners, between) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:end])
	after, _ := utf8.DecodeRuneInString(text[start:])
	letter := func(r rune) bool { return (unicode.IsLetter(r) || unicode.IsMark(r)) && !spaceless(r) }
	return letter(before) && letter(after)
}

// pieces calls use with the place of each word of a text, and of what words of a
// chain come to where they are written as one: each two that follow on one
// another, and all. What begins first, and of that the longest, comes first.
func pieces(text string, use func(start, end int)) {
	chains(text, func(parts [][2]int) {
		last := len(parts) - 1
		if last > 1 {
			use(parts[0][0], parts[last][1])
		}
		for i, p := range parts {
			if i < last {
				use(p[0], parts[i+1][1])
			}
			use(p[0], p[1])
		}
	})
}
