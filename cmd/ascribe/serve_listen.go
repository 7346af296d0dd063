package main

import (
	"errors"
	"net"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"syscall"

	"github.com/ascribe-project/ascribe"
)

// listenAt listens at HOST:PORT, as a flag gave it.
func listenAt(flag, address string) (net.Listener, error) {
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "%q is no address to listen at", address).
			WithHint("write HOST:PORT, as in %s 127.0.0.1:8000", flag).WithCause(err)
	}
	if n, err := strconv.ParseUint(port, 10, 64); err != nil || n > 65535 {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "%q is no port to listen at", port).
			WithHint("a port is a number from 1 to 65535, or 0 for any that is free, as in %s 127.0.0.1:8000", flag)
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "nothing can listen at %s", address).WithHint("%s", whyNot(flag, err)).WithCause(err)
	}
	return l, nil
}

// onThisMachine is an address that only this machine reaches, where it names no
// host.
func onThisMachine(address string) string {
	if port, bare := strings.CutPrefix(address, ":"); bare {
		return net.JoinHostPort("127.0.0.1", port)
	}
	return address
}

// whyNot says why nothing can listen at an address, and what to do.
func whyNot(flag string, err error) string {
	if _, ok := errors.AsType[*net.DNSError](err); ok {
		return "no machine is known by that name: write a number, as in " + flag + " 127.0.0.1:8000"
	}
	switch {
	case errors.Is(err, syscall.EACCES):
		return "the system keeps low ports to itself: choose one from 1024 on, as in " + flag + " 127.0.0.1:8000"
	case errors.Is(err, syscall.EADDRNOTAVAIL):
		return "this machine does not have that address: choose one that it has, as in " + flag + " 127.0.0.1:8000"
	}
	return "another program may be at it: choose another port, as in " + flag + " 127.0.0.1:8001"
}

// openedAt says where readers can come to and, where others on the network can,
// that they can.
func openedAt(at net.Addr) string {
	place, ok := at.(*net.TCPAddr)
	if !ok {
		return at.String()
	}
	host := place.IP.String()
	if place.IP.IsUnspecified() { // no browser can open it
		host = "127.0.0.1"
	}
	text := "The reading room is open at http://" + net.JoinHostPort(host, strconv.Itoa(place.Port)) + "/ (Ctrl-C closes it)\n"
	if !place.IP.IsLoopback() {
		text += "Warning: everyone who can reach this machine over the network can read the whole record now, and is not asked for a name. " +
			"To keep it to this machine, listen at 127.0.0.1.\n"
	}
	return text
}

var hostName = regexp.MustCompile(`^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$`)

// hostNames are the names that a reading room answers to, as browsers say them.
func hostNames(given []string) ([]string, error) {
	var names []string
	for _, name := range given {
		name = strings.TrimSuffix(strings.ToLower(name), ".")
		if len(name) > 253 || !hostName.MatchString(name) {
			return nil, ascribe.Errorf(ascribe.ErrUsage, "%q is no name of a host", name).
				WithHint("give the name alone, without http:// and port, as in --host records.example.org")
		}
		names = append(names, name)
	}
	return names, nil
}

// origins are those of pages that may show pictures, as browsers say them.
func origins(given []string) ([]string, error) {
	var list []string
	for _, text := range given {
		u, err := url.Parse(strings.TrimSuffix(strings.ToLower(text), "/"))
		if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.String() != u.Scheme+"://"+u.Host || !hostName.MatchString(u.Hostname()) {
			return nil, ascribe.Errorf(ascribe.ErrUsage, "%q is no origin of pages", text).
				WithHint("give the scheme and the host, without a path, as in --embed-for https://news.example.org")
		}
		list = append(list, u.Scheme+"://"+u.Host)
	}
	return list, nil
}
