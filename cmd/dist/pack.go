package main

import (
	"archive/tar"
	"archive/zip"
	"compress/flate"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// ending is of the archive that people on a system can open.
func ending(t target) string {
	if t.system == "windows" {
		return "zip"
	}
	return "tar.gz"
}

// pack puts the program with its licence, README, manual and completions into
// an archive. Times are left out, so that the same program makes the same archive.
func pack(archive, binary, manual string, t target) error {
	files := map[string]string{t.binary(): binary, "README.md": "README.md", "LICENSE": "LICENSE"}
	names := []string{t.binary(), "README.md", "LICENSE"}
	for _, pattern := range []string{filepath.Join("man1", "*.1"), filepath.Join("completions", "*")} {
		found, err := filepath.Glob(filepath.Join(manual, pattern))
		if err != nil {
			return err
		}
		for _, file := range found {
			name := filepath.ToSlash(strings.TrimPrefix(file, manual+string(filepath.Separator)))
			files[name] = file
			names = append(names, name)
		}
	}
	out, err := os.Create(archive)
	if err != nil {
		return err
	}
	add, finish := tarball(out)
	if ending(t) == "zip" {
		add, finish = zipped(out)
	}
	for _, name := range names {
		text, err := os.ReadFile(files[name])
		if err == nil {
			err = add(name, text, name == t.binary())
		}
		if err != nil {
			return errors.Join(err, out.Close())
		}
	}
	return errors.Join(finish(), out.Close())
}

type adding func(name string, text []byte, runs bool) error

func tarball(out io.Writer) (adding, func() error) {
	packed, _ := gzip.NewWriterLevel(out, gzip.BestCompression)
	to := tar.NewWriter(packed)
	add := func(name string, text []byte, runs bool) error {
		mode := int64(0o644)
		if runs {
			mode = 0o755
		}
		if err := to.WriteHeader(&tar.Header{Name: "ascribe/" + name, Mode: mode, Size: int64(len(text))}); err != nil {
			return err
		}
		_, err := to.Write(text)
		return err
	}
	return add, func() error { return errors.Join(to.Close(), packed.Close()) }
}

func zipped(out io.Writer) (adding, func() error) {
	to := zip.NewWriter(out)
	to.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestCompression) })
	add := func(name string, text []byte, _ bool) error {
		file, err := to.Create("ascribe/" + name)
		if err != nil {
			return err
		}
		_, err = file.Write(text)
		return err
	}
	return add, to.Close
}

// checksums writes SHA256SUMS of what people download, for sha256sum -c.
func checksums(into string) error {
	entries, err := os.ReadDir(into)
	if err != nil {
		return err
	}
	var list strings.Builder
	for _, e := range entries {
		if e.IsDir() || e.Name() == "SHA256SUMS" {
			continue
		}
		text, err := os.ReadFile(filepath.Join(into, e.Name()))
		if err != nil {
			return err
		}
		sum := sha256.Sum256(text)
		fmt.Fprintf(&list, "%s  %s\n", hex.EncodeToString(sum[:]), e.Name())
	}
	return os.WriteFile(filepath.Join(into, "SHA256SUMS"), []byte(list.String()), 0o644)
}

func copyFile(to, from string) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, text, 0o644)
}
