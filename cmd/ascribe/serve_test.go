package main

import (
	"context"
	"net"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/ascribe-project/ascribe"
)

func TestConnections(t *testing.T) {
	for files, want := range map[uint64]int{0: 1, 64: 32, 255: 127, 256: 128, 1024: 896, 1 << 20: 4000, 1 << 63: 4000} {
		if got := connections(files); got != want {
			t.Errorf("where %d files can be open there are %d connections, want %d", files, got, want)
		}
	}
}

func TestOpenedAt(t *testing.T) {
	for at, want := range map[string]struct {
		address string
		warned  bool
	}{
		"127.0.0.1:8000":   {"http://127.0.0.1:8000/", false},
		"[::1]:8000":       {"http://[::1]:8000/", false},
		"0.0.0.0:8099":     {"http://127.0.0.1:8099/", true},
		"[::]:8099":        {"http://127.0.0.1:8099/", true},
		"192.168.1.7:8000": {"http://192.168.1.7:8000/", true},
	} {
		place, err := net.ResolveTCPAddr("tcp", at)
		if err != nil {
			t.Fatal(err)
		}
		text := openedAt(place)
		if !strings.Contains(text, " "+want.address+" ") || strings.Contains(text, "over the network") != want.warned {
			t.Errorf("at %s: %s", at, text)
		}
	}
}

func TestListenAt(t *testing.T) {
	taken, err := listenAt("--listen", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for address, want := range map[string]string{
		taken.Addr().String(): "another program",
		"nonsense":            "no address",
		"127.0.0.1":           "no address",
		"127.0.0.1:70000":     "no port",
		"127.0.0.1:-1":        "no port",
		"127.0.0.1:http":      "no port",
		"192.0.2.1:8000":      "does not have that address", // of no machine, by RFC 5737
	} {
		l, err := listenAt("--listen", address)
		if err == nil {
			l.Close()
			t.Errorf("%s was taken", address)
			continue
		}
		said := err.(*ascribe.Error) //nolint:errorlint // it is wanted bare
		if text := said.Message + ": " + said.Hint; said.Kind != ascribe.ErrUsage || !strings.Contains(text, want) {
			t.Errorf("%s: %s", address, text)
		}
	}
}

func TestHostNames(t *testing.T) {
	names, err := hostNames([]string{"Records.Example.org.", "room", "xn--bcher-kva.example"})
	if err != nil || strings.Join(names, " ") != "records.example.org room xn--bcher-kva.example" {
		t.Errorf("%q, %v", names, err)
	}
	for _, name := range []string{"", "bad host/", "http://room", "room:80", "a..b", "-a", "*.example.org"} {
		if _, err := hostNames([]string{name}); err == nil {
			t.Errorf("%q was taken for a name", name)
		}
	}
}

func TestOrigins(t *testing.T) {
	list, err := origins([]string{"https://News.example.org", "http://lab:8080/"})
	if err != nil || strings.Join(list, " ") != "https://news.example.org http://lab:8080" {
		t.Errorf("%q, %v", list, err)
	}
	for _, text := range []string{"", "news.example.org", "https://", "https://a.example/path", "ftp://a.example", "https://*", "https://a.example;script-src *", "https://u:p@a.example", "https://a.example?x", "javascript:alert(1)", "'self'", "https://a b"} {
		if list, err := origins([]string{text}); err == nil {
			t.Errorf("%q was taken for %q", text, list)
		}
	}
}

// openings hands on the address that serve prints.
type openings chan string

var room = regexp.MustCompile(`http://[^ ]*`)

func (o openings) Write(p []byte) (int, error) {
	if at := room.Find(p); at != nil {
		o <- string(at)
	}
	return len(p), nil
}

// An interrupt ends serve, also where a reader holds on to an answer, and while
// the record is still being read.
func TestServeEnds(t *testing.T) {
	t.Setenv("ASCRIBE_STORE", filepath.Join(t.TempDir(), "a.db"))
	t.Setenv("ASCRIBE_CACHE", t.TempDir())
	must(t, "init")
	must(t, "import", "../../casebooks/remote-direction")
	for _, ask := range []bool{false, true} {
		ctx, interrupt := context.WithCancel(t.Context())
		opened, ended := make(openings, 1), make(chan int, 1)
		var said strings.Builder
		go func() { ended <- run(ctx, []string{"serve", "--listen", "127.0.0.1:0"}, nil, opened, &said) }()
		at := <-opened
		if ask {
			answer, err := http.Get(at)
			if err != nil || answer.StatusCode != http.StatusOK {
				t.Fatal(answer, err)
			}
			defer answer.Body.Close() // it is held until then
		}
		interrupt()
		select {
		case code := <-ended:
			if code != 0 && code != 130 {
				t.Errorf("it ends with %d: %s", code, said.String())
			}
		case <-time.After(time.Minute):
			t.Fatal("it is still open")
		}
	}
}

// TestServeMetrics: numbers about the server are given at an address of their
// own, to this machine alone where no host is named, and not to readers.
func TestServeMetrics(t *testing.T) {
	t.Setenv("ASCRIBE_STORE", filepath.Join(t.TempDir(), "a.db"))
	t.Setenv("ASCRIBE_CACHE", t.TempDir())
	must(t, "init")
	ctx, interrupt := context.WithCancel(t.Context())
	opened, ended := make(openings, 2), make(chan int, 1)
	var said strings.Builder
	go func() {
		ended <- run(ctx, []string{"serve", "--listen", "127.0.0.1:0", "--metrics", ":0"}, nil, opened, &said)
	}()
	numbers, readers := strings.TrimSpace(<-opened), <-opened
	if !strings.HasPrefix(numbers, "http://127.0.0.1:") {
		t.Errorf("the numbers are at %s", numbers)
	}
	for address, want := range map[string]int{readers: 200, readers + "healthz": 200, readers + "metrics": 404, numbers: 200} {
		answer, err := http.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		if answer.StatusCode != want {
			t.Errorf("GET %s: %d, want %d", address, answer.StatusCode, want)
		}
	}
	interrupt()
	if code := <-ended; code != 0 && code != 130 {
		t.Errorf("it ends with %d", code)
	}
	if !strings.Contains(said.String(), "msg=request") || !strings.Contains(said.String(), "route=/healthz status=200") {
		t.Errorf("the log has no line of a request:\n%s", said.String())
	}
	taken, err := listenAt("--metrics", onThisMachine(":0"))
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	if code := run(t.Context(), []string{"serve", "--listen", "127.0.0.1:0", "--metrics", taken.Addr().String()}, nil, opened, &said); code == 0 || !strings.Contains(said.String(), "as in --metrics") {
		t.Errorf("at an address that is taken: %d, %s", code, said.String())
	}
}
