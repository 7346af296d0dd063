package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// A kind is a page that is read, with how long it may take and how often it is.
type kind struct {
	name    string
	goal    time.Duration
	share   int // of a hundred
	address func(r *rand.Rand, incidents int) string
}

var kinds = []kind{
	{"incident", 25 * time.Millisecond, 60, func(r *rand.Rand, incidents int) string {
		return fmt.Sprintf("/incidents/i%d", 1+r.IntN(incidents)) + someDay(r, "?")
	}},
	{"over time", 50 * time.Millisecond, 20, func(r *rand.Rand, _ int) string { return "/over-time" + someDay(r, "?") }},
	{"incidents", 50 * time.Millisecond, 20, func(r *rand.Rand, _ int) string {
		sorts := []string{"-date", "-revisions", "-changed", "label", "title"}
		address := "/?sort=" + sorts[r.IntN(len(sorts))] + someDay(r, "&")
		if r.IntN(2) == 0 {
			address += "&where=country%3D" + countries[r.IntN(len(countries))]
		}
		return address
	}},
}

// someDay is half of the time a day to look back to.
func someDay(r *rand.Rand, before string) string {
	if r.IntN(2) == 0 {
		return ""
	}
	return fmt.Sprintf("%sknown=%d-%02d-28", before, 2006+r.IntN(19), 1+r.IntN(12))
}

// readers are people who read at once, each with a connection of their own.
type readers struct {
	address   string
	n         int
	incidents int
	client    *http.Client
}

func newReaders(address string, n, incidents int) *readers {
	return &readers{address, n, incidents, &http.Client{
		Timeout:   30 * time.Second,
		Transport: &http.Transport{MaxIdleConnsPerHost: n, MaxConnsPerHost: n},
	}}
}

// read asks for a page and reads all of it.
func (rs *readers) read(ctx context.Context, address string) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, rs.address+address, nil)
	if err != nil {
		return err
	}
	answer, err := rs.client.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if _, err := io.Copy(io.Discard, answer.Body); err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("GET %s: %s", address, answer.Status)
	}
	return nil
}

// once reads a page of each kind. Who comes while the index is read may be told
// to come back, and does, for some minutes.
func (rs *readers) once(ctx context.Context) error {
	r := rand.New(rand.NewPCG(1, 1))
	give := time.Now().Add(5 * time.Minute)
	for _, k := range kinds {
		for {
			err := rs.read(ctx, k.address(r, rs.incidents))
			if err == nil {
				break
			}
			if ctx.Err() != nil || time.Now().After(give) {
				return err
			}
			time.Sleep(time.Second)
		}
	}
	return nil
}

// paced has pages asked for at a steady pace. A wait counts from when the page
// was due, so that a server that falls behind does not look better for it.
func (rs *readers) paced(ctx context.Context, pace int, long time.Duration) (*waits, error) {
	between := time.Second / time.Duration(pace)
	begin := time.Now()
	return rs.all(ctx, func(turn int) (due time.Time, more bool) {
		due = begin.Add(time.Duration(turn) * between)
		time.Sleep(time.Until(due))
		return due, due.Sub(begin) < long
	})
}

// rushed has each reader ask for the next page as soon as one is read.
func (rs *readers) rushed(ctx context.Context, long time.Duration) (*waits, error) {
	end := time.Now().Add(long)
	return rs.all(ctx, func(int) (time.Time, bool) { return time.Now(), time.Now().Before(end) })
}

// watched prints the memory of the server ten times on the way through many
// requests.
func (rs *readers) watched(ctx context.Context, requests int, memory func() (int, error)) error {
	for tenth := range 11 {
		megabytes, err := memory()
		if err != nil {
			return err
		}
		fmt.Printf("  after %9s  %5d MB\n", thousands(requests*tenth/10), megabytes)
		if tenth == 10 {
			break
		}
		if _, err := rs.all(ctx, func(turn int) (time.Time, bool) { return time.Now(), turn < requests/10 }); err != nil {
			return err
		}
	}
	return nil
}

// all has every reader take turns until there are no more.
func (rs *readers) all(ctx context.Context, turnOf func(turn int) (due time.Time, more bool)) (*waits, error) {
	var turns atomic.Int64
	var group sync.WaitGroup
	all := newWaits()
	faults := make(chan error, rs.n)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	for i := range rs.n {
		group.Go(func() {
			r := rand.New(rand.NewPCG(uint64(i), uint64(time.Now().UnixNano())))
			for ctx.Err() == nil {
				due, more := turnOf(int(turns.Add(1)) - 1)
				if !more {
					return
				}
				k := pick(r)
				if err := rs.read(ctx, kinds[k].address(r, rs.incidents)); err != nil {
					faults <- err
					stop()
					return
				}
				all.add(k, time.Since(due))
			}
		})
	}
	group.Wait()
	select {
	case err := <-faults:
		return nil, err
	default:
		return all, ctx.Err()
	}
}

func pick(r *rand.Rand) int {
	n := r.IntN(100)
	for i, k := range kinds {
		if n -= k.share; n < 0 {
			return i
		}
	}
	return len(kinds) - 1
}
