package web

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
)

// guarded sets the headers that keep a page to itself: no script, style,
// picture or connection from elsewhere, nothing within another page, and no
// word to other sites of where a reader came from.
func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		next.ServeHTTP(w, r)
	})
}

// followed marks an answer with what it follows from beside its address, so that
// a reader's browser can keep it until that changes. A browser asks each time,
// and is told that it has the answer already. Only a search may find more later,
// when more of the words have been read.
func (s *Server) followed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Cache-Control", "no-cache")
		form := ""
		if ofAPI(r.URL.Path) {
			form, _ = wanted(r) // one address, two forms
			h.Add("Vary", "Accept")
		}
		if !r.URL.Query().Has("q") {
			tag, err := s.tag(r.Context(), r.URL.Query().Get("codebook"), form)
			if err != nil {
				s.fail(w, r, err)
				return
			}
			h.Set("ETag", `W/"`+tag+`"`)
		}
		next.ServeHTTP(w, r)
	})
}

// tag is a hash of what an answer follows from: the store, its last entry with
// its time, the codebook, who looks, the form and the program. Nothing in it
// follows from what a record holds that a reader might not see.
func (s *Server) tag(ctx context.Context, codebook, form string) (string, error) {
	last, err := s.record.LastEntry(ctx)
	if err != nil {
		return "", err
	}
	q := everything()
	q.Version = codebook
	sha := ""
	if book, err := s.record.Book(ctx, q); err == nil { // else there is none of that name, and no answer either
		sha = book.SHA256
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d %d %s public %s %s",
		s.record.Store.ID(), last.N, last.Time.UnixMicro(), sha, form, s.site.Build))
	return base64.RawURLEncoding.EncodeToString(sum[:16]), nil
}

// unchanged reports whether the reader's browser has this answer.
func unchanged(r *http.Request, d *draft) bool {
	tag := strings.TrimPrefix(d.header.Get("ETag"), "W/")
	return tag != "" && d.status == http.StatusOK && has(r.Header.Values("If-None-Match"), tag)
}

// has reports whether a tag, in its quotes, is among those that a reader's browser names. They
// are compared weakly, as is meant for If-None-Match.
func has(lists []string, tag string) bool {
	for _, list := range lists {
		for one := range strings.SplitSeq(list, ",") {
			if strings.TrimPrefix(strings.TrimSpace(one), "W/") == tag {
				return true
			}
		}
	}
	return false
}
