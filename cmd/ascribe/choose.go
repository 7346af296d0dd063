package main

import (
	"bufio"
	"context"
	"errors"
	"os"
	"slices"
	"strings"

	"golang.org/x/term"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// A choice is an answer that can be given, and what it means.
type choice struct{ key, means string }

var goOn = choice{"a", "go on although it is so"}

// insist does something and, where it is doubtful whether that is meant, asks
// who sits at the terminal.
func (e *environment) insist(ctx context.Context, by point.By, do func(point.By) error) error {
	err := do(by)
	doubt, ok := errors.AsType[*acts.Doubt](err)
	if !ok || !e.attended() {
		return err
	}
	if e.quiet != nil {
		e.quiet()
	}
	if e.choose(ctx, doubt.Reason, []choice{goOn}) == "" {
		return err
	}
	by.Although = true
	return do(by)
}

// maxTold is how many problems are printed where they do not stop what is done.
const maxTold = 10

// problems prints the first of some problems, and how many more there are.
func (p *page) problems(before string, list []ascribe.Problem, more int) {
	for i, at := range list {
		if i == maxTold {
			break
		}
		p.line("%s%s", before, at)
	}
	if more += len(list) - min(len(list), maxTold); more > 0 {
		p.line("%s… and %d more", before, more)
	}
}

// attended reports whether somebody sits at the terminal, who can be asked.
func (e *environment) attended() bool {
	f, ok := e.stdin.(*os.File)
	return ok && e.err.screen && term.IsTerminal(int(f.Fd()))
}

// choose asks, and gives the key of the answer; "" where it is none of them, or
// the context ends before there is one.
func (e *environment) choose(ctx context.Context, doubt *ascribe.Error, answers []choice) string {
	p := &page{t: e.err}
	p.wrap("", doubt.Message+".")
	p.problems("  ", doubt.Problems, doubt.More)
	for _, c := range answers {
		p.line("  %s  %s", c.key, c.means)
	}
	p.line("  anything else stops, and nothing is changed")
	e.err.WriteString(p.String() + "> ")
	answer := strings.ToLower(e.line(ctx))
	if slices.ContainsFunc(answers, func(c choice) bool { return c.key == answer }) {
		return answer
	}
	return ""
}

// askWhy asks who sits at the terminal for the reason of an act that needs one
// and has none.
func (e *environment) askWhy(ctx context.Context, by *acting, noun ascribe.Noun) {
	if by.Why != "" || !acts.NeedsReason(noun) || !e.attended() {
		return
	}
	e.err.WriteString("Why? It is kept with the entry.\n> ")
	by.Why = e.line(ctx)
}

// line is the next line that is typed, without the blanks around it; "" where
// there is none, or the context ends before there is one.
func (e *environment) line(ctx context.Context) string {
	typed := make(chan string, 1)
	go func() {
		if line, err := bufio.NewReader(e.stdin).ReadString('\n'); err == nil {
			typed <- strings.TrimSpace(line)
		}
		close(typed)
	}()
	select {
	case line := <-typed:
		return line
	case <-ctx.Done():
		return ""
	}
}
