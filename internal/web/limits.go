package web

import (
	"bytes"
	"context"
	"maps"
	"net/http"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"time"
)

// limits keep a reading room of use to all when many come, or one who means it
// ill.
type limits struct {
	address int           // bytes of an address
	header  int           // bytes of a request's header
	answer  time.Duration // for an answer to be worked out, waiting with it
	asking  time.Duration // for a request to be sent
	sending time.Duration // for an answer to be read
	idle    time.Duration // for a connection to be kept without a request
	closing time.Duration // for what is being answered when the room closes
	desks   int           // answers that are worked out at once
	waiting int           // requests that wait for a desk
	kept    int           // bytes of answers that are kept
}

func usualLimits() limits {
	return limits{
		address: 8 << 10, header: 16 << 10,
		answer: 10 * time.Second, asking: 10 * time.Second, sending: 30 * time.Second, idle: time.Minute, closing: 5 * time.Second,
		desks: 2 * runtime.GOMAXPROCS(0), waiting: 256, kept: 32 << 20,
	}
}

// maxValues is how often a parameter that may be given several times can be.
const maxValues = 200

// reading refuses what is no reading, and addresses that are no addresses.
func (s *Server) reading(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			s.fail(w, r, refuse(http.StatusMethodNotAllowed, "the reading room is for reading: there is no %s", plainMethod(r.Method)).
				WithHint("ask with GET"))
		case len(r.URL.Path)+len(r.URL.RawQuery) > s.limits.address:
			s.fail(w, r, refuse(http.StatusRequestURITooLong, "the address is longer than the %d bytes that it may have", s.limits.address).
				WithHint("ask for less at once"))
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// plainMethod is a method as it may be repeated to a reader.
func plainMethod(method string) string {
	if len(method) > 10 {
		return "such method"
	}
	return method
}

// A desk is where an answer is worked out. There are few, since more at once
// would only make each slower; who comes waits for one, unless too many do.
type desks struct {
	places  chan struct{}
	waiting atomic.Int64
	most    int64
}

func newDesks(l limits) *desks {
	return &desks{places: make(chan struct{}, l.desks), most: int64(l.waiting)}
}

// take waits for a desk.
func (d *desks) take(ctx context.Context) error {
	select {
	case d.places <- struct{}{}:
		return nil
	default:
	}
	defer d.waiting.Add(-1)
	if d.waiting.Add(1) > d.most {
		return refuse(http.StatusServiceUnavailable, "too many ask at once").WithHint("try again in a moment")
	}
	select {
	case d.places <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (d *desks) leave() { <-d.places }

// answered works an answer out at a desk, in the time that there is for it,
// and sends it from there: a reader who is slow to take it keeps no desk. One
// that goes wrong beyond telling is taken back whole.
func (s *Server) answered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key := keyOf(w.Header().Get("ETag"), r)
		if d := s.shelf.get(key); d != nil {
			d.send(w, r)
			return
		}
		ctx, stop := context.WithTimeout(r.Context(), s.limits.answer)
		defer stop()
		r = r.WithContext(ctx)
		if err := s.desks.take(ctx); err != nil {
			s.fail(w, r, err)
			return
		}
		d := newDraft(w.Header())
		if err := s.attempt(next, d, r); err != nil {
			d = newDraft(w.Header())
			s.fail(d, r, err)
		}
		s.shelf.put(key, d)
		d.send(w, r)
	})
}

// attempt has a request answered, and leaves the desk. A panic is an error
// that is logged with its stack; what it was about stays in the log.
func (s *Server) attempt(next http.Handler, d *draft, r *http.Request) (err error) {
	defer s.desks.leave()
	defer func() {
		if what := recover(); what != nil {
			s.log.ErrorContext(r.Context(), "an answer went wrong", "path", r.URL.Path, "what", what, "stack", string(debug.Stack()))
			err = refuse(http.StatusInternalServerError, "something went wrong that should not").
				WithHint("please tell those who keep this record; their log says more")
		}
	}()
	next.ServeHTTP(d, r)
	return nil
}

// A draft is an answer before it is sent.
type draft struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func newDraft(begun http.Header) *draft {
	return &draft{header: begun.Clone(), status: http.StatusOK}
}

func (d *draft) Header() http.Header         { return d.header }
func (d *draft) WriteHeader(status int)      { d.status = status }
func (d *draft) Write(b []byte) (int, error) { return d.body.Write(b) }

// send sends the answer, or that the reader's browser has it. What there is not
// is told whatever the browser has.
func (d *draft) send(w http.ResponseWriter, r *http.Request) {
	clear(w.Header())
	maps.Copy(w.Header(), d.header.Clone())
	if unchanged(r, d) {
		for _, name := range []string{"Content-Type", "Content-Length", "Content-Disposition"} {
			w.Header().Del(name)
		}
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.WriteHeader(d.status)
	w.Write(d.body.Bytes()) //nolint:errcheck // the reader has gone
}
