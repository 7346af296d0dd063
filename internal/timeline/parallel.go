package timeline

import (
	"runtime"
	"sync"
)

// parallel shares the numbers below n out among as many workers as there are
// processors, in one piece for each, and waits for them.
func parallel(n int, work func(worker, from, to int)) {
	workers := min(runtime.GOMAXPROCS(0), max(1, n/1024))
	if workers == 1 {
		work(0, 0, n)
		return
	}
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() { work(w, n*w/workers, n*(w+1)/workers) })
	}
	wg.Wait()
}

// workersFor is how many workers parallel uses.
func workersFor(n int) int { return min(runtime.GOMAXPROCS(0), max(1, n/1024)) }
