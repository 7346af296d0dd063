package main

import (
	"archive/tar"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestHeaviest(t *testing.T) {
	symbols := `  401000        100 T example.com/a.F
  402000        250 T example.com/a/sub.G
  403000         70 R type:*example.com/ab.T
  404000        900 B example.com/ab.reserved
  405000         30 T runtime.main
  406000          0 B runtime.bss
  407000        800 D example.com/ab.calledData
`
	got := heaviest(symbols, modules("bin: go1\n\tmod\texample.com/ab\tv1\n\tdep\texample.com/a\tv2\th1:x\n"), 2)
	want := []weight{{"example.com/a", 350}, {"example.com/ab", 70}}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestDebianVersion(t *testing.T) {
	for version, want := range map[string]string{"v1.2.3": "1.2.3", "b578510": "0.0.0+b578510", "3e5-dirty": "0.0.0+3e5.dirty", "devel": "0.0.0+devel"} {
		if got := debianVersion(version); got != want {
			t.Errorf("%s: %s, want %s", version, got, want)
		}
	}
}

// TestPack holds that the archive has the program, which can be run, and what
// belongs to it.
func TestPack(t *testing.T) {
	t.Chdir("../..")
	dir := t.TempDir()
	for _, name := range []string{"ascribe", "manual/man1/ascribe.1", "manual/completions/_ascribe"} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(name), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	archive := filepath.Join(dir, "a.tar.gz")
	if err := pack(archive, filepath.Join(dir, "ascribe"), filepath.Join(dir, "manual"), target{"linux", "amd64"}); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	packed, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for in := tar.NewReader(packed); ; {
		header, err := in.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, header.Name)
		if runs := header.Mode&0o111 != 0; runs != (header.Name == "ascribe/ascribe") {
			t.Errorf("%s has the mode %o", header.Name, header.Mode)
		}
	}
	want := "ascribe/ascribe ascribe/README.md ascribe/LICENSE ascribe/man1/ascribe.1 ascribe/completions/_ascribe"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
