package anchor

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folded is a text as passages are compared: letters and digits alone, those of
// ligatures and of full width taken apart, in small letters, without accents, which one
// program sets before their letter and another loses. So line ends, hyphens at them,
// soft hyphens and the kind of a quotation mark make no difference.
type folded struct {
	runes   []rune // as it was
	letters []rune
	from    []int // of each letter, the code point that it is from
}

// counts is whether a code point is compared.
func counts(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mc, r)
}

// An edge stands for the beginning and for the end of a text, several times over, so
// that a passage there has something beside it, too. A blot is a letter that is no more.
const (
	edge  = -1
	blot  = -2
	edges = 6
)

// edged is a text with its edges.
func edged(text string) *folded {
	f := fold(text)
	beyond := slices.Repeat([]rune{edge}, edges)
	f.letters = slices.Concat(beyond, f.letters, beyond)
	f.from = slices.Concat(make([]int, edges), f.from, slices.Repeat([]int{len(f.runes) - 1}, edges))
	return f
}

func fold(text string) *folded {
	f := &folded{runes: []rune(text)}
	for i, r := range f.runes {
		if r < 0x80 {
			f.take(r, i)
			continue
		}
		for _, part := range norm.NFKD.String(string(r)) {
			f.take(part, i)
		}
	}
	return f
}

func (f *folded) take(r rune, from int) {
	if counts(r) {
		f.letters = append(f.letters, unicode.ToLower(r))
		f.from = append(f.from, from)
	}
}

// pattern is what is looked for: a passage with what stood around it.
type pattern struct {
	letters    []rune
	start, end int // the passage itself, in letters
}

func (s *Selector) fold() *pattern {
	before, exact, after := fold(s.Prefix).letters, fold(s.Exact).letters, fold(s.Suffix).letters
	beyond := slices.Repeat([]rune{edge}, edges)
	if n := utf8.RuneCountInString(s.Prefix); n < around && n == s.Start {
		before = slices.Concat(beyond, before)
	}
	if utf8.RuneCountInString(s.Suffix) < around {
		after = slices.Concat(after, beyond)
	}
	return &pattern{letters: slices.Concat(before, exact, after), start: len(before), end: len(before) + len(exact)}
}
