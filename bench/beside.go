package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/bench/gen"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/timeline"
)

// A measure is a figure that stands beside the questions.
type measure struct{ what, figure, goal, met string }

func (b *run) measured(what, figure, goal string, met bool) {
	m := measure{what, figure, goal, "met"}
	switch {
	case goal == "":
		m.met = ""
	case !met:
		m.met = "missed"
	}
	b.measures = append(b.measures, m)
	fmt.Fprintf(b.out, "  %s: %s\n", what, figure)
}

func (b *run) imports(took time.Duration) {
	n := len(b.data.Statements) + len(b.data.Incidents)
	rate := float64(n) / took.Seconds()
	b.measured(fmt.Sprintf("import of %s statements, all checks, durable", thousands(n)), thousands(int(rate))+" a second", "20,000 a second", rate >= 20_000)
}

// fromStore times the first question to a store, without a snapshot and with
// one.
func (b *run) fromStore(ctx context.Context, a *point.App, dir string) error {
	first := func(cache string) (time.Duration, error) {
		fresh := &point.App{Store: a.Store, Now: a.Now, Rand: a.Rand, Signer: a.Signer, Cache: cache}
		q := &point.Question{Viewer: point.Team, AsOf: ascribe.AsOf{Known: epoch + ascribe.Day(q1Day), Recorded: ascribe.Latest}}
		begin := time.Now()
		err := fresh.At(ctx, q, func(p *point.Point) error {
			_, err := ask.Count(ctx, p, []string{"year", "label"}, nil)
			return err
		})
		return time.Since(begin), err
	}
	without, err := first("")
	if err != nil {
		return err
	}
	cache := filepath.Join(dir, "cache")
	if _, err := first(cache); err != nil { // writes the snapshot
		return err
	}
	with, err := first(cache)
	if err != nil {
		return err
	}
	n := thousands(len(b.data.Statements) + len(b.data.Incidents))
	b.measured("index from a store of "+n+" statements, first answer", duration(without), "10 s", without < 10*time.Second)
	b.measured("the same with a snapshot", duration(with), "1 s", with < time.Second)
	return nil
}

func (b *run) beside() error {
	fmt.Fprintln(b.out, "beside the questions:")
	ctx := context.Background()
	small := gen.New(sizes["S"])
	dir := filepath.Join(b.dir, "fulltext")
	if err := os.Mkdir(dir, 0o755); err != nil {
		return err
	}
	a, took, err := imported(ctx, dir, small, true)
	if err != nil {
		return err
	}
	read, err := readWords(ctx, a, dir)
	if err != nil {
		return err
	}
	if err := a.Store.Close(); err != nil {
		return err
	}
	n := len(small.Statements) + len(small.Incidents)
	rate := float64(n) / (took + read).Seconds()
	b.measured(fmt.Sprintf("import of %s statements with a quote and a note (%s), and the index of words up with them (%s)",
		thousands(n), duration(took), duration(read)), thousands(int(rate))+" a second", "10,000 a second", rate >= 10_000)

	b.index = nil
	var per []float64
	for _, incidents := range grown {
		d := b.data
		if incidents != len(b.data.Incidents) {
			d = gen.New(incidents)
		}
		builder := timeline.NewBuilder()
		runtime.GC()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		last := feed(builder, d)
		statements := len(d.Statements) + len(d.Incidents)
		if incidents == 1_000_000 {
			b.data, d = nil, nil // the index alone
		}
		begin := time.Now()
		x, err := builder.Build(context.Background(), b.books["V1"], last, last)
		if err != nil {
			return err
		}
		built := time.Since(begin)
		var times []time.Duration
		for range b.runs {
			begin := time.Now()
			use(x, b.books["V1"])
			count(x, allMonths)
			times = append(times, time.Since(begin))
		}
		sweep := median(times)
		b.growth["ascribe"] = append(b.growth["ascribe"], growthPoint{incidents, sweep})
		per = append(per, float64(sweep.Nanoseconds())/float64(statements))
		b.measured(fmt.Sprintf("sweep and count of %s incidents", thousands(incidents)),
			fmt.Sprintf("%s, %.1f ns a statement; sorted and built in %s", duration(sweep), per[len(per)-1], duration(built)), "", true)
		if incidents == 200_000 {
			b.workers(x)
		}
		if incidents == 1_000_000 {
			builder = nil
			runtime.GC()
			runtime.ReadMemStats(&after)
			mb := float64(after.HeapAlloc) / 1e6
			b.measured("memory of the index alone, 1,000,000 incidents", fmt.Sprintf("%.0f MB, %.0f bytes a statement", mb, mb*1e6/float64(statements)), "1,000 MB", mb < 1000)
		}
		runtime.KeepAlive(x)
	}
	ends := []float64{per[0], per[2], per[3]}
	spread := max(ends[0], ends[1], ends[2]) / min(ends[0], ends[1], ends[2])
	b.measured("nanoseconds a statement at 10,000, 200,000 and 1,000,000 incidents, greatest to least", fmt.Sprintf("%.2f", spread), "", true)
	return nil
}

// workers compares one worker with all.
func (b *run) workers(x *timeline.Index) {
	use := func(n int) time.Duration {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(n))
		var times []time.Duration
		for range b.runs {
			begin := time.Now()
			use(x, b.books["V1"])
			times = append(times, time.Since(begin))
		}
		return median(times)
	}
	one, all := use(1), use(runtime.NumCPU())
	b.measured("sweep by one worker, and by "+fmt.Sprint(runtime.NumCPU()), fmt.Sprintf("%s, %s: %.2f times as fast", duration(one), duration(all), one.Seconds()/all.Seconds()), "", true)
}
