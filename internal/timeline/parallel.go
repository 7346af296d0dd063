package timeline

import (
	"context"
	"fmt"
	"runtime"
	"sync"
)

// parallel shares the numbers below n out among as many workers as there are
// processors, in one piece for each, and waits for them. A worker's panic goes on
// in whoever waits, who may recover from it. Where the context has ended, the
// work may have stopped half-way (see [ended]), and the error says so.
func parallel(ctx context.Context, n int, work func(worker, from, to int)) error {
	workers := min(runtime.GOMAXPROCS(0), max(1, n/1024))
	if workers == 1 {
		work(0, 0, n)
		return ctx.Err()
	}
	var wg sync.WaitGroup
	panics := make(chan string, workers)
	for w := range workers {
		wg.Go(func() {
			defer func() {
				if what := recover(); what != nil {
					stack := make([]byte, 16<<10)
					panics <- fmt.Sprintf("%v\n%s", what, stack[:runtime.Stack(stack, false)])
				}
			}()
			work(w, n*w/workers, n*(w+1)/workers)
		})
	}
	wg.Wait()
	select {
	case what := <-panics:
		panic(what)
	default:
	}
	return ctx.Err()
}

// batch is how many incidents are looked at before it is asked again whether
// anybody still wants to know.
const batch = 1024

// ended reports, once in a batch, whether a context has ended.
func ended(ctx context.Context, i int) bool { return i%batch == 0 && ctx.Err() != nil }

// workersFor is how many workers parallel uses.
func workersFor(n int) int { return min(runtime.GOMAXPROCS(0), max(1, n/1024)) }
