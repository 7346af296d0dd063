package ask

import (
	"strings"
	"unicode/utf8"

	"github.com/ascribe-project/ascribe/internal/words"
)

// snippetAround is how many bytes about are shown before the first of the
// words, and snippetAll of all.
const (
	snippetAround = 60
	snippetAll    = 240
)

// snippet is the first of the texts with the most of the words in it, cut to
// what stands around them.
func snippet(q words.Query, texts []string) []Piece {
	best, most := "", 0
	for _, text := range texts {
		if n := len(q.Marks(text)); n > most {
			best, most = text, n
		}
	}
	marks := q.Marks(best)
	if len(marks) == 0 {
		return []Piece{}
	}
	from := wordStart(best, marks[0][0]-snippetAround)
	to := wordEnd(best, max(from+snippetAll, marks[0][1]))
	var pieces []Piece
	add := func(text string, hit bool) {
		if text != "" {
			pieces = append(pieces, Piece{text, hit})
		}
	}
	if from > 0 {
		add("…", false)
	}
	at := from
	for _, m := range marks {
		if m[1] > to {
			break
		}
		add(best[at:m[0]], false)
		add(best[m[0]:m[1]], true)
		at = m[1]
	}
	add(best[at:to], false)
	if to < len(best) {
		add("…", false)
	}
	return pieces
}

// wordStart is where a word begins, at or after a place; near the beginning of
// the text that.
func wordStart(text string, at int) int {
	if at <= 0 {
		return 0
	}
	if i := strings.IndexByte(text[at:at+snippetAround], ' '); i >= 0 {
		return at + i + 1
	}
	for !utf8.RuneStart(text[at]) {
		at++
	}
	return at
}

// wordEnd is where a word ends, at or before a place; near the end of the text
// that.
func wordEnd(text string, at int) int {
	if at >= len(text) {
		return len(text)
	}
	if i := strings.LastIndexByte(text[at-snippetAround:at], ' '); i >= 0 {
		return at - snippetAround + i
	}
	for !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}
