package guard

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// KnownHosts refuses requests that were meant for another host. A page from
// elsewhere can make its own name lead to this machine, and so have a reader's
// browser read a private record to it; it cannot make the browser say another
// name. So the names that are answered to are localhost, those that the server
// was told of, and addresses in numbers, which lead nowhere else.
func (g *Guard) KnownHosts(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !g.answersTo(r.Host) {
			g.tell(w, r, Refuse(http.StatusMisdirectedRequest, "this reading room does not answer to that name").
				WithHint("those who keep it can allow a name: ascribe serve --host NAME"))
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (g *Guard) answersTo(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if _, err := netip.ParseAddr(strings.Trim(host, "[]")); err == nil {
		return true
	}
	return host == "" || host == "localhost" || slices.Contains(g.hosts, host)
}

// SameSite refuses what a page from elsewhere has a reader's browser fetch. It
// could not read the answer, but learn from how long it took whether there is
// one. To follow a link from elsewhere is fine.
func (g *Guard) SameSite(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		site, mode := r.Header.Get("Sec-Fetch-Site"), r.Header.Get("Sec-Fetch-Mode")
		if (site == "cross-site" || site == "same-site") && mode != "navigate" {
			g.tell(w, r, Refuse(http.StatusForbidden, "pages from elsewhere cannot read here").
				WithHint("open the address itself, or ask from a program"))
			return
		}
		next.ServeHTTP(w, r)
	})
}
