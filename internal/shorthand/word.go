package shorthand

import (
	"strings"
	"unicode"
)

// A word is a part of a line: what stands in quotation marks is one.
type word struct {
	text   string
	quoted bool
}

// closing are the marks that end what others begin.
var closing = map[rune]string{'"': `"`, '“': `”“"`, '„': `“”"`, '«': `»`}

// split cuts a line into words. A quotation that is not closed goes to the end.
func split(line string) (words []word) {
	for {
		line = strings.TrimLeftFunc(line, unicode.IsSpace)
		if line == "" {
			return words
		}
		for begin, ends := range closing {
			rest, found := strings.CutPrefix(line, string(begin))
			if !found {
				continue
			}
			text, after := rest, ""
			if i := strings.IndexAny(rest, ends); i >= 0 {
				text = rest[:i]
				after = strings.TrimLeft(rest[i:], ends)
			}
			words, line = append(words, word{strings.TrimSpace(text), true}), after
			break
		}
		if line == "" {
			return words
		}
		if _, quotes := closing[[]rune(line)[0]]; quotes {
			continue
		}
		i := strings.IndexFunc(line, unicode.IsSpace)
		if i < 0 {
			i = len(line)
		}
		if i > 0 {
			words = append(words, word{line[:i], false})
		}
		line = line[i:]
	}
}

// joined are the texts of words, with a blank between them.
func joined(words []word) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = w.text
	}
	return strings.Join(texts, " ")
}
