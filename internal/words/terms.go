package words

// An Analyser turns texts into terms. It belongs to one goroutine.
type Analyser struct{ folder folder }

// Append writes the terms of a text, each with a space behind it.
func (a *Analyser) Append(dst []byte, text string) []byte {
	cut(text, func(start, end int) {
		a.folder.terms(text[start:end], func(term []byte) { dst = append(append(dst, term...), ' ') })
	})
	return dst
}
