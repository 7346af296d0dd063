//go:build !unix

package main

import "io/fs"

// readByOthers is not told by the mode of a file here.
func readByOthers(fs.FileInfo) bool { return false }
