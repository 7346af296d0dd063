package main

import (
	"errors"
	"io/fs"
	"os"

	"github.com/ascribe-project/ascribe"
)

// writeNew writes a file that does not exist yet, down to the disk.
func writeNew(name string, text []byte, mode fs.FileMode) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	switch {
	case errors.Is(err, fs.ErrExist):
		return thereAlready(name)
	case err != nil:
		return ascribe.Errorf(ascribe.ErrInvalid, "%s cannot be written", name).WithHint("is the folder there, and may you write to it?").WithCause(err)
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		os.Remove(name) //nolint:errcheck // half a file is worse than none
		return unwritten(name, err)
	}
	return nil
}

func thereAlready(name string) error {
	return ascribe.Errorf(ascribe.ErrConflict, "%s is there already", name).WithHint("nothing is overwritten: choose another name")
}
