package main

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/web"
)

// Serve is the command.
type Serve struct {
	Listen   string   `help:"The address at which to listen." default:"127.0.0.1:8000" placeholder:"HOST:PORT"`
	Host     []string `help:"Answer to this name, beside localhost and addresses in numbers; may be given several times." placeholder:"NAME"`
	EmbedFor []string `help:"Let pages of this origin show pictures from below /embed; may be given several times." placeholder:"ORIGIN"`
	Metrics  string   `help:"Give numbers about the server itself, in the form of Prometheus, at this address. Without a host, only to this machine." placeholder:"[HOST]:PORT"`
}

// Run opens the record for reading in a browser, until it is interrupted.
func (c *Serve) Run(ctx context.Context, env *environment) error {
	return env.use(ctx, func(a *point.App) error {
		return env.serve(ctx, a, &opening{listen: c.Listen, metrics: c.Metrics, hosts: c.Host, embedFor: c.EmbedFor})
	})
}

// An opening is where, to whom and how a record is opened to readers.
type opening struct {
	listen, metrics string     // addresses; without one for metrics, there are none
	hosts           []string   // names that are answered to
	embedFor        []string   // origins that may show pictures
	log             slog.Level // what is told of each request has slog.LevelInfo

	// Of a desk: who writes, and whether their browser is opened.
	who     string
	browser bool
	desk    *web.Desk // nil: nothing is written
	place   *deskPlace
}

// serve answers readers until the context ends, under the names given too.
func (e *environment) serve(ctx context.Context, a *point.App, o *opening) error {
	names, err := hostNames(o.hosts)
	if err != nil {
		return err
	}
	embedFor, err := origins(o.embedFor)
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(e.err, &slog.HandlerOptions{Level: o.log}))
	server, err := web.New(a, web.Options{
		Version: version, Log: log, Hosts: names, EmbedFor: embedFor, Connections: connections(openFiles()), Desk: o.desk,
	})
	if err != nil {
		return err
	}
	l, err := listenAt("--listen", o.listen)
	if err != nil {
		return err
	}
	following, stop := context.WithCancel(ctx)
	var background sync.WaitGroup
	defer func() {
		stop()
		waitFor(&background, interruption)
	}()
	background.Go(func() {
		a.Follow(following, func(err error) {
			log.Error("the record cannot be read ahead of questions", "what", err, "cause", errors.Unwrap(err))
		})
	})
	if o.metrics != "" {
		numbers, err := listenAt("--metrics", onThisMachine(o.metrics))
		if err != nil {
			l.Close() //nolint:errcheck // nobody has come yet
			return err
		}
		e.out.WriteString("Numbers about the server are at http://" + numbers.Addr().String() + "/metrics\n")
		background.Go(func() {
			if err := server.ServeMetrics(following, numbers); err != nil && !errors.Is(err, http.ErrServerClosed) {
				log.Error("the numbers about the server are no longer given", "what", err)
			}
		})
	}
	if o.desk == nil {
		e.out.WriteString(openedAt(l.Addr()))
	} else if err := e.atDesk(o, l.Addr()); err != nil {
		l.Close() //nolint:errcheck // nobody has come yet
		return err
	}
	return server.Serve(ctx, l)
}

// waitFor waits for what goes on in the background, but not for ever: it writes
// nothing that could be left half done.
func waitFor(background *sync.WaitGroup, most time.Duration) {
	done := make(chan struct{})
	go func() {
		background.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(most):
	}
}

// connections is how many readers there can be at once where so many files can
// be open: the store needs some of them. More than a few thousand would only
// wait for each other.
func connections(openFiles uint64) int {
	const store, most = 128, 4000
	if openFiles < 2*store {
		return max(int(openFiles/2), 1)
	}
	return int(min(openFiles-store, most))
}
