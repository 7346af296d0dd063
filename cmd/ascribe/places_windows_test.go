package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestPlaces holds where a store, its key and the cache lie. The mode of a file
// does not say who can read it here, and so nobody is warned.
func TestPlaces(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("ASCRIBE_STORE", filepath.Join(dir, "with space.db"))
	must(t, "init")
	info, err := os.Stat(filepath.Join(dir, "with space.key"))
	if err != nil {
		t.Fatal(err)
	}
	if readByOthers(info) {
		t.Error("a new key is said to be readable by others")
	}
	t.Setenv("LocalAppData", dir)
	t.Setenv("ASCRIBE_CACHE", "")
	if got := cacheFolder(); got != filepath.Join(dir, "ascribe") {
		t.Errorf("the cache lies in %s", got)
	}
}
