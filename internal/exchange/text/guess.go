package text

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
)

// Guessed is what a text's encoding seems to be.
type Guessed struct {
	Best Encoding   // "": none fits
	Or   []Encoding // those that fit nearly as well, and give other letters
}

// String is "windows-1251, or else koi8-r".
func (g Guessed) String() string {
	s := string(g.Best)
	for i, e := range g.Or {
		if i == 0 {
			s += ", or else "
		} else {
			s += " or "
		}
		s += string(e)
	}
	return s
}

const (
	// fits is the share of letters in words from which an encoding is
	// plausible; near, how far below the best one another still is.
	fits = 0.55
	near = 0.05
	// manyLetters are enough to tell encodings apart by a narrow margin.
	manyLetters = 25
	// maxGuessed is how much text is looked at.
	maxGuessed = 64 << 10
)

// candidates are the encodings that are guessed, the most usual first.
var candidates = []Encoding{
	Windows1252, Windows1251, Windows1250, Windows1256, Windows1254, Windows1253, Windows1255, Windows1257, Windows1258,
	KOI8R, KOI8U, iso8859x2, macintosh, ibm866, GBK, GB18030, ShiftJIS, EUCKR, Big5,
}

// rarer encodings need more than one letter to be thought of.
var rarer = []Encoding{iso8859x2, macintosh, ibm866}

// Guess finds the encoding of a text that is not UTF-8 by what its letters
// make of it in each: words of one script, in the letters of a language that
// the encoding is for, with capitals where words have them. None is given of a
// text of which a good part is UTF-8 all the same.
func Guess(sample []byte) Guessed {
	foreign, valid := foreignLines(sample)
	if len(foreign) == 0 || valid {
		return Guessed{}
	}
	var best reading
	var all []reading
	for _, e := range candidates {
		r := plausibility(e, foreign)
		if r.letters < 2 && slices.Contains(rarer, e) {
			continue
		}
		all = append(all, r)
		if r.surer(best) {
			best = r
		}
	}
	if best.share < fits {
		return Guessed{}
	}
	g := Guessed{Best: best.encoding}
	texts := []string{best.text}
	for _, r := range all {
		if !slices.Contains(texts, r.text) && r.share >= best.share-near && best.letters < manyLetters && r.share >= fits {
			g.Or, texts = append(g.Or, r.encoding), append(texts, r.text)
		}
	}
	return g
}

// A reading is what an encoding makes of a text.
type reading struct {
	encoding Encoding
	text     string
	share    float64 // of what is not ASCII, how much makes sense
	letters  int
	paired   bool // words of usual characters alone, some with an ASCII letter for their second byte
}

// surer reports whether a reading makes more sense than the best so far. That
// pairs of a byte and an ASCII letter come out as whole words by chance is
// less likely than any share says.
func (r reading) surer(best reading) bool {
	if r.paired != best.paired && r.share >= fits {
		return r.paired
	}
	return r.share > best.share+1e-9
}

// Fit is the share of the letters beyond ASCII of a text that make words in an
// encoding, from 0 to 1, and how many letters those are.
func Fit(e Encoding, sample []byte) (share float64, letters int) {
	foreign, _ := foreignLines(sample)
	r := plausibility(e, foreign)
	return r.share, r.letters
}

// foreignLines are the lines of a text that are not ASCII, and whether a good
// part of them is UTF-8.
func foreignLines(sample []byte) (foreign []byte, valid bool) {
	lines, validLines := 0, 0
	for line := range bytes.Lines(sample) {
		if isASCII(line) {
			continue
		}
		lines++
		if utf8.Valid(line) && usual(line) {
			validLines++
		}
		if len(foreign) < maxGuessed {
			foreign = append(foreign, line[:min(len(line), maxGuessed)]...)
		}
	}
	return foreign, validLines*3 >= lines
}

