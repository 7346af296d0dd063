package web

import (
	"cmp"
	"compress/gzip"
	"log/slog"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/klauspost/compress/gzhttp"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Options are what a server needs to know beside the record.
type Options struct {
	Version     string // of the program
	Log         *slog.Logger
	Hosts       []string // names that it answers to, beside localhost and addresses in numbers
	Connections int      // at once; 0: 1000
}

// A Server answers readers. It may be used by many at once, and writes
// nothing.
type Server struct {
	record *point.App
	log    *slog.Logger
	site   *site
	mux    *http.ServeMux
	pages  map[string]*template

	description *huma.OpenAPI // of the API
	hosts       []string
	connections int
	limits      limits
	desks       *desks
	shelf       *shelf
	handler     http.Handler
}

// New makes the reading room of a record.
func New(record *point.App, o Options) (*Server, error) {
	s := &Server{record: record, log: o.Log, mux: http.NewServeMux()}
	var err error
	if s.site, err = newSite(o.Version); err != nil {
		return nil, err
	}
	if s.pages, err = parseTemplates(); err != nil {
		return nil, err
	}
	s.description = newDescription(o.Version)
	for _, r := range screens() {
		r.install(s)
	}
	s.mux.Handle("/", s.page(s.missing))
	if err := s.serveDescription(); err != nil {
		return nil, err
	}
	s.hosts, s.connections, s.limits = o.Hosts, cmp.Or(o.Connections, 1000), usualLimits()
	return s, s.arrange()
}

// arrange puts the parts of the server one behind the other.
func (s *Server) arrange() error {
	s.desks, s.shelf = newDesks(s.limits), newShelf(s.limits.kept)
	outer := http.NewServeMux()
	outer.Handle("/assets/", s.site)
	outer.Handle("/", s.followed(s.answered(s.mux)))
	smaller, err := gzhttp.NewWrapper(gzhttp.EnableZstd(false), gzhttp.CompressionLevel(gzip.BestSpeed))
	if err != nil {
		return err
	}
	s.handler = guarded(s.addressed(s.unshared(s.reading(smaller(outer)))))
	return nil
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// missing is the page of an address that there is not.
func (s *Server) missing(_ http.ResponseWriter, r *http.Request) error {
	if ofAPI(r.URL.Path) {
		return ascribe.Errorf(ascribe.ErrNotFound, "there is no answer at %s", r.URL.Path).
			WithHint("/openapi.json lists what can be asked")
	}
	return ascribe.Errorf(ascribe.ErrNotFound, "there is no page at %s", r.URL.Path).
		WithHint("begin at the incidents")
}

func everything() *point.Question { return &point.Question{AsOf: ascribe.Now, Public: true} }
