package main

import "testing"

func TestConnections(t *testing.T) {
	for files, want := range map[uint64]int{0: 1, 64: 32, 255: 127, 256: 128, 1024: 896, 1 << 20: 4000, 1 << 63: 4000} {
		if got := connections(files); got != want {
			t.Errorf("where %d files can be open there are %d connections, want %d", files, got, want)
		}
	}
}
