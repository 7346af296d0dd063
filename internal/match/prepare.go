package match

import (
	"math"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// A collection is things prepared for comparing: their words are numbered, and
// it is known how rare each is.
type collection struct {
	kind   Kind
	things []ready
	given  []Thing
	words  []word
	number map[string]int32
	sounds map[string]int32 // the first word that sounds so
	like   []int32          // by a word's number, the first that sounds like it
	rare   []float64        // likewise, what agreeing in it tells
	in     []int            // likewise, how many things have it or one like it
	placed map[string]int
}

// A ready thing is one whose texts are words.
type ready struct {
	names, who []name
	places     []place
	days       []span
	publisher  []int32
}

// A name is the words of a name, and where it is in the list that was given.
type name struct {
	words []int32
	at    int
}

// A place is the name of one, and by what it is counted.
type place struct {
	name
	key string
}

// A span is the days that a date may be.
type span struct{ first, last ascribe.Day }

func (s span) precise() bool { return s.first == s.last }

// civil is a day by the calendar.
func civil(d ascribe.Day) (year, month, day int) {
	year, month = d.Year(), d.Month()
	return year, month, d.Sub(ascribe.NewDay(year, month, 1)) + 1
}

func newCollection(kind Kind, given []Thing) *collection {
	c := &collection{kind: kind, given: given, things: make([]ready, len(given)), number: map[string]int32{}, sounds: map[string]int32{}, placed: map[string]int{}}
	seen := []int32{}
	for i := range given {
		g, p := &given[i], &c.things[i]
		p.names, p.who = c.texts(g.Names), c.texts(g.Who)
		for _, at := range c.texts(g.Places) {
			p.places = append(p.places, place{at, c.join(at.words)})
		}
		for _, d := range g.Days {
			if !d.IsZero() && !d.OpenEnded() {
				p.days = append(p.days, span{d.First(), d.Last()})
			}
		}
		p.publisher = c.text(g.Publisher)
		for _, at := range p.places {
			c.placed[at.key]++
		}
		for len(c.in) < len(c.words) {
			c.in, seen = append(c.in, 0), append(seen, -1)
		}
		for _, list := range [][]name{p.names, p.who} {
			for _, called := range list {
				for _, w := range called.words {
					if w = c.like[w]; seen[w] != int32(i) { //nolint:gosec // there are fewer things
						seen[w] = int32(i) //nolint:gosec // likewise
						c.in[w]++
					}
				}
			}
		}
	}
	c.weigh()
	return c
}

// Of few things it cannot be seen how rare a word is: it is then taken as if so
// many others had been looked at too.
const (
	others    = 200
	usual     = 0.002 // of how many things a word is mostly in
	usualHere = 0.1   // and one that tells little
)

func (c *collection) weigh() {
	c.rare = make([]float64, len(c.words))
	for i, w := range c.words {
		expected := usual
		if w.small {
			expected = usualHere
		}
		c.rare[i] = -math.Log((float64(c.in[c.like[i]]) + others*expected) / (float64(len(c.given)) + others))
		if w.digit {
			c.rare[i] /= 2 // years are in many titles
		}
	}
}

// rarePlace is what agreeing in a place tells.
func (c *collection) rarePlace(key string) float64 {
	return -math.Log((float64(c.placed[key]) + 1) / (float64(len(c.given)) + others))
}

// texts are the names of a list, those of the same words once.
func (c *collection) texts(list []string) (all []name) {
	for i, text := range list {
		words := c.text(text)
		if len(words) > 0 && !slices.ContainsFunc(all, func(x name) bool { return slices.Equal(x.words, words) }) {
			all = append(all, name{words, i})
		}
	}
	return all
}

// text is the numbers of a text's words.
func (c *collection) text(text string) []int32 {
	if text == "" {
		return nil
	}
	words := wordsOf(text)
	list := make([]int32, len(words))
	for i, w := range words {
		key := w.text
		if w.own != "" {
			key += " " // which sounds like others, and is not written like them
		}
		n, ok := c.number[key]
		if !ok {
			n = int32(len(c.words)) //nolint:gosec // there are fewer words
			c.number[key], c.words = n, append(c.words, w)
			sound := w.bones
			if len(sound) < 3 {
				sound = w.text
			}
			first, heard := c.sounds[sound]
			if !heard {
				first = n
				c.sounds[sound] = n
			}
			c.like = append(c.like, first)
		}
		list[i] = n
	}
	return list
}

// join is a text of words in one spelling, without its last letters where they
// are numbers of a district.
func (c *collection) join(words []int32) string {
	texts := make([]string, len(words))
	for i, w := range words {
		if c.words[w].own != "" {
			texts[i] = c.words[w].bones
		} else {
			texts[i] = c.words[w].text
		}
	}
	return strings.Join(texts, " ")
}
