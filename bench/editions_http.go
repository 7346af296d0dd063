package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/ascribe-project/ascribe/internal/web"
)

const (
	pace  = 50 // questions a second
	paced = 20 * time.Second
)

// overHTTP times the count by two columns as a reader has it, each time on a day
// of its own, at a pace that does not wait for the answers.
func (x *editionBench) overHTTP(ctx context.Context) error {
	server, err := web.New(x.app, web.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	var serving sync.WaitGroup
	serving.Go(func() { server.Serve(ctx, l) }) //nolint:errcheck // it ends with the context
	defer serving.Wait()
	defer stop()

	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: pace}}
	var mu sync.Mutex
	var waits []time.Duration
	var failed error
	var asking sync.WaitGroup
	tick := time.NewTicker(time.Second / pace)
	defer tick.Stop()
	for i := range int(paced.Seconds()) * pace {
		<-tick.C
		asking.Go(func() {
			address := fmt.Sprintf("http://%s/api/v1/counts?dataset=events&by=country&by=type_of_violence&known=%s", l.Addr(), anyDay(i%x.data.N))
			begin := time.Now()
			err := read(client, address)
			took := time.Since(begin)
			mu.Lock()
			defer mu.Unlock()
			waits = append(waits, took)
			if err != nil {
				failed = err
			}
		})
	}
	asking.Wait()
	if failed != nil {
		return failed
	}
	slices.Sort(waits)
	p99 := waits[len(waits)*99/100]
	x.measured(fmt.Sprintf("the same over HTTP, %d a second, p99", pace), fmt.Sprintf("%s (median %s)", duration(p99), duration(median(waits))), "10 ms", p99 <= 10*time.Millisecond)
	return nil
}

// read reads an answer to its end.
func read(client *http.Client, address string) error {
	answer, err := client.Get(address)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s", address, answer.Status)
	}
	_, err = io.Copy(io.Discard, answer.Body)
	return err
}
