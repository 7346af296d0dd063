package main

import (
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/term"
)

// terminal is where text goes: a screen with colours and a width, or a file
// or pipe with neither.
type terminal struct {
	io.Writer
	screen bool
	colour bool
	width  int // in characters
}

const defaultWidth = 100

func newTerminal(w io.Writer) *terminal {
	t := &terminal{Writer: w, width: defaultWidth}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		t.screen = true
		t.colour = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
		if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
			t.width = width
		}
	}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		t.width = n
	}
	return t
}

// WriteString writes text that is finished. A reader that has gone away is no
// error of the command's.
func (t *terminal) WriteString(s string) { io.WriteString(t.Writer, s) } //nolint:errcheck

// style is an escape sequence of ECMA-48, without its brackets.
type style string

const (
	bold style = "1"
	dim  style = "2"
)

// paint styles a text where the terminal has colours.
func (t *terminal) paint(s style, text string) string {
	if !t.colour || text == "" {
		return text
	}
	return "\x1b[" + string(s) + "m" + text + "\x1b[0m"
}

// palette has colours that differ for colour-blind readers as well (after
// Okabe and Ito, 2008), for labels in the order in which the codebook lists
// them. A colour is never the only mark.
var palette = []style{"38;5;160", "38;5;208", "38;5;178", "38;5;37", "38;5;70", "38;5;245", "38;5;97", "38;5;33"}

func labelStyle(index int) style {
	if index < 0 {
		return dim
	}
	return palette[index%len(palette)]
}

// words turns a code into words for people: remote_controlled is "remote
// controlled".
func words(code string) string { return strings.ReplaceAll(code, "_", " ") }
