package web

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/web/guard"
)

// logged is the reading room of a record, with its log.
func logged(t *testing.T, a *point.App) (*Server, *bytes.Buffer) {
	t.Helper()
	log := new(bytes.Buffer)
	s, err := New(a, Options{Version: "test", Hosts: []string{"example.com"}, Log: slog.New(slog.NewTextHandler(log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	return s, log
}

var logLine = regexp.MustCompile(`^time=\S+ level=INFO msg=request id=([A-Z2-7]{12}) route=(\S+) status=(\d{3}) ms=\d+$`)

// TestLogTellsNothingOfReaders: each request has one line, and no line has a word
// that was searched for, an id, a name or an address, whatever comes of it.
func TestLogTellsNothingOfReaders(t *testing.T) {
	s, log := logged(t, sampleRecord(t))
	asked := []struct{ address, route, status string }{
		{"/", "/", "200"},
		{"/?q=secretword", "/", "200"},
		{"/?q=secretword", "/", "200"},
		{"/incidents/wuerzburg-train-2016?known=2016-07-20", "/incidents/{id}", "200"},
		{"/incidents/wuerzburg-train-2016?known=2016-07-20", "/incidents/{id}", "200"}, // kept
		{"/incidents/secretword", "/incidents/{id}", "404"},
		{"/api/v1/incidents/wuerzburg-train-2016", "/api/v1/incidents/{id}", "200"},
		{"/api/v1/incidents?q=secretword&format=csv", "/api/v1/incidents", "200"},
		{"/actors/rachid-kassim", "/actors/{id}", "200"},
		{"/actors?q=Kassim", "/actors", "200"},
		{"/?where=label%3Dsecretword", "/", "422"},
		{"/?secretword=1", "/", "400"},
		{"/?codebook=secretword", "/", "404"},
		{"/secretword/secretword", "other", "404"},
		{"//secretword//", "other", "307"},
		{"/incidents/../secretword", "other", "307"},
		{"/assets/secretword.js", "/assets/", "404"},
		{"/assets/icon.svg?secretword", "/assets/", "200"},
		{"/openapi.json?secretword", "/openapi.json", "200"},
		{"/healthz?secretword", "/healthz", "200"},
		{"/?q=" + strings.Repeat("secretword", 1000), "/", "414"},
	}
	for _, x := range asked {
		log.Reset()
		w := request(s, http.MethodGet, x.address)
		lines := strings.Split(strings.TrimSpace(log.String()), "\n")
		m := logLine.FindStringSubmatch(lines[len(lines)-1])
		if len(lines) != 1 || m == nil {
			t.Errorf("GET %s is told of as\n%s", x.address, log.String())
			continue
		}
		if m[2] != x.route || m[3] != x.status || x.status != strconv.Itoa(w.Code) {
			t.Errorf("GET %s: route %s, status %s (%d); want %s, %s", x.address, m[2], m[3], w.Code, x.route, x.status)
		}
		tellsNothing(t, x.address, log.String())
	}
	for _, method := range []string{http.MethodPost, "SECRETWORD"} {
		log.Reset()
		request(s, method, "/incidents/wuerzburg-train-2016")
		if !strings.Contains(log.String(), "route=other status=405") {
			t.Errorf("%s is told of as %s", method, log.String())
		}
		tellsNothing(t, method, strings.ToLower(log.String()))
	}
	log.Reset()
	during(t, s, func(http.ResponseWriter, *http.Request) { panic("an answer") })
	request(s, http.MethodGet, "/incidents/wuerzburg-train-2016?why_not=secretword")
	if !strings.Contains(log.String(), "level=ERROR") || !strings.Contains(log.String(), "status=500") {
		t.Errorf("an answer that went wrong is told of as\n%s", log.String())
	}
	tellsNothing(t, "an answer that went wrong", log.String())
}

func tellsNothing(t *testing.T, of, log string) {
	t.Helper()
	for _, word := range []string{"secretword", "wuerzburg", "assim", "2016-07-20", "192.0.2.1", "example.com"} {
		if strings.Contains(log, word) {
			t.Errorf("%s: %q is in the log:\n%s", of, word, log)
		}
	}
}

// TestHealth: whether the server is alive is answered whatever it is at, and
// whether it is ready with numbers of entries alone.
func TestHealth(t *testing.T) {
	a := sampleRecord(t)
	s := limited(t, serve(t, a), func(l *guard.Limits) { l.AtOnce, l.Waiting = 1, 0 })
	if got := readiness(t, s, 503); got != (point.State{Ledger: 2}) {
		t.Errorf("before there is an index: %+v", got)
	}
	get(t, s, "/", 200) // makes the index
	if got := readiness(t, s, 200); got != (point.State{Ready: true, Ledger: 2, Index: 2}) {
		t.Errorf("with an index: %+v", got)
	}
	begun, goOn := make(chan struct{}), make(chan struct{})
	during(t, s, func(http.ResponseWriter, *http.Request) { close(begun); <-goOn })
	go request(s, http.MethodGet, "/")
	<-begun
	if got := get(t, s, "/healthz", 200); got != "alive\n" {
		t.Errorf("it is %q", got)
	}
	readiness(t, s, 200)
	close(goOn)
	w := request(s, http.MethodGet, "/readyz")
	if w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("ETag") != "" {
		t.Errorf("it is kept: %v", w.Header())
	}
	if w := request(s, http.MethodPost, "/readyz"); w.Code != 405 {
		t.Errorf("POST /readyz: %d", w.Code)
	}
	a.Store.Close()
	if got := readiness(t, s, 503); got != (point.State{}) {
		t.Errorf("of a store that cannot be read: %+v", got)
	}
	get(t, s, "/healthz", 200)
}

// readiness is the answer of /readyz, which has no other members.
func readiness(t *testing.T, s *Server, status int) (state point.State) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(get(t, s, "/readyz", status)))
	d.DisallowUnknownFields()
	if err := d.Decode(&state); err != nil {
		t.Error(err)
	}
	return state
}

// TestReadyWithoutCodebook: a record without one has no index, and needs none.
func TestReadyWithoutCodebook(t *testing.T) {
	s := serve(t, withCache(t, apptest.New(func(testing.TB, *point.App) {}).App(t)))
	if got := readiness(t, s, 200); !got.Ready || got.Index != 0 {
		t.Errorf("%+v", got)
	}
}

// TestMetrics: the numbers are by route and status, and tell nothing of what was
// asked for.
func TestMetrics(t *testing.T) {
	s := serve(t, sampleRecord(t))
	for _, address := range []string{"/", "/", "/incidents/wuerzburg-train-2016", "/incidents/secretword", "/?q=secretword", "/secretword"} {
		request(s, http.MethodGet, address)
	}
	w := request(s.Metrics(), http.MethodGet, "/metrics")
	text := w.Body.String()
	contains(t, text,
		`ascribe_requests_total{route="/",status="200"} 3`,
		`ascribe_requests_total{route="/incidents/{id}",status="200"} 1`,
		`ascribe_requests_total{route="/incidents/{id}",status="404"} 1`,
		`ascribe_requests_total{route="other",status="404"} 1`,
		`ascribe_request_seconds_count{route="/"} 3`, `ascribe_wait_seconds_count 6`,
		"ascribe_requests_waiting 0\n", "ascribe_requests_working 0\n", "ascribe_index_lag_entries 0\n",
	)
	if strings.Contains(text, "ascribe_cache_bytes 0\n") || strings.Contains(text, "ascribe_index_bytes 0\n") || strings.Contains(text, `ascribe_sql_statements_sum{route="/incidents/{id}"} 0`+"\n") {
		t.Errorf("nothing is kept, or nothing was asked of the database:\n%s", text)
	}
	tellsNothing(t, "the metrics", text)
	if w := request(s.Metrics(), http.MethodGet, "/incidents/wuerzburg-train-2016"); w.Code != 404 {
		t.Errorf("the record is given where the numbers are: %d", w.Code)
	}
	if answer := request(s, http.MethodGet, "/metrics"); answer.Code != 404 {
		t.Errorf("the numbers are given to readers: %d", answer.Code)
	}
}
