package web

import (
	"log/slog"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app"
)

// Options are what a server needs to know beside the record.
type Options struct {
	Version string // of the program
	Log     *slog.Logger
}

// A Server answers readers. It may be used by many at once, and writes
// nothing.
type Server struct {
	record *app.App
	log    *slog.Logger
	site   *site
	mux    *http.ServeMux
	api    huma.API
	pages  map[string]*template
}

// New makes the reading room of a record.
func New(record *app.App, o Options) (*Server, error) {
	s := &Server{record: record, log: o.Log, mux: http.NewServeMux()}
	var err error
	if s.site, err = newSite(o.Version); err != nil {
		return nil, err
	}
	if s.pages, err = parseTemplates(); err != nil {
		return nil, err
	}
	s.api = newAPI(s.mux, o.Version)
	for _, r := range screens() {
		r.install(s)
	}
	s.mux.Handle("GET /assets/", s.site)
	s.mux.Handle("/", s.page(s.missing))
	return s, nil
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	guarded(s.followed(s.mux)).ServeHTTP(w, r)
}

// missing is the page of an address that there is not.
func (s *Server) missing(_ http.ResponseWriter, r *http.Request) error {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return ascribe.Errorf(ascribe.ErrUsage, "the reading room is for reading: there is no %s", r.Method)
	}
	return ascribe.Errorf(ascribe.ErrNotFound, "there is no page at %s", r.URL.Path).
		WithHint("begin at the incidents")
}

func everything() *app.Question { return &app.Question{AsOf: ascribe.Now, Public: true} }
