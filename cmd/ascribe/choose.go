package main

import (
	"bufio"
	"os"
	"strings"

	"golang.org/x/term"
)

// A choice is an answer that can be given, and what it means.
type choice struct{ key, means string }

// attended reports whether somebody sits at the terminal, who can be asked.
func (e *environment) attended() bool {
	f, ok := e.stdin.(*os.File)
	return ok && e.err.screen && term.IsTerminal(int(f.Fd()))
}

// choose asks, and gives the key of the answer; "" where it is none of them.
func (e *environment) choose(what string, answers []choice) string {
	p := &page{t: e.err}
	p.wrap("", what+".")
	for _, c := range answers {
		p.line("  %s  %s", c.key, c.means)
	}
	p.line("  anything else stops, and nothing is changed")
	e.err.WriteString(p.String() + "> ")
	line, err := bufio.NewReader(e.stdin).ReadString('\n')
	if err != nil {
		return ""
	}
	line = strings.ToLower(strings.TrimSpace(line))
	for _, c := range answers {
		if line == c.key {
			return c.key
		}
	}
	return ""
}
