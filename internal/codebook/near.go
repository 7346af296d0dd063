package codebook

import (
	"fmt"
	"strings"
)

// Near is the word that was probably meant by one that is not among them; ""
// where none is close.
func Near(word string, words []string) string {
	folded := strings.ToLower(word)
	best, least := "", 2
	switch n := len([]rune(word)); {
	case n <= 2:
		least = 1 // in so short a word, another letter makes another word
	case n >= 6:
		least = n/3 + 1
	}
	for _, w := range words {
		if d := distance(folded, strings.ToLower(w)); d < least {
			best, least = w, d
		}
	}
	return best
}

// didYouMean is the end of a sentence about a word that is not among others.
func didYouMean(word string, words []string) string {
	if near := Near(word, words); near != "" {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	return ""
}

// listed writes words for a sentence: a, b, c.
func listed[S ~string](words []S) string {
	parts := make([]string, len(words))
	for i, w := range words {
		parts[i] = string(w)
	}
	return strings.Join(parts, ", ")
}

func words[S ~string](list []S) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = string(s)
	}
	return out
}

// distance counts the characters to insert, delete, replace or swap with
// their neighbour to turn one word into another.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	var before, last, row []int
	for j := range len(y) + 1 {
		row = append(row, j)
	}
	for i := range x {
		before, last, row = last, row, make([]int, len(y)+1)
		row[0] = i + 1
		for j := range y {
			cost := 1
			if x[i] == y[j] {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return row[len(y)]
}
