package kit

import "strings"

// Line is the beginning of a title or name that is too long for a line of a
// table or a heading.
func (f *Frame) Line(text string) string { return Cut(text, 160) }

// Short is the beginning of a text that is too long for a cell.
func (f *Frame) Short(text string) string { return Cut(text, 400) }

// Whole is a title that Line cuts, and empty for others.
func (f *Frame) Whole(text string) string {
	if f.Line(text) == text {
		return ""
	}
	return text
}

// Cut is the beginning of a text that is longer than a number of runes.
func Cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	if runes := []rune(text); len(runes) > most {
		return strings.TrimSpace(string(runes[:most-1])) + "…"
	}
	return text
}
