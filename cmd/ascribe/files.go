package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/ascribe-project/ascribe"
)

// maxFile is the size up to which a file is read at once: a codebook, a
// mapping, a checkpoint.
const maxFile = 16 << 20

// readFile reads a file at once.
func readFile(name string) ([]byte, error) {
	f, size, err := openFile(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	tooLarge := ascribe.Errorf(ascribe.ErrInvalid, "%s is larger than the %d MiB that such a file may have", name, maxFile>>20).
		WithHint("look whether it is the right file")
	if size > maxFile {
		return nil, tooLarge
	}
	text, err := io.ReadAll(io.LimitReader(f, maxFile+1)) // it may grow, or not say how large it is
	switch {
	case err != nil:
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "%s cannot be read", name).WithCause(err)
	case len(text) > maxFile:
		return nil, tooLarge
	}
	return text, nil
}

// openFile opens a file, and is its size. What is no file (a pipe or a device,
// which may never come to an end, or a folder) is refused before it is opened,
// since opening a pipe waits for its other end.
func openFile(name string) (*os.File, int64, error) {
	info, err := os.Stat(name)
	if err == nil && !info.Mode().IsRegular() {
		return nil, 0, noFile(name)
	}
	f, err := os.Open(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, 0, ascribe.Errorf(ascribe.ErrNotFound, "there is no file %s", name)
	case err != nil:
		return nil, 0, ascribe.Errorf(ascribe.ErrInvalid, "%s cannot be read", name).WithCause(err)
	}
	if info, err = f.Stat(); err != nil || !info.Mode().IsRegular() {
		f.Close() //nolint:errcheck // it was only looked at
		return nil, 0, noFile(name).WithCause(err)
	}
	return f, info.Size(), nil
}

// heeding reads a file as long as its context lasts.
type heeding struct {
	ctx context.Context
	io.ReaderAt
}

func (h heeding) ReadAt(p []byte, at int64) (int, error) {
	if err := h.ctx.Err(); err != nil {
		return 0, err
	}
	return h.ReaderAt.ReadAt(p, at)
}

func noFile(name string) *ascribe.Error {
	return ascribe.Errorf(ascribe.ErrInvalid, "%s is no file", name).
		WithHint("give a plain file: what comes through a pipe can be written to one first")
}

// isThere reports whether something of a name is there.
func isThere(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}
