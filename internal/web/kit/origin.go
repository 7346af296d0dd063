package kit

import "net/http"

// originOf is the beginning of the addresses under which a reader has this site, such
// as https://records.example. Who stands before it and speaks TLS says so in
// X-Forwarded-Proto.
func originOf(r *http.Request) string {
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
