//go:build unix

package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestPlaces holds where a store, its key and the cache lie, and that nobody but
// its owner can read a new key.
func TestPlaces(t *testing.T) {
	dir := t.TempDir()
	store := filepath.Join(dir, "with space.db")
	t.Setenv("ASCRIBE_STORE", store)
	must(t, "init")
	info, err := os.Stat(filepath.Join(dir, "with space.key"))
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 || readByOthers(info) {
		t.Errorf("the key has the mode %o", info.Mode().Perm())
	}
	if err := os.Chmod(filepath.Join(dir, "with space.key"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, _, said := call("add", "incident", "an-id", "A title"); !strings.Contains(said, "others can read the key") {
		t.Errorf("nothing is said of a key that others can read: %s", said)
	}

	t.Setenv("HOME", dir)
	t.Setenv("XDG_CACHE_HOME", "")
	t.Setenv("ASCRIBE_CACHE", "")
	want := filepath.Join(dir, ".cache", "ascribe")
	if runtime.GOOS == "darwin" {
		want = filepath.Join(dir, "Library", "Caches", "ascribe")
	}
	if got := cacheFolder(); got != want {
		t.Errorf("the cache lies in %s, want %s", got, want)
	}
}
