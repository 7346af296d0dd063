package guard

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"strings"
	"sync/atomic"
	"time"
)

// A Desk lets one person write: the one who started the server. They sign in by an
// address that works once and have a cookie from then on; their scripts have a
// token. All of it is made by chance when the server starts, and ends with it.
type Desk struct {
	Who string // by name
	// Token is what scripts say that they are signed in by.
	Token string

	key    string      // of the address
	used   atomic.Bool // whether the address was
	cookie string
	forms  []byte // the key that forms are signed with
}

// NewDesk makes the desk of a person.
func NewDesk(who string) *Desk {
	return &Desk{Who: who, Token: rand.Text(), key: rand.Text(), cookie: rand.Text(), forms: []byte(rand.Text())}
}

// SignInPath is where the one-time address is.
const SignInPath = "/desk/sign-in"

// SignInAddress is the address that signs in, once, below one such as
// http://127.0.0.1:8000.
func (d *Desk) SignInAddress(site string) string { return site + SignInPath + "?key=" + d.key }

const cookieName = "ascribe_desk"

// nameAt is what the cookie is called: browsers give those of one host to all that
// listens there, at whichever port, and so two desks would take each other's away.
func nameAt(r *http.Request) string {
	if _, port, found := strings.Cut(r.Host, "]:"); found {
		return cookieName + "_" + port
	}
	if i := strings.LastIndexByte(r.Host, ':'); i >= 0 && strings.Count(r.Host, ":") == 1 {
		return cookieName + "_" + r.Host[i+1:]
	}
	return cookieName
}

// SignedIn reports whether a request is the person's: by the cookie, or by the token
// of a script.
func (d *Desk) SignedIn(r *http.Request) bool {
	if given, found := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); found {
		return equal(given, d.Token)
	}
	for _, c := range r.CookiesNamed(nameAt(r)) {
		if equal(c.Value, d.cookie) {
			return true
		}
	}
	return false
}

func equal(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// month is how long a browser keeps the cookie, which is worth nothing once the
// server has ended.
const month = 30 * 24 * time.Hour

// SignIn answers the one-time address, and tells of what is refused by tell.
func (d *Desk) SignIn(tell func(http.ResponseWriter, *http.Request, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		switch {
		case d.SignedIn(r):
		case r.Method != http.MethodGet || !equal(r.URL.Query().Get("key"), d.key):
			tell(w, r, Refuse(http.StatusForbidden, "this is not the address by which %s signs in", d.Who).
				WithHint("use the one that the desk printed when it was started"))
			return
		case !d.used.CompareAndSwap(false, true):
			tell(w, r, Refuse(http.StatusForbidden, "this address was used already: it signs in once").
				WithHint("go on in the browser that used it; if that was not you, end the desk, and start it again for another address"))
			return
		default:
			http.SetCookie(w, &http.Cookie{Name: nameAt(r), Value: d.cookie, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode, MaxAge: int(month.Seconds())})
		}
		http.Redirect(w, r, "/", http.StatusSeeOther)
	})
}

// Form is what a form carries so that only a page of the desk can have made it: a
// key of its own, and the seal on it. Sent twice, it is the same form.
func (d *Desk) Form() string {
	key := rand.Text()
	return key + "." + d.seal(key)
}

func (d *Desk) seal(key string) string {
	mac := hmac.New(sha256.New, d.forms)
	mac.Write([]byte(key)) //nolint:errcheck // a hash takes all
	return hex.EncodeToString(mac.Sum(nil))
}

// FormKey is the key of a form that the desk made; "": it did not.
func (d *Desk) FormKey(form string) string {
	key, seal, _ := strings.Cut(form, ".")
	if key == "" || !equal(seal, d.seal(key)) {
		return ""
	}
	return key
}
