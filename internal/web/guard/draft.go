package guard

import (
	"bytes"
	"maps"
	"net/http"
	"strings"
)

// A draft is an answer before it is sent.
type draft struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func newDraft(begun http.Header) *draft {
	return &draft{header: begun.Clone(), status: http.StatusOK}
}

func (d *draft) Header() http.Header         { return d.header }
func (d *draft) WriteHeader(status int)      { d.status = status }
func (d *draft) Write(b []byte) (int, error) { return d.body.Write(b) }

// send sends the answer, or that the reader's browser has it. What there is not
// is told whatever the browser has.
func (d *draft) send(w http.ResponseWriter, r *http.Request) {
	clear(w.Header())
	maps.Copy(w.Header(), d.header.Clone())
	if unchanged(r, d) {
		for _, name := range []string{"Content-Type", "Content-Length", "Content-Disposition"} {
			w.Header().Del(name)
		}
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.WriteHeader(d.status)
	w.Write(d.body.Bytes()) //nolint:errcheck // the reader has gone
}

// unchanged reports whether the reader's browser has this answer.
func unchanged(r *http.Request, d *draft) bool {
	tag := strings.TrimPrefix(d.header.Get("ETag"), "W/")
	return tag != "" && d.status == http.StatusOK && hasTag(r.Header.Values("If-None-Match"), tag)
}

// hasTag reports whether a tag, in its quotes, is among those that a reader's browser names. They
// are compared weakly, as is meant for If-None-Match.
func hasTag(lists []string, tag string) bool {
	for _, list := range lists {
		for one := range strings.SplitSeq(list, ",") {
			if strings.TrimPrefix(strings.TrimSpace(one), "W/") == tag {
				return true
			}
		}
	}
	return false
}
