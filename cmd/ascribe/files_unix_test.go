//go:build unix

package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ascribe-project/ascribe/internal/app/point"
)

// TestWhatIsNoFile gives a pipe that nobody writes to, a device without an end
// and a folder to everything that reads a file: each is refused at once, and is
// not waited for.
func TestWhatIsNoFile(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("ASCRIBE_STORE", filepath.Join(dir, "a.db"))
	t.Setenv("ASCRIBE_CACHE", t.TempDir())
	must(t, "init")
	pipe := filepath.Join(dir, "pipe")
	folder := filepath.Join(dir, "folder")
	book := filepath.Join(dir, "book")
	first := filepath.Join(dir, "first")
	for _, name := range []string{folder, book, first} {
		if err := os.Mkdir(name, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range goodBook {
		if name != "actors.csv" {
			put(t, filepath.Join(book, name), text)
		}
	}
	for _, name := range []string{pipe, filepath.Join(book, "actors.csv"), filepath.Join(first, "incidents.csv")} {
		if err := syscall.Mkfifo(name, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	table := filepath.Join(dir, "a.csv")
	put(t, table, "id\n1\n")
	for _, name := range []string{pipe, "/dev/zero", folder} {
		for _, args := range [][]string{
			{"codebook", "check", name},
			{"codebook", "adopt", name},
			{"codebook", "show", name},
			{"list", "--codebook", name},
			{"list", "--store", name},
			{"verify", "--against", name},
			{"map", name},
			{"import", "--dataset", "d", "--mapping", name, name},
			{"import", "--dataset", "d", "--mapping", name, table},
			{"import", "--dataset", "d", "--edition", "1", "--published", "2020", name},
			{"import", name},
			{"--store", filepath.Join(dir, "b.db"), "init", "--codebook", name},
		} {
			if name == folder && len(args) == 2 && args[0] == "import" {
				continue // a folder can be a casebook
			}
			ctx, stop := context.WithTimeout(t.Context(), time.Minute)
			var said bytes.Buffer
			code := run(ctx, args, nil, io.Discard, &said)
			if code != 3 {
				t.Errorf("ascribe %s: %d, %s", strings.Join(args, " "), code, said.String())
			}
			stop()
		}
	}
	for at, file := range map[string]string{book: "actors.csv", first: "incidents.csv"} {
		if code, _, said := call("import", at); code != 3 || !strings.Contains(said, file+" is not a plain file") {
			t.Errorf("a casebook with a pipe in it: %d, %s", code, said)
		}
	}
	large := filepath.Join(dir, "large.yaml")
	put(t, large, "")
	if err := os.Truncate(large, 1<<40); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"codebook", "check", large}, {"verify", "--against", large}} {
		if code, _, said := call(args...); code != 3 || !strings.Contains(said, "MiB") {
			t.Errorf("ascribe %s, of a terabyte: %d, %s", args[0], code, said)
		}
	}
}

// TestInterruptEndsTheWaiting: a question that does not notice that it is
// stopped is left.
func TestInterruptEndsTheWaiting(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("ASCRIBE_STORE", filepath.Join(dir, "a.db"))
	must(t, "init")
	ctx, stop := context.WithCancel(t.Context())
	never := make(chan struct{})
	defer close(never)
	env := &environment{out: newTerminal(io.Discard), err: newTerminal(io.Discard), store: filepath.Join(dir, "a.db")}
	err := env.ask(ctx, func(*point.App) error {
		stop()
		<-never
		return nil
	})
	if err == nil || exitOf(t, err) != 130 {
		t.Errorf("%v", err)
	}
}