// plausibility is what an encoding makes of a text.
func plausibility(e Encoding, sample []byte) reading {
	enc := e.coding()
	if enc == nil {
		return reading{encoding: e, text: string(sample)}
	}
	decoded, err := enc.NewDecoder().Bytes(sample)
	if err != nil && err != encoding.ErrInvalidUTF8 {
		return reading{encoding: e}
	}
	text := string(decoded)
	s := scoring{book: books[e]}
	if s.book == nil {
		s.book = &book{}
	}
	s.fitting = make([]int, len(s.book.languages)+1)
	runes := []rune(text + " ")
	start, before := 0, ' '
	for i, c := range runes {
		if isWordPart(c) && (i > start || !unicode.IsMark(c)) {
			continue
		}
		s.word(runes[start:i], before, c)
		next := ' '
		if i+1 < len(runes) {
			next = runes[i+1]
		}
		s.sign(c, i > start, unicode.IsLetter(next))
		start, before = i+1, c
	}
	paired := s.book.characters != nil && s.share() >= fits && !s.mixed && asciiLetters(decoded) < asciiLetters(sample)
	return reading{encoding: e, text: text, share: s.share(), letters: s.letters, paired: paired}
}

func asciiLetters(text []byte) (n int) {
	for _, b := range text {
		if 'a' <= b|0x20 && b|0x20 <= 'z' {
			n++
		}
	}
	return n
}

// isWordPart leaves out º and ª, which are letters by name alone.
func isWordPart(c rune) bool {
	return (unicode.IsLetter(c) || unicode.IsMark(c)) && c != 'º' && c != 'ª'
}

// scoring adds up what the characters beyond ASCII are worth.
type scoring struct {
	book         *book
	worth, total float64
	letters      int
	latin        int   // words in Latin script
	fitting      []int // how many of them each of the book's languages can have
	mixed        bool  // whether characters stand alone, or beside letters of ASCII
}

// share is what the letters are worth of what they could be. Words that one
// language can all have are worth more than words of one each.
func (s *scoring) share() float64 {
	if s.total == 0 {
		return 0
	}
	share := s.worth / s.total
	if s.latin > 0 {
		share *= 0.7 + 0.3*float64(slices.Max(s.fitting))/float64(s.latin)
	}
	return share
}

// usualSigns stand between and beside words in any language, and say little.
const usualSigns = "\u00a0’‘“”„‚–—…«»‹›°§№·•©®™²³½¼¾´ªº¿¡€£¥±×。、，：；？！「」『』（）《》ー・･〜～％　"

// sign counts a character that is no part of a word.
func (s *scoring) sign(c rune, afterLetter, beforeLetter bool) {
	switch {
	case c == '\t', c == '\r', c == '\n', c >= ' ' && c < 0x7F:
	case c == utf8.RuneError, unicode.IsControl(c), c >= 0xE000 && c <= 0xF8FF:
		s.total += 3 // what an encoding does not have speaks against it
	case !strings.ContainsRune(usualSigns, c), afterLetter && beforeLetter && strings.ContainsRune("£¥±×º¾½¼²³ª¿¡°", c), beforeLetter && strings.ContainsRune("£¥¾½¼", c):
		s.total++
	default:
		s.total += 0.25
		s.worth += 0.2
	}
}

// word counts the letters of a word that are not ASCII, with the characters
// before and after it.
func (s *scoring) word(word []rune, before, after rune) {
	n := 0
	for _, c := range word {
		if c >= utf8.RuneSelf {
			n++
		}
	}
	if n == 0 {
		return
	}
	s.total += float64(n)
	s.letters += n
	alone := len(word) == 1 && s.book.characters == nil && (before >= utf8.RuneSelf || after >= utf8.RuneSelf) && before != '’'
	if alone || !capitalsFit(word) {
		return
	}
	s.worth += s.worthOf(word, n)
}

