package main

import (
	"net"
	"strings"
	"testing"

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
	taken, err := listenAt("127.0.0.1:0")
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
		l, err := listenAt(address)
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
