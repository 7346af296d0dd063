// Package anchor marks a passage of a document's text, and finds it again after the
// text was taken from the document anew: by another program, from another copy, with
// other line ends, with a page's head in the middle of it, with letters misread.
//
// A passage that cannot be found for certain is not found. One that is lost can be
// marked again; one that points to a wrong sentence misleads.
package anchor

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Selector says where a passage stands in a text, twice over: by its words and those
// around it (TextQuoteSelector), and by its position (TextPositionSelector), as in the
// Web Annotation Data Model (W3C, 2017). Positions count code points from the text's
// beginning; End is that of the first one after the passage.
type Selector struct {
	Exact  string `json:"exact"`
	Prefix string `json:"prefix"`
	Suffix string `json:"suffix"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
}

// How much of what stands around a passage is kept, in code points: as a rule, and
// where the same words stand elsewhere with the same around them.
const (
	around     = 64
	mostAround = 1024
)

// Make is the selector of a passage, whose first code point is text's start-th and
// whose last one is the one before end. It panics where the text has no such passage.
func Make(text string, start, end int) Selector {
	runes := []rune(text)
	s := Selector{Exact: string(runes[start:end]), Start: start, End: end}
	for n := around; n <= mostAround; n *= 2 {
		s.Prefix = string(runes[max(0, start-n):start])
		s.Suffix = string(runes[end:min(len(runes), end+n)])
		if stands := s.Prefix + s.Exact + s.Suffix; strings.Index(text, stands) == strings.LastIndex(text, stands) {
			break
		}
	}
	return s
}

// Find is where the passage stands in a text, in code points, and whether it does.
func (s *Selector) Find(text string) (start, end int, ok bool) {
	if s.unmoved(text) {
		return s.Start, s.End, true
	}
	p, t := s.fold(), edged(text)
	at, ok := p.find(t)
	if !ok {
		return 0, 0, false
	}
	start, end = s.withMarks(t.runes, t.from[at.start], t.from[at.end-1]+1)
	return start, end, true
}

// unmoved is whether the passage stands where it stood, with the same around it. So
// one is found that has no letters at all.
func (s *Selector) unmoved(text string) bool {
	if s.End <= s.Start || s.Start < utf8.RuneCountInString(s.Prefix) {
		return false
	}
	at := offset(text, s.Start-utf8.RuneCountInString(s.Prefix))
	return at >= 0 && strings.HasPrefix(text[at:], s.Prefix+s.Exact+s.Suffix)
}

// offset is the byte at which the n-th code point of a text begins, -1 where it has
// fewer.
func offset(text string, n int) int {
	for at := range text {
		if n == 0 {
			return at
		}
		n--
	}
	if n == 0 {
		return len(text)
	}
	return -1
}

// withMarks takes in what the passage has before its first letter and after its last,
// quotation marks and a full stop, as far as they are still there.
func (s *Selector) withMarks(text []rune, start, end int) (from, to int) {
	exact := []rune(s.Exact)
	first, last := 0, len(exact)
	for first < last && !counts(exact[first]) {
		first++
	}
	for last > first && !counts(exact[last-1]) {
		last--
	}
	for i := first - 1; i >= 0 && start > 0 && text[start-1] == exact[i]; i-- {
		start--
	}
	for end < len(text) && unicode.Is(unicode.Mn, text[end]) { // an accent of the last letter
		end++
	}
	for last < len(exact) && unicode.Is(unicode.Mn, exact[last]) {
		last++
	}
	for i := last; i < len(exact) && end < len(text) && text[end] == exact[i]; i++ {
		end++
	}
	return start, end
}
