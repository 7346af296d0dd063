package guard

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

// TestShelfIsBounded: it never has more than it may, addresses and all, and
// what was used last stays.
func TestShelfIsBounded(t *testing.T) {
	const most = 64_000
	s := newAnswerCache(most)
	for i := range 100 {
		d := newDraft(http.Header{"Etag": {"a tag"}})
		d.Write(make([]byte, 900)) //nolint:errcheck
		s.put(fmt.Sprint(i), d)
		if s.get("0") == nil {
			t.Fatalf("what is asked for again and again is gone after %d", i)
		}
		held := 0
		for _, key := range s.recent.Keys() {
			a, _ := s.recent.Peek(key)
			held += len(key) + a.body.Len()
		}
		if s.size > most || s.size < held+overhead*s.recent.Len() {
			t.Fatalf("%d bytes for %d, %d answers", s.size, held, s.recent.Len())
		}
	}
	if n := s.recent.Len(); n < most/2500 {
		t.Errorf("only %d answers are kept", n)
	}
	large := newDraft(http.Header{})
	io.WriteString(large, strings.Repeat("x", most/10)) //nolint:errcheck
	s.put("large", large)
	if s.get("large") != nil || s.get("50") != nil || s.get("99") == nil {
		t.Error("what is too large is kept, or the wrong ones fell off")
	}
	for i := range 1000 { // small answers to long addresses
		s.put(strings.Repeat("x", 8000)+fmt.Sprint(i), newDraft(http.Header{}))
	}
	if n := s.recent.Len(); n > most/8000 {
		t.Errorf("%d addresses of 8000 bytes are kept in %d", n, most)
	}
}
