package guard

import (
	"io"
	"net"
	"sync"
	"time"
)

// A Listener takes as many connections as there are places. Readers beyond that
// are told at once that the server is full, rather than left to wait.
type Listener struct {
	net.Listener
	places   chan struct{}
	refusing chan struct{} // those who are being told that it is full
}

// MaxRefusing is how many are told at once; beyond it the connection is closed
// without a word.
const MaxRefusing = 16

// NewListener has a listener take so many connections at once.
func NewListener(l net.Listener, places int) *Listener {
	return &Listener{l, make(chan struct{}, places), make(chan struct{}, MaxRefusing)}
}

// Accept waits for a reader for whom there is a place.
func (l *Listener) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		select {
		case l.places <- struct{}{}:
			return &countedConn{Conn: c, leave: sync.OnceFunc(func() { <-l.places })}, nil
		default:
			l.refuse(c)
		}
	}
}

// Crowded reports whether places are getting rare, so that no connection
// should be kept for later.
func (l *Listener) Crowded() bool { return 4*len(l.places) > 3*cap(l.places) }

const fullMessage = "HTTP/1.1 503 Service Unavailable\r\n" +
	"Content-Type: text/plain; charset=utf-8\r\nContent-Length: 66\r\nRetry-After: 5\r\nConnection: close\r\n\r\n" +
	"The reading room is full just now. Please come back in a moment.\r\n"

// refuse tells a reader that there is no place. What was asked is read, as
// far as it comes soon: to close on it would take the answer away with it.
func (l *Listener) refuse(c net.Conn) {
	select {
	case l.refusing <- struct{}{}:
	default:
		c.Close() //nolint:errcheck // nothing was written
		return
	}
	go func() {
		defer func() { <-l.refusing }()
		defer c.Close() //nolint:errcheck // what could be told was
		defer time.AfterFunc(time.Second, func() { c.Close() }).Stop()
		if _, err := io.WriteString(c, fullMessage); err != nil {
			return
		}
		if half, ok := c.(interface{ CloseWrite() error }); ok && half.CloseWrite() == nil {
			io.Copy(io.Discard, io.LimitReader(c, 64<<10)) //nolint:errcheck // it need not be read
		}
	}()
}

// A countedConn is a connection that has a place.
type countedConn struct {
	net.Conn
	leave func()
}

// Close gives the place back.
func (g *countedConn) Close() error {
	err := g.Conn.Close()
	g.leave()
	return err
}
