package main

import (
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"syscall"

	"golang.org/x/term"
)

// terminal is where text goes: a screen with colours and a width, or a file
// or pipe with neither.
type terminal struct {
	io.Writer // as it is, without a guard
	screen    bool
	colour    bool
	width     int    // in characters
	seal      string // in the escapes that are the program's own; nobody else can know it
	failed    error  // the first that went wrong in writing
}

const defaultWidth = 100

func newTerminal(w io.Writer) *terminal {
	t := &terminal{Writer: w, width: defaultWidth, seal: ";" + strconv.Itoa(1e8+rand.IntN(9e8))} //nolint:gosec // it outlives no page
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

// WriteString writes text for people that is finished. What is not written is
// told at the end.
func (t *terminal) WriteString(s string) {
	t.put(strings.ReplaceAll(t.guarded(s), t.seal+ending, ending)) //nolint:errcheck // put remembers it
}

// Write writes data: as it is to a file or another program, and to a screen as
// people can look at it without harm.
func (t *terminal) Write(b []byte) (int, error) {
	if !t.screen {
		return t.put(string(b))
	}
	if _, err := t.put(visible(string(b))); err != nil {
		return 0, err
	}
	return len(b), nil
}

// put writes, and remembers what went wrong. A reader that has gone away is no
// error of the command's.
func (t *terminal) put(s string) (int, error) {
	n, err := io.WriteString(t.Writer, s)
	if err != nil && t.failed == nil && !errors.Is(err, syscall.EPIPE) {
		t.failed = err
	}
	return n, err
}

// style is an escape sequence of ECMA-48, without its brackets.
type style string

const (
	bold style = "1"
	dim  style = "2"
)

// The beginning, the end and the whole of an escape sequence that changes how
// text looks; the last ends all changes.
const (
	escape  = "\x1b["
	ending  = "m"
	plainly = escape + "0" + ending
)

// paint styles a text where the terminal has colours.
func (t *terminal) paint(s style, text string) string {
	if text = visible(text); !t.colour || text == "" {
		return text
	}
	return escape + string(s) + t.seal + ending + text + plainly
}

// guarded is a text that can be looked at without harm: of all that could move
// the cursor, colour or hide, only what was painted is left.
func (t *terminal) guarded(s string) string {
	var b strings.Builder
	for t.colour {
		before, rest, found := strings.Cut(s, t.seal+ending)
		at := strings.LastIndex(before, escape)
		if !found || at < 0 {
			break
		}
		painted, rest, _ := strings.Cut(rest, plainly)
		b.WriteString(visible(before[:at]) + before[at:] + t.seal + ending + visible(painted) + plainly)
		s = rest
	}
	return b.String() + visible(s)
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
