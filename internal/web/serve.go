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
	d := guard.NewListener(l, s.connections)
	server := &http.Server{
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if d.Crowded() {
				w.Header().Set("Connection", "close")
			}
			s.ServeHTTP(w, r)
		}),
		ReadHeaderTimeout: s.limits.Asking, ReadTimeout: s.limits.Asking, WriteTimeout: s.limits.Sending, IdleTimeout: s.limits.Idle,
		MaxHeaderBytes: s.limits.Header, ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(d) }()
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
