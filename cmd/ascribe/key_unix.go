//go:build unix

package main

import "io/fs"

// readByOthers reports whether anybody but its owner can read a file.
func readByOthers(info fs.FileInfo) bool { return info.Mode().Perm()&0o077 != 0 }
