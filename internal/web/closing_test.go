package web

import (
	"context"
	"io"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/ascribe-project/ascribe/internal/web/guard"
)

// TestRaceClosingForGood: a room that closes does not wait for ever, neither for
// an answer that does not notice, nor for a reader who sends half a question or
// none.
func TestRaceClosingForGood(t *testing.T) {
	s := limited(t, serve(t, emptyRecord(t)), func(l *guard.Limits) { l.Closing = 20 * time.Millisecond })
	begun, never := make(chan struct{}), make(chan struct{})
	during(t, s, func(http.ResponseWriter, *http.Request) {
		close(begun)
		<-never
	})
	defer close(never)
	l := newListener(t)
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- s.Serve(ctx, l) }()
	for _, text := range []string{"", "GET / HT", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"} {
		reader, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer reader.Close()
		if _, err := io.WriteString(reader, text); err != nil {
			t.Fatal(err)
		}
	}
	<-begun
	stop()
	select {
	case err := <-served:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(time.Minute):
		t.Fatal("it is still open")
	}
}
