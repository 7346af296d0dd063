// Command load has many readers at once read a large record, served by the
// program itself in a process beside this one, and prints how long they waited.
//
//	go run ./bench/load -program bin/ascribe
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"time"
)

func main() {
	var l load
	flag.StringVar(&l.program, "program", "bin/ascribe", "the program to be read from")
	flag.StringVar(&l.dir, "dir", "bin/load", "a folder for the store, which is made where it is not there yet")
	flag.IntVar(&l.incidents, "incidents", 200_000, "how many incidents the store has, with ten statements each and some of its own")
	flag.IntVar(&l.readers, "readers", 50, "how many read at once")
	flag.IntVar(&l.pace, "pace", 100, "how many pages they ask for in a second, together")
	flag.DurationVar(&l.paced, "paced", 30*time.Second, "how long they keep the pace")
	flag.DurationVar(&l.rushed, "rushed", 10*time.Second, "how long they ask as fast as they can")
	flag.IntVar(&l.requests, "requests", 100_000, "through how many requests the memory is watched")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := l.run(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

// A load is what is asked of whom.
type load struct {
	program, dir             string
	incidents, readers, pace int
	paced, rushed            time.Duration
	requests                 int
}

func (l *load) run(ctx context.Context) error {
	var err error
	if l.program, err = filepath.Abs(l.program); err != nil {
		return err
	}
	if err := l.makeStore(ctx); err != nil {
		return err
	}
	server, err := l.open(ctx)
	if err != nil {
		return err
	}
	defer server.close()
	fmt.Printf("%s incidents, %d readers, on this machine alone\n\n", thousands(l.incidents), l.readers)
	readers := newReaders(server.address, l.readers, l.incidents)
	begin := time.Now()
	if err := readers.once(ctx); err != nil {
		return err
	}
	fmt.Printf("the first page of each kind, with the index read: %s\n\n", time.Since(begin).Round(time.Millisecond))

	waits, err := readers.paced(ctx, l.pace, l.paced)
	if err != nil {
		return err
	}
	fmt.Printf("%d pages a second in all, for %s:\n\n", l.pace, l.paced)
	waits.print(os.Stdout)

	before, err := server.worked()
	if err != nil {
		return err
	}
	waits, err = readers.rushed(ctx, l.rushed)
	if err != nil {
		return err
	}
	after, err := server.worked()
	if err != nil {
		return err
	}
	fmt.Printf("\nas fast as they can, for %s: %.0f pages a second, each %s of a processor's time\n\n",
		l.rushed, float64(waits.n())/l.rushed.Seconds(), milliseconds((after-before)/time.Duration(waits.n())))
	waits.print(os.Stdout)

	fmt.Printf("\nmemory of the server through %s requests more:\n\n", thousands(l.requests))
	return readers.watched(ctx, l.requests, server.memory)
}

func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
