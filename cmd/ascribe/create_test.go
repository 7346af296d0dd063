package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestInitAgain: interrupted after any of its steps, init can be given again,
// and what it makes then can be written to.
func TestInitAgain(t *testing.T) {
	whole := t.TempDir()
	program(t, whole)("init")
	db, key := "ascribe.db", "ascribe.key"
	for name, left := range map[string]map[string]string{
		"nothing":                            {},
		"the key":                            {"ascribe.new.key": key},
		"the key, and an empty store":        {"ascribe.new.key": key, "ascribe.new.db": ""},
		"both":                               {"ascribe.new.key": key, "ascribe.new.db": db},
		"both, and the key has its name":     {key: key, "ascribe.new.db": db},
		"both, and the key has its name too": {"ascribe.new.key": key, key: "=ascribe.new.key", "ascribe.new.db": db},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for file, from := range left {
				if !strings.HasPrefix(from, "=") {
					copyFile(t, filepath.Join(dir, file), filepath.Join(whole, from))
				}
			}
			for file, from := range left {
				if other, ok := strings.CutPrefix(from, "="); ok {
					if err := os.Link(filepath.Join(dir, other), filepath.Join(dir, file)); err != nil {
						t.Fatal(err)
					}
				}
			}
			said := program(t, dir)
			said("init")
			said("add", "incident", "an-id", "A title")
			said("verify")
			list, err := os.ReadDir(dir)
			if err != nil || len(list) != 2 {
				t.Errorf("there is %v, %v", list, err)
			}
		})
	}
	t.Run("a key of another store is kept", func(t *testing.T) {
		dir := t.TempDir()
		copyFile(t, filepath.Join(dir, key), filepath.Join(whole, key))
		said := program(t, dir)
		if code, _, complaints := call("init"); code != 5 {
			t.Errorf("init over a key: exit %d\n%s", code, complaints)
		}
		if err := os.Remove(filepath.Join(dir, key)); err != nil {
			t.Fatal(err)
		}
		said("init")
	})
}

// copyFile copies a file; from a folder, that is an empty one.
func copyFile(t *testing.T, to, from string) {
	t.Helper()
	text, err := os.ReadFile(from)
	if info, _ := os.Stat(from); info != nil && info.IsDir() {
		text, err = nil, nil
	}
	if err == nil {
		err = os.WriteFile(to, text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestKeyOfOthers warns whoever writes, and nobody who reads.
func TestKeyOfOthers(t *testing.T) {
	dir := t.TempDir()
	program(t, dir)("init")
	key := filepath.Join(dir, "ascribe.key")
	for mode, warned := range map[fs.FileMode]bool{0o600: false, 0o400: false, 0o640: true, 0o604: true} {
		if err := os.Chmod(key, mode); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{{"add", "incident", fmt.Sprintf("i-%o", mode), "A title"}, {"list"}} {
			code, _, complaints := call(args...)
			if code != 0 {
				t.Fatalf("%q: exit %d\n%s", args, code, complaints)
			}
			if got := strings.Contains(complaints, "chmod 600"); got != (warned && args[0] == "add") {
				t.Errorf("%q with %v says %q", args, mode, complaints)
			}
		}
	}
}
