package match

import (
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// likeness is how alike two names are: how much of what they say both say, from
// 0 to 1, and how much that tells. Words that were told before tell little.
func (c *collection) likeness(a, b, told []int32) (alike, tells float64) {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b) > longestName {
		b = b[:longestName]
		a = a[:min(len(a), longestName)]
	}
	weight := func(w int32) float64 {
		if slices.Contains(told, w) {
			return 0.3 * c.rare[w]
		}
		return c.rare[w]
	}
	var all float64
	for _, list := range [][]int32{a, b} {
		for _, w := range list {
			all += weight(w)
		}
	}
	if all == 0 {
		return 0, 0
	}
	var taken [longestName]bool
	for _, w := range a {
		best, bestAt := 0.0, -1
		for j, other := range b {
			if taken[j] {
				continue
			}
			if s := c.wordsAlike(w, other) * min(weight(w), weight(other)); s > best {
				best, bestAt = s, j
			}
		}
		if bestAt >= 0 {
			taken[bestAt] = true
			tells += best
			if c.initial(w) || c.initial(b[bestAt]) { // what it does not say is not otherwise
				all -= max(weight(w), weight(b[bestAt])) - min(weight(w), weight(b[bestAt]))
			}
		}
	}
	alike = 2 * tells / all
	if alike < enough {
		if whole := c.whole(a, b); whole > alike {
			alike, tells = whole, whole*all/2
		}
	}
	return alike, tells
}

const (
	longestName = 24 // words of a name are looked at
	enough      = 0.8
)

// whole compares names that cannot be word by word: written in one word or
// several, and by their first letters.
func (c *collection) whole(a, b []int32) float64 {
	if len(a) == 1 && len(b) > 1 && len(b) <= 6 {
		short := c.words[a[0]].text
		if len(short) == len(b) && len(short) > 1 {
			for i, w := range b {
				if c.words[w].text[0] != short[i] {
					short = ""
					break
				}
			}
			if short != "" {
				return 0.75
			}
		}
	}
	if len(a) == len(b) || len(b) > 6 {
		return 0
	}
	x, y := c.run(a), c.run(b)
	if len(x) < 5 || len(y) < 5 {
		return 0
	}
	if r := ratio(x, y); r >= 0.85 {
		return r
	}
	return 0
}

func (c *collection) run(words []int32) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(c.words[w].text)
	}
	return b.String()
}

// initial reports whether of a word only the first letter is given.
func (c *collection) initial(w int32) bool { return len(c.words[w].text) == 1 }

// wordsAlike is how alike two words are, from 0 to 1.
func (c *collection) wordsAlike(a, b int32) float64 {
	if a == b {
		return 1
	}
	x, y := &c.words[a], &c.words[b]
	switch {
	case x.digit || y.digit:
		return 0
	case c.initial(a) || c.initial(b):
		if x.text[0] == y.text[0] {
			return 0.9
		}
		return 0
	case x.own != "" || y.own != "":
		return bonesAlike(x.bones, y.bones)
	}
	short, long := len(x.text), len(y.text)
	if short > long {
		short, long = long, short
	}
	sounds := x.bones == y.bones && len(x.bones) > 1
	if !sounds && (long-short > 3 || x.text[0] != y.text[0] && x.text[1] != y.text[1]) {
		return 0
	}
	r := ratio(x.text, y.text)
	switch {
	case sounds && r >= 0.5:
		return max(r, 0.9)
	case sounds:
		return 0.6
	case short >= 4 && r >= 0.74:
		return r
	case short >= 5 && (strings.HasPrefix(x.text, y.text) || strings.HasPrefix(y.text, x.text)):
		return 0.75
	}
	return 0
}

// bonesAlike compares words of which one has no vowels.
func bonesAlike(x, y string) float64 {
	switch short := min(len(x), len(y)); {
	case x == y && short > 2:
		return 0.95
	case x == y:
		return 0.7
	case short > 3 && levenshtein.ComputeDistance(x, y) == 1:
		return 0.8
	}
	return 0
}

// ratio is how much of two words stays the same.
func ratio(x, y string) float64 {
	return 1 - float64(levenshtein.ComputeDistance(x, y))/float64(max(len(x), len(y)))
}
