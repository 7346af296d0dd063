package web

import (
	"net/http"
	"time"

	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/web/guard"
)

// watched has a line in the log for each request, and counts it. What is told is
// its route, as in routes.go, and never its address: that has ids, words that
// were searched for, and through them what a reader is after.
func (s *Server) watched(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun := time.Now()
		ctx, trace := guard.Traced(r.Context())
		ctx, counts := point.Counting(ctx)
		out := &guard.StatusWriter{ResponseWriter: w}
		next.ServeHTTP(out, r.WithContext(ctx))
		seen := answered{s.route(r), out.Status(), time.Since(begun), trace.Waited, counts.Statements()}
		s.metrics.count(&seen)
		s.log.InfoContext(ctx, "request", "id", trace.ID, "route", seen.route, "status", seen.status, "ms", seen.took.Milliseconds())
	})
}

// answered is what is told of a request that was answered.
type answered struct {
	route      string
	status     int
	took       time.Duration // waiting with it
	waited     time.Duration // for its turn
	statements int64         // of SQL
}

// route is the route of a request.
func (s *Server) route(r *http.Request) string {
	switch {
	case r.URL.Path == alivePath || r.URL.Path == readyPath:
		return r.URL.Path
	case r.Method == http.MethodPost && s.site.ActsAt(r):
		return s.site.RouteOf(r)
	case r.URL.Path == guard.SignInPath && s.desk != nil:
		return guard.SignInPath
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return "other"
	}
	if _, pattern := s.outer.Handler(r); pattern == assetsPath {
		return pattern
	}
	return s.site.RouteOf(r)
}
