package words

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// appendStem writes what is left of a folded word without its endings of
// plural and case, as English, French and German have them, or without the
// Arabic article and endings. Some letters are always left.
func appendStem(dst, word []byte) []byte {
	first, _ := utf8.DecodeRune(word)
	switch {
	case 'a' <= first && first <= 'z':
		return appendLatin(dst, word)
	case unicode.Is(unicode.Arabic, first):
		return append(dst, arabicStem(word)...)
	}
	return append(dst, word...)
}

func appendLatin(dst, word []byte) []byte {
	const left = 3 // letters
	ends := func(with string) bool {
		return len(word) >= left+len(with) && string(word[len(word)-len(with):]) == with
	}
	switch {
	case ends("eaux"): // bureaux
		return append(dst, word[:len(word)-1]...)
	case ends("aux"): // journaux
		return append(append(dst, word[:len(word)-3]...), "al"...)
	case ends("ies"): // cities
		return append(append(dst, word[:len(word)-3]...), 'y')
	case ends("s") && !ends("ss"):
		word = word[:len(word)-1]
	}
	for _, ending := range [...]string{"ern", "en", "em", "er", "e"} {
		if ends(ending) {
			word = word[:len(word)-len(ending)]
			break
		}
	}
	return append(dst, word...)
}

// The endings are those of Lucene's light stemmer, folded.
var (
	arabicPrefixes = [...]string{"ال", "وال", "بال", "كال", "فال", "لل", "و"}
	arabicSuffixes = [...]string{"ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"}
)

func arabicStem(word []byte) []byte {
	const letter = 2 // bytes
	for _, p := range arabicPrefixes {
		left := 2
		if p == "و" {
			left = 3
		}
		if len(word) >= len(p)+left*letter && bytes.HasPrefix(word, []byte(p)) {
			word = word[len(p):]
			break
		}
	}
	for _, s := range arabicSuffixes {
		if len(word) >= len(s)+2*letter && bytes.HasSuffix(word, []byte(s)) {
			word = word[:len(word)-len(s)]
			break
		}
	}
	return word
}

// detach calls use with what is left of a folded word without the Arabic "and"
// that is written onto it, and then without the "in", "for" or "like"; in Hebrew
// without the "and", then "that", then "in", "as", "to" or "from", then "the".
func detach(word []byte, use func(rest []byte)) {
	const letter = 2 // bytes
	proclitics, left := []string{"وف", "بلك"}, 3
	if first, _ := utf8.DecodeRune(word); unicode.Is(unicode.Hebrew, first) {
		proclitics, left = []string{"ו", "ש", "בכלמ", "ה"}, 2
	}
	for _, p := range proclitics {
		first, size := utf8.DecodeRune(word)
		if strings.ContainsRune(p, first) && len(word) >= size+left*letter {
			word = word[size:]
			use(word)
		}
	}
}
