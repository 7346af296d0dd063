package main

import (
	"fmt"
	"io"
	"slices"
	"sync"
	"time"
)

// waits are how long readers waited, by the kind of page.
type waits struct {
	mu     sync.Mutex
	byKind [][]time.Duration
}

func newWaits() *waits { return &waits{byKind: make([][]time.Duration, len(kinds))} }

func (w *waits) add(kind int, d time.Duration) {
	w.mu.Lock()
	w.byKind[kind] = append(w.byKind[kind], d)
	w.mu.Unlock()
}

func (w *waits) n() int {
	n := 0
	for _, list := range w.byKind {
		n += len(list)
	}
	return n
}

func (w *waits) print(out io.Writer) {
	fmt.Fprintf(out, "  %-10s %8s %9s %9s %9s %9s %9s\n", "page", "read", "median", "p90", "p99", "slowest", "goal p99")
	for i, list := range w.byKind {
		if len(list) == 0 {
			continue
		}
		slices.Sort(list)
		at := func(share float64) string { return milliseconds(list[min(int(share*float64(len(list))), len(list)-1)]) }
		fmt.Fprintf(out, "  %-10s %8s %9s %9s %9s %9s %9s\n", kinds[i].name, thousands(len(list)), at(0.5), at(0.9), at(0.99), at(1), milliseconds(kinds[i].goal))
	}
}

func milliseconds(d time.Duration) string {
	return fmt.Sprintf("%.1f ms", float64(d)/float64(time.Millisecond))
}
