// Package near finds the word that was probably meant by one that is mistyped.
package near

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
	"golang.org/x/text/unicode/norm"
)

// longest is the most characters that a word has: what is longer is no word
// that anybody mistyped.
const longest = 100

// Word is the word that was probably meant by one that is not among them; ""
// where none is close. Case does not count.
func Word(word string, words []string) string {
	length := utf8.RuneCountInString(word)
	if length > longest {
		return ""
	}
	folded := fold(word)
	best, least := "", tolerance(length)+1
	for _, w := range words {
		if w == "" || utf8.RuneCountInString(w) > longest {
			continue
		}
		if d := distance(folded, fold(w)); d < least {
			best, least = w, d
		}
	}
	return best
}

// distance is how many characters are to be changed, added or left out. Two
// that were swapped are one mistake, and not two.
func distance(a, b string) int {
	d := levenshtein.ComputeDistance(a, b)
	if d == 2 && slices.Equal(letters(a), letters(b)) {
		return 1
	}
	return d
}

func letters(word string) []rune { return slices.Sorted(slices.Values([]rune(word))) }

// tolerance is how many mistakes a word may have: none in so short a one that
// another character makes another word.
func tolerance(length int) int {
	switch {
	case length <= 2:
		return 0
	case length < 6:
		return 1
	}
	return length / 3
}

// fold writes a letter one way, whether its accent is a character of its own
// or not.
func fold(word string) string { return norm.NFC.String(strings.ToLower(word)) }

// DidYouMean is the end of a sentence about a word that is not among others: ""
// where none is close.
func DidYouMean(word string, words []string) string {
	if best := Word(word, words); best != "" {
		return fmt.Sprintf("; did you mean %q?", best)
	}
	return ""
}
