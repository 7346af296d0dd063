package guard

import (
	"context"
	"net/http"
	"runtime/debug"
	"time"
)

// ReadOnly refuses what is no reading, and addresses that are no addresses.
func (g *Guard) ReadOnly(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			g.tell(w, r, Refuse(http.StatusMethodNotAllowed, "the reading room is for reading: there is no %s", plainMethod(r.Method)).
				WithHint("ask with GET"))
		case len(r.URL.Path)+len(r.URL.RawQuery) > g.limits.address:
			g.tell(w, r, Refuse(http.StatusRequestURITooLong, "the address is longer than the %d bytes that it may have", g.limits.address).
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

// Answer works an answer out when it is its turn, in the time that there is for
// it, and sends it afterwards: a reader who is slow to take it keeps nobody
// waiting. An answer that goes wrong beyond telling is taken back whole.
func (g *Guard) Answer(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key := keyOf(w.Header().Get("ETag"), r)
		if d := g.cache.get(key); d != nil {
			d.send(w, r)
			return
		}
		ctx, stop := context.WithTimeout(r.Context(), g.limits.Answer)
		defer stop()
		r = r.WithContext(ctx)
		begun := time.Now()
		err := g.queue.enter(ctx)
		TraceOf(ctx).Waited = time.Since(begun)
		if err != nil {
			g.tell(w, r, err)
			return
		}
		d := g.drafted(next, w, r)
		g.cache.put(key, d)
		d.send(w, r)
	})
}

// drafted is the answer to a request whose turn it is, or what went wrong with it.
func (g *Guard) drafted(next http.Handler, w http.ResponseWriter, r *http.Request) *draft {
	d := newDraft(w.Header())
	if err := g.attempt(next, d, r); err != nil {
		d = newDraft(w.Header())
		g.tell(d, r, err)
	}
	return d
}

// attempt has a request answered, and lets the next one in. A panic is an error
// that is logged with its stack; what it was about stays in the log.
func (g *Guard) attempt(next http.Handler, d *draft, r *http.Request) (err error) {
	defer g.queue.leave()
	defer func() {
		if what := recover(); what != nil {
			g.log.ErrorContext(r.Context(), "an answer went wrong", "id", TraceOf(r.Context()).ID, "what", what, "stack", string(debug.Stack()))
			err = Refuse(http.StatusInternalServerError, "something went wrong that should not").
				WithHint("please tell those who keep this record; their log says more")
		}
	}()
	next.ServeHTTP(d, r)
	return nil
}
