package web

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
)

// Serve answers the readers who come to a listener, until the context ends;
// those who are being answered then still get their answer, for a few seconds.
// The listener is closed. What answers are made from is best kept up with the
// ledger meanwhile: see [point.App.Follow].
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	d := newDoor(l, s.connections)
	server := &http.Server{
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if d.crowded() {
				w.Header().Set("Connection", "close")
			}
			s.ServeHTTP(w, r)
		}),
		ReadHeaderTimeout: s.limits.asking, ReadTimeout: s.limits.asking, WriteTimeout: s.limits.sending, IdleTimeout: s.limits.idle,
		MaxHeaderBytes: s.limits.header, ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelDebug),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(d) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	closing, stop := context.WithTimeout(context.WithoutCancel(ctx), s.limits.closing)
	defer stop()
	err := server.Shutdown(closing)
	if errors.Is(err, context.DeadlineExceeded) {
		return server.Close()
	}
	return err
}
