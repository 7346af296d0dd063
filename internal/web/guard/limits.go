package guard

import (
	"runtime"
	"time"
)

// Limits keep a server useful to everybody when many readers come at once, or one
// who means harm.
type Limits struct {
	address    int           // bytes of an address
	Header     int           // bytes of a request's header
	Answer     time.Duration // for an answer to be worked out, waiting with it
	Asking     time.Duration // for a request to be sent
	Sending    time.Duration // for an answer to be read
	Idle       time.Duration // for a connection to be kept without a request
	Closing    time.Duration // for what is being answered when the server stops
	AtOnce     int           // answers that are worked out at once
	Waiting    int           // requests that wait for their turn
	cacheBytes int           // bytes of answers that are kept
}

// UsualLimits are those of a server on its own machine.
func UsualLimits() Limits {
	return Limits{
		address: 8 << 10, Header: 16 << 10,
		Answer: 10 * time.Second, Asking: 10 * time.Second, Sending: 30 * time.Second, Idle: time.Minute, Closing: 5 * time.Second,
		AtOnce: 2 * runtime.GOMAXPROCS(0), Waiting: 256, cacheBytes: 32 << 20,
	}
}
