package main

import (
	"os"

	"golang.org/x/sys/windows"
)

// lockFile has a file to ourselves for as long as it is open, or says that somebody
// else has it. A lock keeps others from the bytes that it covers, so it covers one
// far behind the end: the file can still be read.
func lockFile(f *os.File) bool {
	far := &windows.Overlapped{OffsetHigh: 1 << 30}
	return windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, far) == nil
}
