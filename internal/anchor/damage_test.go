package anchor

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
)

// A copied text remembers of each code point which one of the first text it was, so that
// it is known where a passage stands in it now.
type copied struct {
	chance  *rand.Rand
	passage Selector
	runes   []rune
	from    []int // -1: of no one
}

const nobody = -1

func (c *copied) String() string { return string(c.runes) }

// draw takes a passage of whole words from a text: some words, a sentence, or two.
func (c *copied) draw(text string, thrice bool) {
	c.runes = []rune(text)
	var start, end int
	for {
		start = c.chance.IntN(len(c.runes))
		end = start + 15 + c.chance.IntN(250)
		for start > 0 && !isSpace(c.runes[start-1]) && !isWide(c.runes[start]) {
			start--
		}
		for end < len(c.runes) && !isSpace(c.runes[end]) && !isWide(c.runes[end]) {
			end++
		}
		for start < len(c.runes) && isSpace(c.runes[start]) {
			start++
		}
		for end = min(end, len(c.runes)); end > start && isSpace(c.runes[end-1]); end-- {
		}
		if end-start >= 15 && !strings.Contains(string(c.runes[start:end]), "\n\n") {
			break
		}
	}
	if thrice {
		start, end = c.repeat(start, end)
		start, end = c.repeat(start, end)
	}
	c.passage = Make(string(c.runes), start, end)
	c.from = make([]int, len(c.runes))
	for i := range c.from {
		c.from[i] = i
	}
}

// repeat puts the passage elsewhere, too, and is where it stands then. Right beside it
// nobody could say afterwards which of the two was lost.
func (c *copied) repeat(start, end int) (first, last int) {
	for {
		at := c.chance.IntN(len(c.runes))
		if at > start-100 && at < end+100 {
			continue
		}
		exact := slices.Clone(c.runes[start:end])
		c.runes = slices.Insert(c.runes, at, slices.Concat([]rune{' '}, exact, []rune{' '})...)
		if at < start {
			return start + len(exact) + 2, end + len(exact) + 2
		}
		return start, end
	}
}

// isWide is whether words are written without spaces.
func isWide(r rune) bool { return unicode.Is(unicode.Han, r) }

// breaks are the starts of the gaps between paragraphs, from the last to the first.
func (c *copied) breaks() (list []int) {
	for i := len(c.runes) - 2; i > 0; i-- {
		if c.runes[i] == '\n' && c.runes[i+1] == '\n' {
			list = append(list, i)
		}
	}
	return list
}

// where is where the passage stands now: from its first code point that is left to its
// last, without those that only part words or are marks at its ends which got lost.
func (c *copied) where() (start, end int) {
	start = -1
	for i, from := range c.from {
		if from >= c.passage.Start && from < c.passage.End {
			if start < 0 {
				start = i
			}
			end = i + 1
		}
	}
	return start, end
}

func (c *copied) put(at int, words string) {
	runes := []rune(words)
	c.runes = slices.Insert(c.runes, at, runes...)
	c.from = slices.Insert(c.from, at, slices.Repeat([]int{nobody}, len(runes))...)
}

func (c *copied) lose(start, end int) {
	c.runes = slices.Delete(c.runes, start, end)
	c.from = slices.Delete(c.from, start, end)
}

// spaces are the gaps between two words.
func (c *copied) spaces() (list []int) {
	for i, r := range c.runes {
		if isSpace(r) && i > 0 && i+1 < len(c.runes) && !isSpace(c.runes[i-1]) && !isSpace(c.runes[i+1]) {
			list = append(list, i)
		}
	}
	return list
}

// kinds of damage, by what another program makes of a text.
var kinds = []struct {
	name string
	do   func(*copied)
}{
	{"line breaks", func(c *copied) {
		for _, at := range c.spaces() {
			if c.chance.IntN(6) == 0 {
				c.runes[at] = '\n'
			}
		}
		for _, at := range slices.Backward(c.spaces()) {
			if c.chance.IntN(8) == 0 {
				c.put(at, " \n ")
			}
		}
	}},
	{"ligatures", func(c *copied) {
		for i := len(c.runes) - 3; i >= 0; i-- {
			for letters, one := range ligatures {
				two := []rune(letters)
				if slices.Equal(c.runes[i:i+len(two)], two) {
					c.runes[i] = one
					c.lose(i+1, i+len(two))
				}
			}
		}
	}},
	{"hyphens", func(c *copied) {
		for i := len(c.runes) - 3; i > 2; i-- {
			if c.chance.IntN(40) == 0 && isWord(c.runes[i-2:i+2]) {
				c.put(i, []string{"-\n", "\u00ad", "\u2010\n", "-\r\n"}[c.chance.IntN(4)])
			}
		}
	}},
	{"page heads", func(c *copied) {
		n := 0
		for _, at := range slices.Backward(c.spaces()) {
			if c.chance.IntN(30) == 0 {
				n++
				c.put(at, []string{"\n\n12\n\nAnnual report of the court, part two\n\n", "\f The Evening Paper \u00b7 page 7 of 31\n", "\n\n- 3 -\n\n"}[n%3])
			}
		}
	}},
	{"paragraphs inserted", func(c *copied) {
		for _, at := range c.breaks() {
			if c.chance.IntN(2) == 0 {
				c.put(at, "\n\n"+strings.Repeat("Read also what our readers wrote about last week's debate in the town hall. ", 1+c.chance.IntN(8)))
			}
		}
	}},
	{"paragraphs lost", func(c *copied) {
		last := len(c.runes)
		for _, at := range append(c.breaks(), 0) {
			holds := slices.ContainsFunc(c.from[at:last], func(from int) bool { return from >= c.passage.Start && from < c.passage.End })
			if !holds && c.chance.IntN(3) == 0 {
				c.lose(at, last)
			}
			last = at
		}
	}},
	{"5 % wrong letters", func(c *copied) {
		for i, r := range c.runes {
			if unicode.IsLetter(r) && c.chance.IntN(20) == 0 {
				c.runes[i] = rune("eaoilnrtscmu01"[c.chance.IntN(14)])
			}
		}
	}},
	{"thrice", func(c *copied) {
		for _, at := range c.spaces() {
			if c.chance.IntN(6) == 0 {
				c.runes[at] = '\n'
			}
		}
		c.put(0, "Printed on another day.\n\n")
	}},
}

var ligatures = map[string]rune{"fi": 'ﬁ', "fl": 'ﬂ', "ff": 'ﬀ', "st": 'ﬆ'}

// isWord is whether all of them are letters of a script with hyphens.
func isWord(runes []rune) bool {
	return !slices.ContainsFunc(runes, func(r rune) bool {
		return !unicode.In(r, unicode.Latin, unicode.Cyrillic)
	})
}
