package kit

import (
	"cmp"
	"io/fs"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/near"
	"github.com/ascribe-project/ascribe/internal/web/guard"
)

// A Site answers the questions that can be asked of a record, each at its
// address. It may be used by many at once.
type Site struct {
	record *point.App
	viewer func(*http.Request) point.Viewer
	// Today is the day on which a page is read, for its citation.
	Today       func() ascribe.Day
	log         *slog.Logger
	menu        []Section
	Assets      *Assets
	templates   map[string]*template
	Description *huma.OpenAPI // of the API
	mux         *http.ServeMux
	acts        *http.ServeMux
	writes      bool
	embeds      bool
	forms       []Forming
	seal        Sealer            // nil: there are no forms
	keyed       sync.Mutex        // held while something is done under a key
	routes      map[string]string // that are installed, by their patterns
}

// Options are what a site needs to know beside the record.
type Options struct {
	Version string // of the program
	Log     *slog.Logger
	Assets  fs.FS // the files that pages refer to
	Menu    []Section
	Acts    []Acting
	// Writes is whether anything can be written here, by whoever has signed in, with
	// forms under this seal.
	Writes bool
	Forms  []Forming
	Seal   Sealer
	// Embeds is whether others may show pictures within their pages.
	Embeds bool
	// Viewer says who asks; nil: everybody is the public.
	Viewer func(*http.Request) point.Viewer
}

// NewSite makes the site of a record.
func NewSite(record *point.App, o Options) (*Site, error) {
	s := &Site{record: record, log: o.Log, menu: o.Menu, mux: http.NewServeMux(), acts: http.NewServeMux(), writes: o.Writes, embeds: o.Embeds, forms: o.Forms, seal: o.Seal, routes: map[string]string{}, Today: func() ascribe.Day { return today(time.Now().UTC()) }}
	if s.viewer = o.Viewer; s.viewer == nil {
		s.viewer = func(*http.Request) point.Viewer { return point.Public }
	}
	var err error
	if s.Assets, err = newAssets(o.Version, o.Assets, o.Menu); err != nil {
		return nil, err
	}
	if s.templates, err = ParseTemplates(o.Menu); err != nil {
		return nil, err
	}
	s.Description = newDescription(o.Version, o.Menu)
	for _, section := range o.Menu {
		for _, r := range section.Routes {
			r.install(s, r.Path)
		}
	}
	for _, a := range o.Acts {
		a.installAct(s)
	}
	for _, f := range o.Forms {
		f.installForm(s)
	}
	s.mux.Handle("/", s.page(s.missing))
	return s, s.serveDescription()
}

// today is the day of an instant.
func today(now time.Time) ascribe.Day {
	return ascribe.NewDay(now.Year(), int(now.Month()), now.Day())
}

// handle has a handler that may fail answer at a pattern.
func (s *Site) handle(pattern string, h func(http.ResponseWriter, *http.Request) error) {
	s.mux.Handle("GET "+pattern, s.page(h))
	s.routes["GET "+pattern] = strings.TrimSuffix(pattern, "{$}")
}

// ServeHTTP answers a question.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.mux.ServeHTTP(w, r) }

// Acts has what is asked for written.
func (s *Site) Acts() http.Handler { return s.acts }

// ActsAt reports whether something can be written at the address of a request.
func (s *Site) ActsAt(r *http.Request) bool {
	posted := *r
	posted.Method = http.MethodPost
	_, pattern := s.acts.Handler(&posted)
	return pattern != ""
}

// missing is the page of an address that there is not.
func (s *Site) missing(_ http.ResponseWriter, r *http.Request) error {
	if s.ActsAt(r) {
		return guard.Refuse(http.StatusMethodNotAllowed, "at %s something is written, and nothing read", r.URL.Path).WithHint("write with POST; /openapi.json says what")
	}
	meant := near.DidYouMean(r.URL.Path, s.plain(ofAPI(r.URL.Path)))
	if ofAPI(r.URL.Path) {
		return ascribe.Errorf(ascribe.ErrNotFound, "there is no answer at %s%s", r.URL.Path, meant).
			WithHint("/openapi.json lists what can be asked")
	}
	return ascribe.Errorf(ascribe.ErrNotFound, "there is no page at %s%s", r.URL.Path, meant).
		WithHint("begin at the incidents")
}

// plain are the paths, of the API or of pages, in which nothing is to be filled in.
func (s *Site) plain(api bool) (paths []string) {
	for pattern, path := range s.routes {
		if strings.HasPrefix(pattern, "GET ") && !strings.HasPrefix(path, "/desk") && !strings.Contains(path, "{") && ofAPI(path) == api {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

// RouteOf is the route of a request, as it was installed; "other" where there is
// none.
func (s *Site) RouteOf(r *http.Request) string {
	mux := s.mux
	if r.Method == http.MethodPost {
		mux = s.acts
	}
	_, pattern := mux.Handler(r)
	return cmp.Or(s.routes[pattern], "other")
}
