package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// The lists in testdata/answers have a hash for each answer that the program
// gives: to the commands of the scripts, and at the addresses of the reading
// room. Code that only moves leaves them as they are; what changes an answer
// changes its lines, and UPDATE_ANSWERS=1 writes them.

// answersClock and answersChance stand for the clock and for chance where an
// answer is to be the same twice.
var answersClock = time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)

func answersChance(seed string) io.Reader { return rand.NewChaCha8(sha256.Sum256([]byte(seed))) }

// answersFolder is named in the environment of a script; each command of the
// script appends its line to a file there.
const answersFolder = "ANSWERS"

// answersRoot is, in that environment, the top of the repository.
const answersRoot = "ROOT"

// answering is the program as the scripts run it: where they ask for it, with
// a clock that stands still and one seed, and with a note of what it said.
func answering() {
	file := os.Getenv(answersFolder)
	if file == "" || leftOut(os.Args[1:]) {
		main()
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	said := new(bytes.Buffer)
	env := &environment{
		stdin: os.Stdin,
		out:   newTerminal(io.MultiWriter(os.Stdout, said)), err: newTerminal(io.MultiWriter(os.Stderr, said)),
		now: func() time.Time { return answersClock }, rand: answersChance(anywhere(strings.Join(os.Args[1:], " "))),
	}
	code := env.run(ctx, os.Args[1:])
	noteAnswer(file, os.Args[1:], code, said.Bytes())
	os.Exit(code)
}

// leftOut are commands that go on until they are stopped, or tell of the
// machine.
func leftOut(args []string) bool {
	return len(args) > 0 && args[0] == "--version" || slices.ContainsFunc(args, func(a string) bool {
		return slices.Contains([]string{"serve", "demo", "completion", "version"}, a)
	})
}

func noteAnswer(file string, args []string, code int, said []byte) {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		panic(err)
	}
	defer f.Close() //nolint:errcheck // a line that is lost is missed when the lists are compared
	command := strings.ReplaceAll(anywhere(strings.Join(args, " ")), "\n", " ")
	fmt.Fprintf(f, "%s %d ascribe %s\n", shortHash([]byte(anywhere(string(said)))), code, command)
}

// anywhere is a text without the folders that are others on each machine.
func anywhere(text string) string {
	return strings.NewReplacer(os.Getenv("WORK"), "$WORK", os.Getenv(answersRoot), "$ROOT").Replace(text)
}

func repository() string {
	dir, err := filepath.Abs("../..")
	if err != nil {
		panic(err)
	}
	return dir
}

// shortHash is short: what is compared was not made to deceive.
func shortHash(answer []byte) string {
	sum := sha256.Sum256(answer)
	return hex.EncodeToString(sum[:8])
}

// checkAnswers holds a list of answers to the one in testdata/answers.
func checkAnswers(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "answers", name)
	if os.Getenv("UPDATE_ANSWERS") != "" {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) == got {
		return
	}
	was := strings.Split(string(want), "\n")
	is := strings.Split(got, "\n")
	for _, line := range was {
		if !slices.Contains(is, line) {
			t.Errorf("no longer: %s", line)
		}
	}
	for _, line := range is {
		if !slices.Contains(was, line) {
			t.Errorf("now:       %s", line)
		}
	}
	t.Errorf("answers are others than in %s; where that is meant, UPDATE_ANSWERS=1 writes the list", file)
}
