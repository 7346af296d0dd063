package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const v1 = "../../testdata/v1"

// TestFirstVersion holds the program to a store, a casebook and a dataset of
// its first version (testdata/v1): it opens, verifies and takes them in, and
// answers as that version did, but for what lies in the folder since.
func TestFirstVersion(t *testing.T) {
	t.Run("store", func(t *testing.T) {
		dir := t.TempDir()
		copyV1(t, dir, "ascribe.db")
		copyV1(t, dir, "ascribe.key")
		said := program(t, dir)
		said("verify")
		for _, a := range answersOfV1(t) {
			checkV1(t, a, said(a.args...))
		}
		checkpoint := said("checkpoint")

		// Read, it stays as it is, and nothing is made of it elsewhere.
		said("list", "--where", "country=DE")
		refused(t, "add", "incident", "an-id", "A title")
		refused(t, "rebuild")
		if !bytes.Equal(fileV1(t, filepath.Join(dir, "ascribe.db")), fileV1(t, filepath.Join(v1, "ascribe.db"))) {
			t.Error("reading the old store changed it")
		}
		if _, err := os.Stat(filepath.Join(dir, "cache")); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("reading the old store made a cache: %v", err)
		}

		said("upgrade")
		said("verify")
		for _, a := range answersOfV1(t) {
			checkV1(t, a, said(a.args...))
		}
		if got := said("checkpoint"); got != checkpoint {
			t.Errorf("the upgrade changed the checkpoint from\n%s to\n%s", checkpoint, got)
		}
		if got := said("checkpoint", "--store", filepath.Join(dir, "ascribe.before-upgrade.db")); got != checkpoint {
			t.Errorf("what is kept of the old store has the checkpoint\n%s want\n%s", got, checkpoint)
		}
		said("add", "incident", "an-id", "A title")
		said("verify")
		refused(t, "upgrade")
	})
	t.Run("a later edition", func(t *testing.T) {
		dir := t.TempDir()
		copyV1(t, dir, "ascribe.db")
		copyV1(t, dir, "ascribe.key")
		said := program(t, dir)
		said("upgrade")
		for _, name := range []string{"towns", "towns-by-day"} {
			out := said("import", filepath.Join(v1, "dataset", "towns-2.csv"), "--mapping", filepath.Join(v1, "dataset", name+".yaml"),
				"--dataset", name, "--edition", "3", "--published", "2024-06")
			if !strings.Contains(out, "0 incidents are new, 0 have changed") || !strings.Contains(out, "0 are no longer listed") {
				t.Errorf("%s: the ids are others than they were:\n%s", name, out)
			}
		}
	})
	t.Run("casebook", func(t *testing.T) {
		dir := t.TempDir()
		said := program(t, dir)
		said("init", "--codebook", filepath.Join(v1, "casebook", "codebook.yaml"))
		said("import", filepath.Join(v1, "casebook"))
		said("verify")
		for _, a := range answersOfV1(t) {
			if !a.asks("--recorded") && !a.asks("towns") {
				checkV1(t, a, writtenElsewhere.ReplaceAllString(said(a.args...), "$1"))
			}
		}
	})
	t.Run("dataset", func(t *testing.T) {
		dir := t.TempDir()
		said := program(t, dir)
		said("init")
		for _, name := range []string{"towns", "towns-by-day"} {
			importV1(said, name, "1", "2022-06")
			importV1(said, name, "2", "2023-06")
		}
		for _, a := range answersOfV1(t) {
			if a.asks("towns") {
				a.in = "dataset"
				checkV1(t, a, said(a.args...))
			}
		}
	})
}

// writtenElsewhere is who wrote a thing down in a store, and when: in another it
// was somebody else.
var writtenElsewhere = regexp.MustCompile(`(\n)\nWritten down in entry [^\n]*\n`)

func importV1(said func(...string) string, name, edition, published string) {
	said("import", filepath.Join(v1, "dataset", "towns-"+edition+".csv"),
		"--mapping", filepath.Join(v1, "dataset", name+".yaml"),
		"--dataset", name, "--edition", edition, "--published", published)
}

// An answerV1 is a file of the folder answers and the command that printed it.
type answerV1 struct {
	file string
	args []string
	in   string // of an answer that only new stores give otherwise: its folder in since
}

func (a answerV1) asks(word string) bool {
	for _, arg := range a.args {
		if strings.HasPrefix(arg, word) {
			return true
		}
	}
	return false
}

func answersOfV1(t *testing.T) (answers []answerV1) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(v1, "answers", "commands.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		file, command, ok := strings.Cut(strings.TrimSpace(line), ": ascribe ")
		if !ok {
			t.Fatalf("not a line of a command: %q", line)
		}
		answers = append(answers, answerV1{file: file, args: strings.Fields(command)})
	}
	return answers
}

// checkV1 holds an answer to that of the first version, or to the one in the
// folder since, whose README must then name it.
func checkV1(t *testing.T, a answerV1, got string) {
	t.Helper()
	since := filepath.Join(v1, "since", a.in, a.file)
	if os.Getenv("UPDATE_V1") != "" {
		updateV1(t, a, since, got)
	}
	want, err := os.ReadFile(since)
	if !strings.Contains(got, "\nWritten down in ") {
		want = writtenElsewhere.ReplaceAll(want, []byte("$1"))
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		want, err = os.ReadFile(filepath.Join(v1, "answers", a.file))
	case err == nil:
		reasons, _ := os.ReadFile(filepath.Join(v1, "since", "README.md"))
		if !bytes.Contains(reasons, []byte("`"+path.Join(a.in, a.file)+"`")) {
			t.Errorf("since/README.md does not say why %s is another today", a.file)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("ascribe %s is another than it was (-was +now):\n%s", strings.Join(a.args, " "), diff)
	}
}

// updateV1 keeps an answer that differs from the first version's. The answers
// of that version themselves are never written.
func updateV1(t *testing.T, a answerV1, since, got string) {
	t.Helper()
	first, err := os.ReadFile(filepath.Join(v1, "answers", a.file))
	if err != nil {
		t.Fatal(err)
	}
	if string(first) == got {
		os.Remove(since)
		return
	}
	if err := os.MkdirAll(filepath.Dir(since), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(since, []byte(got), 0o644); err != nil {
		t.Fatal(err)
	}
}

func copyV1(t *testing.T, dir, name string) {
	t.Helper()
	copyFile(t, filepath.Join(dir, name), filepath.Join(v1, name))
}

func fileV1(t *testing.T, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// refused runs a command that is to fail, after program.
func refused(t *testing.T, args ...string) {
	t.Helper()
	if code, out, complaints := call(args...); code == 0 || !strings.Contains(complaints, "ascribe upgrade") && args[0] != "upgrade" {
		t.Errorf("ascribe %s: exit %d\n%s%s", strings.Join(args, " "), code, out, complaints)
	}
}

// program gives what runs the program over the store in a folder, and fails
// where a command does.
func program(t *testing.T, dir string) func(args ...string) string {
	t.Helper()
	t.Setenv("ASCRIBE_STORE", filepath.Join(dir, "ascribe.db"))
	t.Setenv("ASCRIBE_CACHE", filepath.Join(dir, "cache"))
	t.Setenv("ASCRIBE_WHO", "Anna")
	return func(args ...string) string {
		t.Helper()
		return must(t, args...)
	}
}
