package guard

import (
	"net/http"
	"strings"
)

// EmbedRoot is below which an answer may be shown within pages of others, by those who
// are named.
const EmbedRoot = "/embed/"

// Headers sets the headers that keep a page to itself: no script, style,
// picture or connection from elsewhere, nothing within another page (but below
// EmbedRoot in those of the origins given), and no
// word to other sites of where a reader came from.
func Headers(embedFor []string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		within := "'none'"
		if len(embedFor) > 0 && strings.HasPrefix(r.URL.Path, EmbedRoot) {
			within = strings.Join(embedFor, " ")
		}
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "+within)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		next.ServeHTTP(w, r)
	})
}
