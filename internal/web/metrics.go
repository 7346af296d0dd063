package web

import (
	"context"
	"math"
	"net/http"
	"strconv"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/ascribe-project/ascribe/internal/web/guard"
)

// metrics are what the server tells of itself in numbers. Their labels are
// routes and statuses, never anything that was asked for.
type metrics struct {
	registry   *prometheus.Registry
	requests   *prometheus.CounterVec
	seconds    *prometheus.HistogramVec
	waits      prometheus.Histogram
	statements *prometheus.HistogramVec
}

func newMetrics() *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "ascribe_requests_total", Help: "Requests that were answered, by route and status.",
		}, []string{"route", "status"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "ascribe_request_seconds", Help: "How long answers took, waiting with it.",
			Buckets: []float64{0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10},
		}, []string{"route"}),
		waits: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "ascribe_wait_seconds", Help: "How long requests waited for their turn.",
			Buckets: []float64{0.001, 0.01, 0.1, 1, 10},
		}),
		statements: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "ascribe_sql_statements", Help: "Statements of SQL that an answer took.",
			Buckets: []float64{0, 5, 10, 20, 40, 80, 160, 320, 1000},
		}, []string{"route"}),
	}
	m.registry.MustRegister(m.requests, m.seconds, m.waits, m.statements, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// count takes in a request that was answered.
func (m *metrics) count(a *answered) {
	m.requests.WithLabelValues(a.route, strconv.Itoa(a.status)).Inc()
	m.seconds.WithLabelValues(a.route).Observe(a.took.Seconds())
	m.statements.WithLabelValues(a.route).Observe(float64(a.statements))
	m.waits.Observe(a.waited.Seconds())
}

// gauge adds a number that is looked up when it is asked for.
func (m *metrics) gauge(name, help string, value func() float64) {
	m.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, value))
}

// measure adds what the server can say of itself at any moment.
func (s *Server) measure() {
	s.metrics.gauge("ascribe_requests_waiting", "Requests that wait for their turn.", func() float64 { return float64(s.guard.Waiting()) })
	s.metrics.gauge("ascribe_requests_working", "Answers that are worked out.", func() float64 { return float64(s.guard.Working()) })
	s.metrics.gauge("ascribe_cache_bytes", "Bytes of the answers that are kept.", func() float64 { return float64(s.guard.CacheBytes()) })
	s.metrics.gauge("ascribe_index_bytes", "Bytes of memory that the index takes, about; 0, where there is none.", func() float64 { return float64(s.record.IndexBytes()) })
	s.metrics.gauge("ascribe_index_lag_entries", "Entries of the ledger that the index does not have yet.", s.lag)
}

// lag is by how many entries the index is behind the ledger; no number, where
// that cannot be found out.
func (s *Server) lag() float64 {
	ctx, stop := context.WithTimeout(context.Background(), readyWithin)
	defer stop()
	state, err := s.record.State(ctx)
	if err != nil {
		return math.NaN()
	}
	return float64(max(state.Ledger-state.Index, 0))
}

// Metrics gives the numbers in the form of Prometheus. They are for those who
// run the server, at an address of their own.
func (s *Server) Metrics() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(s.metrics.registry, promhttp.HandlerOpts{}))
	return guard.Headers(nil, s.guard.KnownHosts(mux))
}
