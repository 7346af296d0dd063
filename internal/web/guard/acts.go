package guard

import (
	"context"
	"net/http"
	"time"
)

// acting is how long an act may take: an import reads and writes much.
const acting = 10 * time.Minute

// Act has something written, when it is its turn. What a page from elsewhere has a
// reader's browser send is refused.
func (g *Guard) Act(next http.Handler) http.Handler {
	elsewhere := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := elsewhere.Check(r); err != nil {
			g.tell(w, r, Refuse(http.StatusForbidden, "pages from elsewhere cannot write here").
				WithHint("send it from a page of the desk, or from a program"))
			return
		}
		if len(r.URL.Path)+len(r.URL.RawQuery) > g.limits.address {
			g.tell(w, r, Refuse(http.StatusRequestURITooLong, "the address is longer than the %d bytes that it may have", g.limits.address))
			return
		}
		until := time.Now().Add(acting)
		conn := http.NewResponseController(w)
		conn.SetReadDeadline(until)  //nolint:errcheck // of a test it cannot be set
		conn.SetWriteDeadline(until) //nolint:errcheck
		ctx, stop := context.WithDeadline(r.Context(), until)
		defer stop()
		r = r.WithContext(ctx)
		if err := g.queue.enter(ctx); err != nil {
			g.tell(w, r, err)
			return
		}
		g.drafted(next, w, r).send(w, r)
	})
}
