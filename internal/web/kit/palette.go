package kit

import (
	"strconv"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// Palette says how labels are drawn: each in the colour of its place in the
// codebook, the one that is left where no row's condition holds in none.
type Palette struct {
	Labels []LabelStyle
	At     map[string]int
}

// A LabelStyle is how one label is drawn.
type LabelStyle struct {
	Name, Definition string
	Class            string // of the style: its colour
}

// Colours is how many the style has.
const Colours = 9

func NewPalette(book *ascribe.Codebook) *Palette {
	l := &Palette{At: map[string]int{}}
	left := ""
	if n := len(book.Rows); n > 0 && book.Rows[n-1].When == "" {
		left = book.Rows[n-1].Label
	}
	colour := 0
	for _, label := range book.Labels {
		look := LabelStyle{Name: label.Name, Definition: label.Definition, Class: "c-none"}
		if label.Name != left {
			look.Class = "c" + strconv.Itoa(colour%Colours)
			colour++
		}
		l.At[label.Name] = len(l.Labels)
		l.Labels = append(l.Labels, look)
	}
	return l
}

// Class is the style of a label.
func (l *Palette) Class(label string) string {
	if l == nil {
		return "c-none"
	}
	if at, ok := l.At[label]; ok {
		return l.Labels[at].Class
	}
	return "c-none"
}

// Words turns a code into words.
func Words(code string) string { return strings.ReplaceAll(code, "_", " ") }

// OutcomeWords is a label with its level, in words.
func OutcomeWords(label, level string) string {
	switch {
	case label == "":
		return "no label"
	case level == "":
		return Words(label)
	}
	return Words(label) + ", " + Words(level)
}
