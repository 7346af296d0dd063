package main

import (
	"io"
	"os"
	"path/filepath"
)

// folder is where a casebook or the samples are written file by file.
type folder struct {
	dir   string
	files []string // and folders, in the order in which they were made
}

// Create makes a file in the folder, and the folders that it lies in.
func (f *folder) Create(name string) (io.WriteCloser, error) {
	path := filepath.Join(f.dir, filepath.FromSlash(name))
	if err := f.within(filepath.Dir(path)); err != nil {
		return nil, err
	}
	f.files = append(f.files, path)
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
}

// within makes a folder, and those above it, where they are not there.
func (f *folder) within(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if err := f.within(filepath.Dir(dir)); err != nil {
		return err
	}
	f.files = append(f.files, dir)
	return os.Mkdir(dir, 0o755)
}
