package web

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"time"
)

// The addresses at which those who run the server look after it.
const (
	alivePath = "/healthz"
	readyPath = "/readyz"
)

// alive answers as long as the program does.
func alive(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	io.WriteString(w, "alive\n") //nolint:errcheck // the reader has gone
}

// readyWithin is how long the store may take to say how far it is.
const readyWithin = 5 * time.Second

// ready says whether questions are answered, and how far the index is with the
// ledger: numbers of entries, and nothing of what they hold.
func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	ctx, stop := context.WithTimeout(r.Context(), readyWithin)
	defer stop()
	state, err := s.record.State(ctx)
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	if err != nil {
		s.log.ErrorContext(ctx, "the store cannot be read", "cause", err)
	}
	if !state.Ready {
		w.Header().Set("Retry-After", "5")
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	json.NewEncoder(w).Encode(state) //nolint:errcheck // the reader has gone
}
