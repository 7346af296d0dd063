package web

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ascribe-project/ascribe/internal/web/guard"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// limited is the reading room of a record with other limits.
func limited(t testing.TB, s *Server, change func(*guard.Limits)) *Server {
	t.Helper()
	change(&s.limits)
	if err := s.arrange(); err != nil {
		t.Fatal(err)
	}
	return s
}

// listen serves at an address of this machine until the test ends, and is the
// address.
func listen(t testing.TB, s *Server) string {
	t.Helper()
	return serveAt(t, s, newListener(t))
}

func newListener(t testing.TB) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func serveAt(t testing.TB, s *Server, l net.Listener) string {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- s.Serve(ctx, l) }()
	t.Cleanup(func() {
		stop()
		if err := <-served; err != nil && !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
	})
	return "http://" + l.Addr().String()
}

// during puts a handler in the place of all answers.
func during(t testing.TB, s *Server, h http.HandlerFunc) *Server {
	t.Helper()
	s.answers = h
	if err := s.arrange(); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestPanicsAreToldOnce(t *testing.T) {
	s := serve(t, emptyRecord(t))
	var log bytes.Buffer
	s.log = slog.New(slog.NewTextHandler(&log, nil))
	during(t, s, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Disposition", "attachment")
		io.WriteString(w, "half a secret") //nolint:errcheck
		panic("the secret at /var/lib/secret")
	})
	for address, form := range map[string]string{"/": "text/html; charset=utf-8", "/api/v1/incidents": kit.TypeProblem} {
		log.Reset()
		w := request(s, http.MethodGet, address)
		if w.Code != 500 || w.Header().Get("Content-Type") != form || w.Header().Get("Content-Disposition") != "" || strings.Contains(w.Body.String(), "secret") {
			t.Errorf("GET %s: %d, %v\n%s", address, w.Code, w.Header(), w.Body)
		}
		contains(t, w.Body.String(), "omething went wrong")
		if n := strings.Count(log.String(), "the secret at"); n != 1 || !strings.Contains(log.String(), "limits_test.go") {
			t.Errorf("it is %d times in the log:\n%s", n, log.String())
		}
	}
	if s.guard.Working() != 0 {
		t.Error("a place is not given back")
	}
}

func TestRaceDesks(t *testing.T) {
	s := limited(t, serve(t, emptyRecord(t)), func(l *guard.Limits) { l.AtOnce, l.Waiting, l.Answer = 2, 3, time.Minute })
	begun, goOn := make(chan struct{}, 10), make(chan struct{})
	during(t, s, func(w http.ResponseWriter, _ *http.Request) {
		begun <- struct{}{}
		<-goOn
		io.WriteString(w, "answered") //nolint:errcheck
	})
	var all sync.WaitGroup
	statuses := make(chan int, 10)
	come := func() { all.Go(func() { statuses <- request(s, http.MethodGet, "/").Code }) }
	for range 5 {
		come()
	}
	<-begun
	<-begun
	for s.guard.Waiting() < 3 {
		time.Sleep(time.Millisecond)
	}
	w := request(s, http.MethodGet, "/api/v1/incidents")
	if w.Code != 503 || w.Header().Get("Retry-After") == "" || w.Header().Get("Content-Type") != kit.TypeProblem {
		t.Errorf("one too many: %d, %v", w.Code, w.Header())
	}
	close(goOn)
	all.Wait()
	for range 5 {
		if status := <-statuses; status != 200 {
			t.Errorf("one who waited is told %d", status)
		}
	}
}

func TestAnswersTakeSoLong(t *testing.T) {
	s := limited(t, serve(t, emptyRecord(t)), func(l *guard.Limits) { l.Answer = 20 * time.Millisecond })
	during(t, s, func(w http.ResponseWriter, r *http.Request) {
		<-r.Context().Done()
		s.site.Fail(w, r, fmt.Errorf("select secret from record: %w", r.Context().Err()))
	})
	w := request(s, http.MethodGet, "/")
	if w.Code != 503 || w.Header().Get("Retry-After") == "" || strings.Contains(w.Body.String(), "secret") {
		t.Errorf("%d, %v\n%s", w.Code, w.Header(), w.Body)
	}
}