// capitalsFit reports whether a word is in small letters, in capitals, or
// begins with one. Of Latin letters those of ASCII may stand anyhow, as in
// McDonald.
func capitalsFit(word []rune) bool {
	for i := 1; i < len(word); i++ {
		a, b := word[i-1], word[i]
		if unicode.IsLower(a) && unicode.IsUpper(b) && (a >= utf8.RuneSelf || b >= utf8.RuneSelf) {
			return false
		}
		if i >= 2 && unicode.IsUpper(a) && unicode.IsUpper(word[i-2]) && unicode.IsLower(b) && (a >= utf8.RuneSelf || b >= utf8.RuneSelf) && b != 'ß' {
			return false
		}
	}
	return true
}

// A book is the letters that an encoding is for.
type book struct {
	// languages are the letters beyond ASCII, small ones, of those in Latin
	// script.
	languages []string
	// script is another one, and common its letters from the most frequent
	// on; none: all are alike.
	script *unicode.RangeTable
	common string
	vowels string // of which a word of three letters has one; "": there is no such rule
	// characters says how usual one of a script of many signs is.
	characters func(rune) float64
}

// worthOf is how many of the n letters beyond ASCII of a word count.
func (s *scoring) worthOf(word []rune, n int) float64 {
	b := s.book
	if b.characters != nil {
		s.mixed = s.mixed || n < len(word) || n == 1
		sum := 0.0
		for _, c := range word {
			if c >= utf8.RuneSelf {
				sum += b.characters(c)
			}
		}
		return sum
	}
	if b.script != nil && n == len(word) {
		if sum, ok := b.inScript(word); ok {
			return sum
		}
	}
	return s.inLatin(word, n)
}

// inScript is the worth of a word wholly in the book's other script: of each
// letter by how frequent it is.
func (b *book) inScript(word []rune) (sum float64, ok bool) {
	for i, c := range word {
		if unicode.IsMark(c) {
			if i == 0 || unicode.IsMark(word[i-1]) {
				return 0, false
			}
			sum += 0.5
			continue
		}
		if !unicode.Is(b.script, c) {
			return 0, false
		}
		at := strings.IndexRune(b.common, unicode.ToLower(c))
		if at >= 0 {
			rank := float64(utf8.RuneCountInString(b.common[:at])) / 33
			sum += max(1-0.7*rank, 0.2)
		}
	}
	if len(word) > 2 {
		if b.vowels != "" && !strings.ContainsAny(strings.ToLower(string(word)), b.vowels) {
			sum /= 2
		}
		if unicode.IsUpper(word[1]) {
			sum *= 0.9 // words in capitals are rarer
		}
	}
	return sum, true
}

// rare are letters that their languages have few of.
const rare = "òùìÿþðýõţ"

// inLatin is the worth of a word that can be one of a language in Latin
// script.
func (s *scoring) inLatin(word []rune, n int) (sum float64) {
	s.latin++
	if n == len(word) && n > 2 {
		return 0 // no language has words of accents alone, but for such as Đà
	}
	run := 0
	for _, c := range word {
		if run++; c < utf8.RuneSelf {
			run = 0
		}
		if run > 2 {
			return 0
		}
	}
	if lower(word[0]) == 'ğ' {
		return 0 // Turkish has no word that begins with it
	}
	for i, letters := range s.book.languages {
		fits, worth := true, 0.0
		for _, c := range word {
			c = lower(c)
			switch {
			case c < utf8.RuneSelf:
			case !strings.ContainsRune(letters, c):
				fits = false
			case strings.ContainsRune(rare, c):
				worth += 0.8
			default:
				worth++
			}
		}
		if fits {
			s.fitting[i]++
			sum = max(sum, worth)
		}
	}
	return sum
}

// lower is the small letter; of the Turkish İ the ı, since both are beyond
// ASCII.
func lower(c rune) rune {
	if c == 'İ' {
		return 'ı'
	}
	return unicode.ToLower(c)
}
