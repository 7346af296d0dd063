//go:build unix

package main

import (
	"os"
	"syscall"
)

// lockFile has a file to ourselves for as long as it is open, or says that somebody
// else has it.
func lockFile(f *os.File) bool {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}
