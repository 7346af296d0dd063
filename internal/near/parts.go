package near

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// far is more slips than any word can have.
const far = longest + 1

// apart are the slips that it counts for where only parts are the same.
const apart = 2

// sought is a word that is looked for.
type sought struct {
	folded    string
	parts     []string
	tolerance int
	number    string // where it is one
}

func newSought(word string) sought {
	folded := fold(word)
	return sought{folded, parts(folded), tolerance(utf8.RuneCountInString(word)), plainNumber(strings.TrimSpace(folded))}
}

// slips is how far a word is from the one that is sought, and how many parts
// only one of them has.
func (s *sought) slips(word string) (slips, spare int) {
	folded := fold(word)
	if s.number != "" {
		if s.number == plainNumber(folded) {
			return 0, 0
		}
		return far, 0
	}
	least := far
	if d := utf8.RuneCountInString(folded) - utf8.RuneCountInString(s.folded); -s.tolerance <= d && d <= s.tolerance {
		if d := distance(s.folded, folded); d <= s.tolerance {
			least = d
		}
	}
	if least <= apart {
		return least, 0
	}
	if len(s.folded) >= telling && strings.HasPrefix(folded, s.folded) {
		least = min(least, apart+1)
	}
	has := parts(folded)
	if len(has) == 1 && len(s.parts) > 1 {
		return least, 0 // a word by itself says less than what was written
	}
	some, all := s.parts, has
	if len(some) > len(all) {
		some, all = all, some
	}
	if n, ok := within(some, all); ok && n+apart < least {
		return n + apart, len(all) - len(some)
	}
	return least, 0
}

// parts are the words that an id or a name is made of.
func parts(folded string) []string {
	return strings.FieldsFunc(folded, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsMark(c) && !unicode.IsDigit(c) })
}

// telling is how many letters a part has that says by itself what is meant.
const telling = 4

// within reports whether each of some parts is one of others, with few slips in
// all, and at least one of them says what is meant: a year does not.
func within(some, others []string) (slips int, ok bool) {
	if len(some) == 0 || len(some) > len(others) {
		return 0, false
	}
	taken := make([]bool, len(others))
	tells := false
	for _, part := range some {
		at, least := -1, 0
		for i, other := range others {
			if d, alike := slipsBetween(part, other); alike && !taken[i] && (at < 0 || d < least) {
				at, least = i, d
			}
		}
		if at < 0 {
			return 0, false
		}
		taken[at] = true
		slips += least
		tells = tells || !digits(part) && utf8.RuneCountInString(part) >= telling
	}
	return slips, tells
}

// slipsBetween is how many slips lie between two parts. The beginning of one
// stands for it.
func slipsBetween(part, other string) (slips int, alike bool) {
	length := utf8.RuneCountInString(part)
	switch {
	case part == other:
		return 0, true
	case digits(part):
		return 0, false
	case length >= telling && strings.HasPrefix(other, part):
		return 1, true
	}
	most := 0
	if length >= telling {
		most = 1 + length/8
	}
	if d := utf8.RuneCountInString(other) - length; d < -most || most < d {
		return 0, false
	}
	slips = distance(part, other)
	return slips, slips <= most
}

func digits(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(c rune) bool { return !unicode.IsDigit(c) })
}

// plainNumber is a number without what does not change it, as in 007 and 7.0; ""
// for what is none.
func plainNumber(s string) string {
	whole, rest, point := strings.Cut(s, ".")
	if !digits(whole) || point && (strings.Trim(rest, "0") != "" || rest == "") {
		return ""
	}
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		return "0"
	}
	return whole
}