// TestCancelled: who goes away frees a place, and nothing has gone wrong.
func TestCancelled(t *testing.T) {
	s, log := logged(t, sampleRecord(t))
	ctx, stop := context.WithCancel(context.Background())
	stop()
	for _, addresses := range operations(t, s) {
		r := httptest.NewRequestWithContext(ctx, http.MethodGet, addresses[0], nil)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != 503 && w.Code != 200 {
			t.Errorf("GET %s, cancelled: %d", addresses[0], w.Code)
		}
	}
	if s.guard.Working() != 0 || strings.Contains(log.String(), "level=ERROR") {
		t.Errorf("%d places are taken\n%s", s.guard.Working(), log.String())
	}
}

// TestSlowRequest: one who sends a request byte by byte is let go.
func TestSlowRequest(t *testing.T) {
	s := limited(t, serve(t, emptyRecord(t)), func(l *guard.Limits) { l.Asking = 50 * time.Millisecond })
	half := dial(t, listen(t, s), "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow:")
	half.SetReadDeadline(time.Now().Add(time.Minute)) //nolint:errcheck
	if _, err := io.ReadAll(half); isTimeout(err) {
		t.Error("one who sends slowly is not let go")
	}
}

// TestSlowReader: one who does not read the answer keeps nobody waiting, and is let go.
func TestSlowReader(t *testing.T) {
	s := limited(t, serve(t, emptyRecord(t)), func(l *guard.Limits) { l.Sending, l.AtOnce = 3*time.Second, 1 })
	during(t, s, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/large" {
			w.Write(make([]byte, 64<<20)) //nolint:errcheck
		}
	})
	l := &closings{Listener: newListener(t), closed: make(chan net.Addr, 100)}
	address := serveAt(t, s, l)
	unread := dial(t, address, "GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n")
	for range 5 {
		answer, err := http.Get(address + "/")
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != 200 {
			t.Errorf("beside a slow reader: %d", answer.StatusCode)
		}
	}
	for gone := ""; gone != unread.LocalAddr().String(); {
		gone = (<-l.closed).String()
	}
	if n, err := io.Copy(io.Discard, unread); n >= 64<<20 {
		t.Errorf("one who does not read was sent %d bytes: %v", n, err)
	}
}

