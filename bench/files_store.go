package main

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// tableFromStore writes all statements of a store to Parquet, each with what
// became of it.
func (b *run) tableFromStore(ctx context.Context, a *point.App) error {
	highest := watchHeap()
	begin := time.Now()
	err := a.At(ctx, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, func(p *point.Point) error {
		t, err := ask.Long(ctx, p, &ask.Selection{})
		if err != nil {
			return err
		}
		return writeFile(filepath.Join(b.dir, "long.parquet"), t)
	})
	if err != nil {
		return err
	}
	took, megabytes := time.Since(begin), float64(highest())/1e6
	b.measured(fmt.Sprintf("%s statements from a store, with what became of each, to Parquet", thousands(len(b.data.Statements)+len(b.data.Incidents))),
		fmt.Sprintf("%s, %.0f MB", duration(took), megabytes), "40 s and 300 MB", took <= 40*time.Second && megabytes <= 300)
	return nil
}

// watchHeap looks how large the heap is, until it is asked by how much it had
// grown at most.
func watchHeap() (highest func() uint64) {
	size := func() uint64 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	runtime.GC()
	before := size()
	stop, found := make(chan struct{}), make(chan uint64)
	go func() {
		most := before
		for {
			select {
			case <-stop:
				found <- most - before
				return
			case <-time.After(20 * time.Millisecond):
				most = max(most, size())
			}
		}
	}()
	return func() uint64 { close(stop); return <-found }
}
