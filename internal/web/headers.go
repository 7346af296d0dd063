package web

import (
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

// followed lets a reader's browser keep an answer until the ledger has another
// entry: nothing that is shown depends on anything else. A browser asks each
// time, and is told that it has the answer already. Only a search may find more
// later, when more of the words have been read.
func (s *Server) followed(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		last, err := s.record.Store.Last(r.Context())
		if err != nil {
			s.fail(w, r, err)
			return
		}
		tag := fmt.Sprintf("%d-%s", last, s.site.Build)
		if ofAPI(r.URL.Path) {
			if form, err := wanted(r); err == nil && form == typeCSV {
				tag += "-csv" // one address, two forms
			}
			w.Header().Add("Vary", "Accept")
		}
		w.Header().Set("Cache-Control", "no-cache")
		if r.URL.Query().Has("q") {
			next.ServeHTTP(w, r)
			return
		}
		w.Header().Set("ETag", `W/"`+tag+`"`)
		if has(r.Header.Values("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// has reports whether a tag is among those that a reader's browser names. They
// are compared weakly, as is meant for If-None-Match.
func has(lists []string, tag string) bool {
	for _, list := range lists {
		for one := range strings.SplitSeq(list, ",") {
			if strings.TrimPrefix(strings.TrimSpace(one), "W/") == `"`+tag+`"` {
				return true
			}
		}
	}
	return false
}
