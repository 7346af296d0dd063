package words

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A folder writes words without case and accents. It may be used again.
type folder struct {
	decomposed []byte
	folded     []byte
	spelt      []byte // with an e for each umlaut, and dj for đ
	short      []byte // with an umlaut's letter for each of ae, oe and ue
	stem       []byte
	shortStem  []byte
}

// terms are what a word is found by, the folded word first. They are valid
// until the next word; there are none of a word of marks alone.
func (f *folder) terms(word string, use func(term []byte)) {
	f.fold(word)
	if len(f.folded) == 0 {
		return
	}
	use(f.folded)
	if len(f.spelt) != len(f.folded) {
		use(f.spelt)
	}
	if f.stem = appendStem(f.stem[:0], f.folded); !bytes.Equal(f.stem, f.folded) {
		use(f.stem)
	}
	if f.short = appendShort(f.short[:0], f.folded); len(f.short) != len(f.folded) {
		use(f.short)
		if f.shortStem = appendStem(f.shortStem[:0], f.short); !bytes.Equal(f.shortStem, f.short) {
			use(f.shortStem)
		}
	}
}

// inText are what a word of a text is found by: its terms, and those of what is
// left without what Arabic writes onto words. What is looked for is taken as it
// is: of many words the first letter only looks like that.
func (f *folder) inText(word string, use func(term []byte)) {
	f.terms(word, use)
	detach(f.folded, func(rest []byte) {
		use(rest)
		if f.stem = appendStem(f.stem[:0], rest); !bytes.Equal(f.stem, rest) {
			use(f.stem)
		}
	})
}

func (f *folder) fold(word string) {
	f.folded, f.spelt = f.folded[:0], f.spelt[:0]
	for i := 0; i < len(word); i++ {
		c := word[i]
		if c >= utf8.RuneSelf {
			f.foldRunes(word)
			return
		}
		switch {
		case !inWord(rune(c)):
			continue // what joins the words of a chain
		case 'A' <= c && c <= 'Z':
			c += 'a' - 'A'
		}
		f.folded = append(f.folded, c)
	}
	f.spelt = append(f.spelt, f.folded...)
}

func (f *folder) foldRunes(word string) {
	f.folded, f.spelt = f.folded[:0], f.spelt[:0]
	f.decomposed = norm.NFKD.AppendString(f.decomposed[:0], word)
	for i := 0; i < len(f.decomposed); {
		r, size := utf8.DecodeRune(f.decomposed[i:])
		i += size
		r = unicode.ToLower(r)
		if r == diaeresis && f.umlaut() {
			f.spelt = append(f.spelt, 'e')
		}
		if dropped(r) {
			continue
		}
		plain, ok := alike[r]
		if !ok {
			f.folded = utf8.AppendRune(f.folded, r)
			f.spelt = utf8.AppendRune(f.spelt, r)
			continue
		}
		f.folded = append(f.folded, plain...)
		f.spelt = append(f.spelt, plain...)
		switch r {
		case 'ø':
			f.spelt = append(f.spelt, 'e')
		case 'đ':
			f.spelt = append(f.spelt, 'j')
		}
	}
}

const diaeresis = '\u0308'

// umlaut reports whether a diaeresis on the last letter makes an umlaut of it.
func (f *folder) umlaut() bool {
	if len(f.folded) == 0 {
		return false
	}
	c := f.folded[len(f.folded)-1]
	return c == 'a' || c == 'o' || c == 'u'
}

// dropped reports whether a mark is left out: accents, vowel points, what
// stretches a word or joins it. In Indian scripts a mark is a vowel, and stays.
func dropped(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return !inWord(r) // of a sign for several words
	case r == tatweel, apostrophe(r), !unicode.In(r, unicode.L, unicode.M, unicode.Nd):
		return true
	}
	return unicode.Is(unicode.Mn, r) && (r < 0x0900 || unicode.Is(unicode.Inherited, r))
}

// apostrophe reports whether a letter is one that transcripts write for ayin,
// hamza and the like: who looks for al-Qaʿida leaves it out.
func apostrophe(r rune) bool {
	return '\u02b9' <= r && r <= '\u02c1' || r == '\u02c8' || r == '\ua78b' || r == '\ua78c'
}

const tatweel = '\u0640'

// alike are letters that are written in more than one way and do not come
// apart by themselves.
var alike = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i", 'ς': "σ",
	'ٱ': "ا", 'ى': "ي", 'ی': "ي", 'ک': "ك", 'ة': "ه", 'ہ': "ه", 'ھ': "ه",
	'٠': "0", '١': "1", '٢': "2", '٣': "3", '٤': "4", '٥': "5", '٦': "6", '٧': "7", '٨': "8", '٩': "9",
	'۰': "0", '۱': "1", '۲': "2", '۳': "3", '۴': "4", '۵': "5", '۶': "6", '۷': "7", '۸': "8", '۹': "9",
}

// appendShort writes a word with a, o and u for ae, oe and ue, but for those
// that are no umlaut: after a vowel or a q.
func appendShort(dst, word []byte) []byte {
	for i, c := range word {
		if c == 'e' && i > 0 && (word[i-1] == 'a' || word[i-1] == 'o' || word[i-1] == 'u') &&
			(i == 1 || bytes.IndexByte([]byte("aeiouq"), word[i-2]) < 0) {
			continue
		}
		dst = append(dst, c)
	}
	return dst
}
