package web

import (
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// looks says how labels are drawn: each in the colour of its place in the
// codebook, the one that is left where no row's condition holds in none.
type looks struct {
	Labels []labelLook
	at     map[string]int
}

// A labelLook is how one label is drawn.
type labelLook struct {
	Name, Definition string
	Class            string // of the style: its colour
}

// colours is how many the style has.
const colours = 9

func newLooks(book *ascribe.Codebook) *looks {
	l := &looks{at: map[string]int{}}
	left := ""
	if n := len(book.Rows); n > 0 && book.Rows[n-1].When == "" {
		left = book.Rows[n-1].Label
	}
	colour := 0
	for _, label := range book.Labels {
		look := labelLook{Name: label.Name, Definition: label.Definition, Class: "c-none"}
		if label.Name != left {
			look.Class = "c" + strconv.Itoa(colour%colours)
			colour++
		}
		l.at[label.Name] = len(l.Labels)
		l.Labels = append(l.Labels, look)
	}
	return l
}

// Class is the style of a label.
func (l *looks) Class(label string) string {
	if l == nil {
		return "c-none"
	}
	if at, ok := l.at[label]; ok {
		return l.Labels[at].Class
	}
	return "c-none"
}

// Short is the beginning of a label, for where there is little room: as long as
// it takes to tell it from the others, and three letters at least.
func (l *looks) Short(label string) string {
	letters := []rune(words(label))
	for n := min(3, len(letters)); n < len(letters); n++ {
		if l.alone(label, string(letters[:n])) {
			return string(letters[:n])
		}
	}
	return string(letters)
}

// alone reports whether no other label begins so.
func (l *looks) alone(label, beginning string) bool {
	for _, other := range l.Labels {
		if other.Name != label && strings.HasPrefix(words(other.Name), beginning) {
			return false
		}
	}
	return true
}

// words turns a code into words.
func words(code string) string { return strings.ReplaceAll(code, "_", " ") }

// outcomeWords is a label with its level, in words.
func outcomeWords(label, level string) string {
	switch {
	case label == "":
		return "no label"
	case level == "":
		return words(label)
	}
	return words(label) + ", " + words(level)
}
