package guard

import (
	"context"
	"crypto/rand"
	"net/http"
	"time"
)

// A Trace is what is noted of a request while it is answered. Nothing in it
// follows from what was asked, or from who asked.
type Trace struct {
	ID     string        // by chance, so that lines of the log can be told to belong together
	Waited time.Duration // for its turn
}

type traceKey struct{}

// Traced is a context under which a request is noted.
func Traced(ctx context.Context) (context.Context, *Trace) {
	t := &Trace{ID: rand.Text()[:12]}
	return context.WithValue(ctx, traceKey{}, t), t
}

// TraceOf is what is noted of the request of a context; where nothing is, a
// trace that nobody reads.
func TraceOf(ctx context.Context) *Trace {
	if t, ok := ctx.Value(traceKey{}).(*Trace); ok {
		return t
	}
	return new(Trace)
}

// A StatusWriter notes the status of an answer that passes through it.
type StatusWriter struct {
	http.ResponseWriter
	status int
}

// WriteHeader notes the first status that is final.
func (w *StatusWriter) WriteHeader(status int) {
	if w.status == 0 && status >= http.StatusOK {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Status is that of the answer; 200 where none was said.
func (w *StatusWriter) Status() int {
	if w.status == 0 {
		return http.StatusOK
	}
	return w.status
}

// Unwrap gives [http.ResponseController] what lies below.
func (w *StatusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
