package words

import "strings"

// An Analyser turns texts into terms. It belongs to one goroutine.
type Analyser struct {
	folder folder
	known  map[string]string // the terms of words that it has seen
}

// maxKnown is how many words an analyser remembers.
const maxKnown = 1 << 16

// Append writes the terms of a text, each with a space behind it.
func (a *Analyser) Append(dst []byte, text string) []byte {
	pieces(text, func(start, end int) { dst = append(dst, a.terms(text[start:end])...) })
	return dst
}

// terms are those of a word, each with a space behind it.
func (a *Analyser) terms(word string) string {
	if terms, ok := a.known[word]; ok {
		return terms
	}
	if a.known == nil || len(a.known) >= maxKnown {
		a.known = map[string]string{}
	}
	var b []byte
	a.folder.inText(word, func(term []byte) { b = append(append(b, term...), ' ') })
	terms := string(b)
	a.known[strings.Clone(word)] = terms // the text that it is in is not kept
	return terms
}
