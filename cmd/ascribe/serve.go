package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app"
	"github.com/ascribe-project/ascribe/internal/web"
)

// Serve is the command.
type Serve struct {
	Listen string `help:"The address at which to listen." default:"127.0.0.1:8000" placeholder:"HOST:PORT"`
}

// Run opens the record for reading in a browser, until it is interrupted.
func (c *Serve) Run(ctx context.Context, env *environment) error {
	return env.use(ctx, func(a *app.App) error { return env.serve(ctx, a, c.Listen) })
}

// serve answers readers until the context ends.
func (e *environment) serve(ctx context.Context, a *app.App, listen string) error {
	log := slog.New(slog.NewTextHandler(e.err, nil))
	rooms, err := web.New(a, web.Options{Version: version, Log: log})
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return ascribe.Errorf(ascribe.ErrUsage, "nothing can listen at %s", listen).
			WithHint("another program may be at it: choose another with --listen 127.0.0.1:PORT").WithCause(err)
	}
	e.out.WriteString("The reading room is open at http://" + l.Addr().String() + "/ (Ctrl-C closes it)\n")
	server := &http.Server{
		Handler: rooms, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 30 * time.Second, IdleTimeout: time.Minute,
		MaxHeaderBytes: 16 << 10, ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	closing, stop := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer stop()
	if err := server.Shutdown(closing); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}
