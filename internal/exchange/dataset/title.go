package dataset

import (
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/pattern"
)

// A template is a title with columns in it: "{event_type} in {location}".
type template struct {
	parts []titlePart
	tail  string
}

// A titlePart is a column and the text before it.
type titlePart struct {
	before string
	field  string
	column int
}

var braces = pattern.New(`\{([^{}]*)\}`)

func parseTemplate(s string) (parts []titlePart) {
	last := 0
	for _, m := range braces.FindAllStringSubmatchIndex(s, -1) {
		parts = append(parts, titlePart{before: s[last:m[0]], field: strings.TrimSpace(s[m[2]:m[3]])})
		last = m[1]
	}
	return parts
}

func templateTail(s string) string {
	if m := braces.FindAllStringIndex(s, -1); m != nil {
		return s[m[len(m)-1][1]:]
	}
	return ""
}

// maxTitle is where a title is cut, in characters.
const maxTitle = 160

// fill is the title with the row's cells. An empty cell takes the text before
// it away. It is "" where all are empty.
func (t *template) fill(cells []ascribe.Cell) string {
	var b strings.Builder
	for i, p := range t.parts {
		value := cells[p.column].Value
		if value == "" {
			continue
		}
		if b.Len() > 0 || i == 0 {
			b.WriteString(p.before)
		}
		b.WriteString(value)
	}
	if b.Len() == 0 {
		return ""
	}
	b.WriteString(t.tail)
	return shorten(strings.Join(strings.Fields(b.String()), " "), maxTitle)
}

// shorten cuts a text to a number of characters.
func shorten(s string, most int) string {
	if len(s) <= most {
		return s
	}
	n := 0
	for i := range s {
		if n++; n > most {
			return s[:i] + "…"
		}
	}
	return s
}
