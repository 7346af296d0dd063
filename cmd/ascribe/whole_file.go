package main

import (
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"

	"github.com/ascribe-project/ascribe"
)

// A wholeFile is a file that is there when it is whole, and not before: until
// then it has another name, beside its own.
type wholeFile struct {
	*os.File
	name    string
	replace bool // what is there already
}

// createWhole begins a file. One that is there is refused, unless it may be
// replaced; what is no file always is.
func createWhole(name string, replace bool) (*wholeFile, error) {
	if err := free(name, replace); err != nil {
		return nil, err
	}
	beside := filepath.Join(filepath.Dir(name), "."+filepath.Base(name)+"-"+rand.Text()[:8]+".part")
	f, err := os.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, ascribe.Errorf(ascribe.ErrInvalid, "%s cannot be written", name).WithHint("is the folder there, and may you write to it?").WithCause(err)
	}
	return &wholeFile{f, name, replace}, nil
}

// free reports why a file may not be written under the name.
func free(name string, replace bool) error {
	info, err := os.Stat(name)
	switch {
	case err == nil && !info.Mode().IsRegular():
		return ascribe.Errorf(ascribe.ErrInvalid, "%s is no file", name).WithHint("give the name of a file to be written")
	case err == nil && !replace:
		return ascribe.Errorf(ascribe.ErrConflict, "%s is there already", name).WithHint("choose another name, or replace it with --force")
	}
	return nil
}

// Write tells an error as one of the file's own name.
func (f *wholeFile) Write(p []byte) (int, error) {
	n, err := f.File.Write(p)
	if err != nil {
		err = f.unwritten(err)
	}
	return n, err
}

func (f *wholeFile) unwritten(err error) error {
	return unwritten(f.name, err).WithHint("make room, or write elsewhere; nothing of it was kept")
}

// keep ends the file and gives it its name, once all of it is on the disk.
func (f *wholeFile) keep() error {
	err := f.Sync()
	if err = errors.Join(err, f.Close()); err == nil {
		if err = free(f.name, f.replace); err == nil {
			err = os.Rename(f.File.Name(), f.name)
		}
	}
	if err == nil {
		return nil
	}
	f.drop()
	if _, told := errors.AsType[*ascribe.Error](err); told {
		return err
	}
	return f.unwritten(err)
}

// drop takes away what was written. There is nobody to tell where it cannot.
func (f *wholeFile) drop() {
	f.Close()                //nolint:errcheck
	os.Remove(f.File.Name()) //nolint:errcheck
}
