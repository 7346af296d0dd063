package main

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/table"
)

// inFolder are the names of what is in a folder.
func inFolder(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// TestNoHalfFile: a table that breaks off leaves no file, and what was there
// stays as it was.
func TestNoHalfFile(t *testing.T) {
	broken := errors.New("broken")
	for _, there := range []bool{false, true} {
		dir := t.TempDir()
		g := &giving{Output: filepath.Join(dir, "wide.csv"), Point: "sidecar", Force: there}
		var before []string
		if there {
			put(t, g.Output, "before")
			before = []string{"wide.csv"}
		}
		what := &given{write: func(w io.Writer) error {
			if _, err := io.Copy(w, bytes.NewReader(make([]byte, 100_000))); err != nil {
				t.Fatal(err)
			}
			if names := inFolder(t, dir); len(names) != len(before)+1 || !strings.HasSuffix(names[0], ".part") {
				t.Errorf("among the rows there are %v", names)
			}
			return broken
		}}
		if err := g.toFile(&table.Formats[0], what); !errors.Is(err, broken) {
			t.Errorf("it says %v", err)
		}
		if names := inFolder(t, dir); strings.Join(names, " ") != strings.Join(before, " ") {
			t.Errorf("there are %v, and before %v", names, before)
		}
		if text, err := os.ReadFile(g.Output); there && string(text) != "before" {
			t.Errorf("what was there is now %q, %v", text, err)
		}
	}
}

// TestFullDiskUnderAFile: it is told of the file, and not of what it is called
// until it is whole.
func TestFullDiskUnderAFile(t *testing.T) {
	f := &wholeFile{name: "wide.csv"}
	err := f.unwritten(&os.PathError{Op: "write", Path: ".wide.csv-ABCD.part", Err: syscall.ENOSPC})
	if told := err.Error(); ascribe.KindOf(err) != ascribe.ErrUnwritten || told != "wide.csv could not be written: no space left on device" {
		t.Errorf("it says %q", told)
	}
}

// TestFileOfAnother: one that came there meanwhile is not written over.
func TestFileOfAnother(t *testing.T) {
	name := filepath.Join(t.TempDir(), "wide.csv")
	f, err := createWhole(name, false)
	if err != nil {
		t.Fatal(err)
	}
	put(t, name, "theirs")
	if err := f.keep(); ascribe.KindOf(err) != ascribe.ErrConflict {
		t.Errorf("it says %v", err)
	}
	if text, err := os.ReadFile(name); err != nil || string(text) != "theirs" {
		t.Errorf("theirs is now %q, %v", text, err)
	}
	if names := inFolder(t, filepath.Dir(name)); len(names) != 1 {
		t.Errorf("there are %v", names)
	}
}
