package shorthand

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ascribe-project/ascribe"
)

// Offered is what could stand where the last word of a line is.
type Offered struct {
	Word  string   // as far as it is typed
	Words []string // which begin with it, or can be meant by it
	IDs   bool     // it is the id of an incident, an actor or a link
}

// Offer says what could stand at the end of a line.
func (r *Reader) Offer(line string) Offered {
	words := split(line)
	var at Offered
	if last, _ := utf8.DecodeLastRuneInString(line); len(words) > 0 && !unicode.IsSpace(last) {
		if words[len(words)-1].quoted {
			return at
		}
		at.Word = words[len(words)-1].text
		words = words[:len(words)-1]
	}
	if len(words) == 0 {
		at.Words = fittingOrAll(r.Variables(), at.Word)
		return at
	}
	v, words, err := r.variable(words)
	if err != nil {
		return at
	}
	if len(words) == 0 {
		switch v.Type {
		case ascribe.TypeID:
			at.IDs = true
		case ascribe.TypeCode:
			at.Words = fittingOrAll(Values(v), at.Word)
		}
		return at
	}
	var rest []string
	for _, s := range ascribe.Stances {
		rest = append(rest, string(s))
	}
	for _, b := range ascribe.Bases {
		rest = append(rest, string(b))
	}
	for _, name := range rest {
		if strings.HasPrefix(name, at.Word) {
			at.Words = append(at.Words, name)
		}
	}
	return at
}

func fittingOrAll(names []string, word string) []string {
	if word == "" {
		return names
	}
	return fitting(names, word)
}
