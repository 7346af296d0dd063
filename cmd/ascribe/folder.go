package main

import (
	"io"
	"os"
	"path/filepath"
)

// folder is where a casebook is written file by file.
type folder struct {
	dir   string
	files []string
}

// Create makes a file in the folder.
func (f *folder) Create(name string) (io.WriteCloser, error) {
	path := filepath.Join(f.dir, name)
	f.files = append(f.files, path)
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
}
