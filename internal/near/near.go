// Package near finds the word that was probably meant by one that is mistyped.
package near

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
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

// MostMeant is how many words are named where any of them may have been meant.
const MostMeant = 3

// Words are those that were probably meant, the nearest first, and at most
// [MostMeant]: where none is a slip away, those of which the word is a part, or
// that are a part of it (westminster, of westminster-bridge-2017). Of digits
// alone any would be near another: there it is the same number, written otherwise.
func Words[S ~string](word string, words []S) []string {
	length := utf8.RuneCountInString(word)
	if length > longest {
		return nil
	}
	sought := newSought(word)
	least := far
	var meant []nearby
	for _, w := range words {
		w := string(w)
		if w == "" || w == word || utf8.RuneCountInString(w) > longest {
			continue
		}
		slips, spare := sought.slips(w)
		if slips < least {
			least, meant = slips, meant[:0]
		}
		if slips == least && slips != far {
			meant = append(meant, nearby{w, spare})
		}
	}
	slices.SortStableFunc(meant, func(a, b nearby) int { return cmp.Compare(a.spare, b.spare) })
	var names []string
	for _, m := range meant {
		if len(names) < MostMeant && !slices.Contains(names, m.word) {
			names = append(names, m.word)
		}
	}
	return names
}

// nearby is a word that may have been meant, with the parts that only one of the
// two has.
type nearby struct {
	word  string
	spare int
}

// DidYouMean is the end of a sentence about a word that is not among others: ""
// where none is close.
func DidYouMean[S ~string](word string, words []S) string {
	meant := Words(word, words)
	if len(meant) == 0 {
		return ""
	}
	for i := range meant {
		meant[i] = strconv.Quote(meant[i])
	}
	list := meant[len(meant)-1]
	if len(meant) > 1 {
		list = strings.Join(meant[:len(meant)-1], ", ") + " or " + list
	}
	return "; did you mean " + list + "?"
}

// mostListed is how many words are listed where none is close.
const mostListed = 20

// DidYouMeanOr is DidYouMean or, where none is close, what there is, after a few
// words that say so, as in "it has"; "" where there is nothing.
func DidYouMeanOr[S ~string](word string, words []S, has string) string {
	if end := DidYouMean(word, words); end != "" || len(words) == 0 {
		return end
	}
	end := "; " + has + " "
	for i, w := range words[:min(len(words), mostListed)] {
		if i > 0 {
			end += ", "
		}
		end += string(w)
	}
	if more := len(words) - mostListed; more > 0 {
		end += fmt.Sprintf(" and %d more", more)
	}
	return end
}
