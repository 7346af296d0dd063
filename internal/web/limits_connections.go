package web

import (
	"io"
	"net"
	"sync"
	"time"
)

// A door lets as many readers in as there are places. Who comes beyond that is
// told so at once, rather than left to wait without a word.
type door struct {
	net.Listener
	places  chan struct{}
	turning chan struct{} // those who are being told that it is full
}

// maxTurning is how many are told at once; beyond it the connection is closed
// without a word.
const maxTurning = 16

func newDoor(l net.Listener, places int) *door {
	return &door{l, make(chan struct{}, places), make(chan struct{}, maxTurning)}
}

// Accept waits for a reader for whom there is a place.
func (d *door) Accept() (net.Conn, error) {
	for {
		c, err := d.Listener.Accept()
		if err != nil {
			return nil, err
		}
		select {
		case d.places <- struct{}{}:
			return &guest{Conn: c, leave: sync.OnceFunc(func() { <-d.places })}, nil
		default:
			d.turnAway(c)
		}
	}
}

// crowded reports whether places are getting rare, so that no connection
// should be kept for later.
func (d *door) crowded() bool { return 4*len(d.places) > 3*cap(d.places) }

const full = "HTTP/1.1 503 Service Unavailable\r\n" +
	"Content-Type: text/plain; charset=utf-8\r\nContent-Length: 66\r\nRetry-After: 5\r\nConnection: close\r\n\r\n" +
	"The reading room is full just now. Please come back in a moment.\r\n"

// turnAway tells a reader that there is no place. What was asked is read, as
// far as it comes soon: to close on it would take the answer away with it.
func (d *door) turnAway(c net.Conn) {
	select {
	case d.turning <- struct{}{}:
	default:
		c.Close() //nolint:errcheck // nothing was written
		return
	}
	go func() {
		defer func() { <-d.turning }()
		defer c.Close() //nolint:errcheck // what could be told was
		defer time.AfterFunc(time.Second, func() { c.Close() }).Stop()
		if _, err := io.WriteString(c, full); err != nil {
			return
		}
		if half, ok := c.(interface{ CloseWrite() error }); ok && half.CloseWrite() == nil {
			io.Copy(io.Discard, io.LimitReader(c, 64<<10)) //nolint:errcheck // it need not be read
		}
	}()
}

// A guest is a connection that has a place.
type guest struct {
	net.Conn
	leave func()
}

// Close gives the place back.
func (g *guest) Close() error {
	err := g.Conn.Close()
	g.leave()
	return err
}
