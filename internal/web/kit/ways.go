package kit

import (
	"bytes"
	"cmp"
	"context"
	"html"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
)

// A Way is a page to which a reader can go from one that could not be given.
type Way struct{ To, Title string }

// trying marks, in its context, a request by which a way is tried.
type trying struct{}

// way is the page that is nearest to one that could not be given, which was tried and
// can be had: what was probably meant, the same page without what narrows it, or what
// it would be a part of. It is nil where none of them can.
func (s *Site) way(r *http.Request, status int, said *ascribe.Error) *Way {
	if r.Context().Value(trying{}) != nil || r.Method != http.MethodGet || !slices.Contains([]int{http.StatusBadRequest, http.StatusNotFound, http.StatusUnprocessableEntity}, status) {
		return nil
	}
	message := said.Message
	for _, p := range said.Problems {
		message += "\n" + p.Message
	}
	asked := r.URL.Query()
	point := url.Values{}
	for _, name := range []string{"known", "dataset"} {
		if asked.Get(name) != "" {
			point.Set(name, asked.Get(name))
		}
	}
	here, above := r.URL.EscapedPath(), path.Dir(r.URL.EscapedPath())
	for _, to := range []string{meant(r.URL, message), Address(here, point), here, Address(above, point)} {
		if to == "" || to == "/" || to == r.URL.RequestURI() {
			continue
		}
		if title := s.titleAt(r, to); title != "" {
			return &Way{to, title}
		}
	}
	return nil
}

var suggestedPage = regexp.MustCompile(`^there is no page at \S+; did you mean "([^"]+)"`)

// suggested is what was written, as "word" or in the condition name=word, and what was
// meant.
var suggested = regexp.MustCompile(`(?:"([^"]+)"|=([^:"]+):)[^"]*; did you mean "([^"]+)"`)

// meant is the address with what was probably meant, empty where nothing is offered.
func meant(u *url.URL, message string) string {
	if m := suggestedPage.FindStringSubmatch(message); m != nil {
		return Address(m[1], u.Query())
	}
	m := suggested.FindStringSubmatch(message)
	if m == nil {
		return ""
	}
	wrong, right := cmp.Or(m[1], m[2]), m[3]
	segments := strings.Split(u.Path, "/")
	for i := range segments {
		if segments[i] == wrong {
			segments[i] = right
		}
		segments[i] = url.PathEscape(segments[i])
	}
	query := url.Values{}
	for name, values := range u.Query() {
		if name == wrong {
			name = right
		}
		for _, value := range values {
			query.Add(name, regexp.MustCompile(`(^|\W)`+regexp.QuoteMeta(wrong)+`($|\W)`).ReplaceAllString(value, "${1}"+right+"${2}"))
		}
	}
	return Address(strings.Join(segments, "/"), query)
}

// titleAt is the title of the page at an address; empty, where there is none.
func (s *Site) titleAt(r *http.Request, address string) string {
	u, err := url.Parse(address)
	if err != nil || strings.HasPrefix(u.Path, "/desk") {
		return ""
	}
	other := r.Clone(context.WithValue(r.Context(), trying{}, true))
	other.URL = u
	page := &tried{header: http.Header{}}
	s.mux.ServeHTTP(page, other)
	_, title, found := strings.Cut(page.text.String(), "<title>")
	if page.status != http.StatusOK || !found {
		return ""
	}
	title, _, _ = strings.Cut(title, "</title>")
	title = html.UnescapeString(title)
	if at := strings.LastIndex(title, " · "); at > 0 {
		title = title[:at]
	}
	return title
}

// A tried is an answer that nobody is given.
type tried struct {
	header http.Header
	status int
	text   bytes.Buffer
}

func (t *tried) Header() http.Header { return t.header }

func (t *tried) WriteHeader(status int) { t.status = status }

func (t *tried) Write(text []byte) (int, error) { return t.text.Write(text) }