func dial(t *testing.T, address, request string) net.Conn {
	t.Helper()
	c, err := net.Dial("tcp", strings.TrimPrefix(address, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	if _, err := io.WriteString(c, request); err != nil {
		t.Fatal(err)
	}
	return c
}

// closings is a listener that tells whose connection has been closed here.
type closings struct {
	net.Listener
	closed chan net.Addr
}

func (l *closings) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &closing{c, l.closed}, nil
}

type closing struct {
	net.Conn
	closed chan<- net.Addr
}

func (c *closing) Close() error {
	err := c.Conn.Close()
	c.closed <- c.RemoteAddr()
	return err
}

func isTimeout(err error) bool {
	timeout, ok := errors.AsType[net.Error](err)
	return ok && timeout.Timeout()
}

func TestHugeHeaders(t *testing.T) {
	address := listen(t, serve(t, emptyRecord(t)))
	r, err := http.NewRequest(http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Much", strings.Repeat("x", 1<<20))
	answer, err := http.DefaultClient.Do(r)
	if err != nil { // it was closed on before all was sent
		return
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("a header of a megabyte: %d", answer.StatusCode)
	}
}

func TestMoreConnectionsThanPlaces(t *testing.T) {
	s := serve(t, emptyRecord(t))
	s.connections = 20
	address := strings.TrimPrefix(listen(t, s), "http://")
	var open []net.Conn
	statuses := map[string]int{}
	for range 60 {
		c, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		open = append(open, c)
		c.SetDeadline(time.Now().Add(10 * time.Second)) //nolint:errcheck
	}
	for _, c := range open[:20] { // each holds its place
		fmt.Fprint(c, "GET /api/v1/incidents HTTP/1.1\r\nHost: localhost\r\n") //nolint:errcheck
	}
	for _, c := range open[20:] {
		answer, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			statuses["closed"]++
			continue
		}
		text, err := io.ReadAll(answer.Body)
		if err != nil || answer.StatusCode != 503 || answer.Header.Get("Retry-After") == "" || !strings.Contains(string(text), "full") {
			t.Errorf("one for whom there is no place: %d %s, %v", answer.StatusCode, text, err)
		}
		statuses["told"]++
	}
	if statuses["told"] < guard.MaxRefusing {
		t.Errorf("of 40 for whom there is no place: %v", statuses)
	}
	for i, c := range open[:20] {
		fmt.Fprint(c, "\r\n") //nolint:errcheck
		answer, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil || answer.StatusCode != 200 || i == 0 && !answer.Close { // the first while places are rare
			t.Errorf("one with a place: %v, %v", answer, err)
		}
	}
	for _, c := range open[:20] {
		c.Close()
	}
	for tries := 0; ; tries++ { // places are free again
		answer, err := http.Get("http://" + address + "/api/v1/incidents")
		if err == nil {
			answer.Body.Close()
			if answer.StatusCode == 200 {
				break
			}
		}
		if tries > 100 {
			t.Fatalf("places are not free again: %v", err)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// TestRaceClosing: who is being answered when the room closes still gets it.
func TestRaceClosing(t *testing.T) {
	s := serve(t, emptyRecord(t))
	begun, goOn := make(chan struct{}), make(chan struct{})
	during(t, s, func(w http.ResponseWriter, _ *http.Request) {
		close(begun)
		<-goOn
		io.WriteString(w, "answered") //nolint:errcheck
	})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- s.Serve(ctx, l) }()
	text := make(chan string, 1)
	go func() {
		answer, err := http.Get("http://" + l.Addr().String())
		if err != nil {
			text <- err.Error()
			return
		}
		defer answer.Body.Close()
		b, _ := io.ReadAll(answer.Body)
		text <- string(b)
	}()
	<-begun
	stop()
	time.AfterFunc(50*time.Millisecond, func() { close(goOn) })
	if got := <-text; got != "answered" {
		t.Error(got)
	}
	if err := <-served; err != nil {
		t.Error(err)
	}
}

func TestHosts(t *testing.T) {
	s := serve(t, sampleRecord(t))
	s.hosts = []string{"room.example"}
	limited(t, s, func(*guard.Limits) {})
	for host, status := range map[string]int{
		"localhost": 200, "localhost:8000": 200, "LOCALHOST.": 200, "127.0.0.1:8000": 200, "[::1]:8000": 200, "192.168.1.7": 200, "room.example:80": 200,
		"evil.example": 421, "evil.example:8000": 421, "localhost.evil.example": 421, "127.0.0.1.evil.example": 421, "not a host": 421, "[": 421,
	} {
		for _, address := range []string{"/", "/api/v1/incidents"} {
			r := httptest.NewRequest(http.MethodGet, address, nil)
			r.Host = host
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			if w.Code != status || status == 421 && strings.Contains(w.Body.String(), "rzburg") {
				t.Errorf("GET %s of %q: %d, want %d", address, host, w.Code, status)
			}
		}
	}
}

func TestPagesFromElsewhere(t *testing.T) {
	s := serve(t, sampleRecord(t))
	for _, x := range []struct {
		site, mode string
		status     int
	}{
		{"same-origin", "cors", 200},
		{"none", "navigate", 200},
		{"cross-site", "navigate", 200},
		{"cross-site", "no-cors", 403},
		{"cross-site", "cors", 403},
		{"same-site", "no-cors", 403},
		{"", "", 200},
	} {
		if w := request(s, http.MethodGet, "/api/v1/incidents", "Sec-Fetch-Site", x.site, "Sec-Fetch-Mode", x.mode); w.Code != x.status {
			t.Errorf("%s, %s: %d, want %d", x.site, x.mode, w.Code, x.status)
		}
	}
}
