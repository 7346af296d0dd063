//go:build !unix

package main

// openFiles is how many files this process may have open at once, as far as
// is known: here there is no limit to be read.
func openFiles() uint64 { return 1024 }
