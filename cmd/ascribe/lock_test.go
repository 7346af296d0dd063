//go:build unix || windows

package main

import (
	"io"
	"os"
	"path/filepath"
	"testing"
)

// TestLockFile: who has a file keeps others from having it, and not from reading it,
// until it is closed.
func TestLockFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "draft")
	open := func() *os.File {
		t.Helper()
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() }) //nolint:errcheck // it may be closed already
		return f
	}
	one, other := open(), open()
	if !lockFile(one) {
		t.Fatal("nobody has it, and it cannot be had")
	}
	if lockFile(other) {
		t.Fatal("two have it")
	}
	if _, err := one.WriteString("a line"); err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(other); err != nil || string(text) != "a line" {
		t.Errorf("it reads %q, %v", text, err)
	}
	if err := one.Close(); err != nil {
		t.Fatal(err)
	}
	if !lockFile(other) {
		t.Error("it was closed, and cannot be had")
	}
}
