package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// exitCodes turns what kind of error it was into the exit code.
var exitCodes = map[ascribe.ErrorKind]int{
	ascribe.ErrInternal:    1,
	ascribe.ErrUsage:       2,
	ascribe.ErrInvalid:     3,
	ascribe.ErrNotFound:    4,
	ascribe.ErrConflict:    5,
	ascribe.ErrUnverified:  6,
	ascribe.ErrWithheld:    9,
	ascribe.ErrNewer:       7,
	ascribe.ErrUnwritten:   8,
	ascribe.ErrInterrupted: 130,
}

// usageError is the error of a command line that was not understood.
func usageError(err error) error {
	return ascribe.Errorf(ascribe.ErrUsage, "%s", err).WithHint("ascribe --help shows the commands; ascribe COMMAND --help explains one")
}

// unwritten is the error of output that could not be written.
func unwritten(what string, err error) *ascribe.Error {
	reason := err
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		reason = e.Err
	}
	return ascribe.Errorf(ascribe.ErrUnwritten, "%s could not be written: %s", what, reason).
		WithHint("make room, or write elsewhere; what had been done to the store by then is done").WithCause(err)
}

// asksForJSON looks for --json itself, since the error may be that the
// command line cannot be read.
func asksForJSON(args []string) bool {
	return slices.Contains(args, "--json") || slices.Contains(args, "--json=true")
}

// fail tells the person what went wrong, and returns the exit code. What lies
// behind is shown only to those who ask for it with ASCRIBE_DEBUG.
func (e *environment) fail(err error) int {
	said, ok := errors.AsType[*ascribe.Error](err)
	if !ok {
		said = ascribe.Errorf(ascribe.ErrInternal, "something went wrong that should not").
			WithHint("please report it; ASCRIBE_DEBUG=1 shows what lies behind").WithCause(err)
	}
	if os.Getenv("ASCRIBE_DEBUG") != "" && said.Cause != nil {
		fmt.Fprintf(e.err, "debug: %v\n", said.Cause) //nolint:errcheck
	}
	if e.json {
		e.failJSON(said)
	} else {
		e.failText(said)
	}
	return exitCodes[said.Kind]
}

func (e *environment) failText(said *ascribe.Error) {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s\n", e.err.paint(bold, "ascribe:"), said.Message)
	for _, p := range said.Problems {
		fmt.Fprintf(&b, "  %s\n", p)
	}
	if said.More > 0 {
		fmt.Fprintf(&b, "  … and %d more\n", said.More)
	}
	if said.Hint != "" {
		fmt.Fprintf(&b, "%s %s\n", e.err.paint(dim, "→"), said.Hint)
	}
	e.err.WriteString(b.String())
}

func (e *environment) failJSON(said *ascribe.Error) {
	type fault struct {
		Kind     ascribe.ErrorKind `json:"kind"`
		Message  string            `json:"message"`
		Hint     string            `json:"hint"`
		Problems []ascribe.Problem `json:"problems"`
		More     int               `json:"more"`
	}
	problems := said.Problems
	if problems == nil {
		problems = []ascribe.Problem{}
	}
	lines := &jsonWriter{to: e.err}
	defer lines.end() //nolint:errcheck // where should it be told?
	out := json.NewEncoder(lines)
	out.SetEscapeHTML(false)
	out.Encode(map[string]fault{"error": {said.Kind, said.Message, said.Hint, problems, said.More}}) //nolint:errcheck
}
