package web

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"

	"github.com/ascribe-project/ascribe/internal/web/guard"
)

// Serve answers the readers who come to a listener, until the context ends;
// those who are being answered then still get their answer, for a few seconds.
// The listener is closed. What answers are made from is best kept up with the
// ledger meanwhile: see [point.App.Follow].
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	limited := guard.NewListener(l, s.connections)
	return s.run(ctx, limited, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if limited.Crowded() {
			w.Header().Set("Connection", "close")
		}
		s.ServeHTTP(w, r)
	}))
}

// ServeMetrics gives the numbers of [Server.Metrics] to those who come to a
// listener, until the context ends.
func (s *Server) ServeMetrics(ctx context.Context, l net.Listener) error {
	return s.run(ctx, guard.NewListener(l, s.connections), s.Metrics())
}

// run answers at a listener until the context ends.
func (s *Server) run(ctx context.Context, l net.Listener, h http.Handler) error {
	server := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: s.limits.Asking, ReadTimeout: s.limits.Asking, WriteTimeout: s.limits.Sending, IdleTimeout: s.limits.Idle,
		MaxHeaderBytes: s.limits.Header, ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	closing, stop := context.WithTimeout(context.WithoutCancel(ctx), s.limits.Closing)
	defer stop()
	err := server.Shutdown(closing)
	if errors.Is(err, context.DeadlineExceeded) {
		return server.Close()
	}
	return err
}
