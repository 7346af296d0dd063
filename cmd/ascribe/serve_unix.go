//go:build unix

package main

import "syscall"

// openFiles is how many files this process may have open at once.
func openFiles() uint64 {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		return 1024
	}
	return uint64(limit.Cur) //nolint:unconvert // some systems have it as another type
}
