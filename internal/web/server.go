package web

import (
	"cmp"
	"compress/gzip"
	"embed"
	"io/fs"
	"log/slog"
	"net/http"

	"github.com/klauspost/compress/gzhttp"

	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/web/guard"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// Options are what a server needs to know beside the record.
type Options struct {
	Version     string // of the program
	Log         *slog.Logger
	Hosts       []string // names that it answers to, beside localhost and addresses in numbers
	Connections int      // at once; 0: 1000
	// Viewer says who asks; nil: everybody is the public.
	Viewer func(*http.Request) point.Viewer
}

// A Server answers readers. It may be used by many at once, and writes
// nothing.
type Server struct {
	record      *point.App
	log         *slog.Logger
	hosts       []string
	connections int
	limits      guard.Limits
	site        *kit.Site
	answers     http.Handler // the site
	guard       *guard.Guard
	metrics     *metrics
	outer       *http.ServeMux
	handler     http.Handler
}

// New makes the reading room of a record.
func New(record *point.App, o Options) (*Server, error) {
	site, err := kit.NewSite(record, kit.Options{Version: o.Version, Log: o.Log, Assets: assets(), Menu: menu, Viewer: o.Viewer})
	if err != nil {
		return nil, err
	}
	s := &Server{
		record: record, log: o.Log, hosts: o.Hosts, connections: cmp.Or(o.Connections, 1000),
		limits: guard.UsualLimits(), site: site, answers: site, metrics: newMetrics(),
	}
	s.measure()
	return s, s.arrange()
}

// assetsPath is where the files that pages refer to are.
const assetsPath = "/assets/"

// arrange puts the parts of the server one behind the other.
func (s *Server) arrange() error {
	s.guard = guard.New(s.limits, s.hosts, s.log, s.site.Fail)
	smaller, err := gzhttp.NewWrapper(gzhttp.EnableZstd(false), gzhttp.CompressionLevel(gzip.BestSpeed))
	if err != nil {
		return err
	}
	s.outer = http.NewServeMux()
	s.outer.HandleFunc(alivePath, alive)
	s.outer.HandleFunc(readyPath, s.ready)
	s.outer.Handle(assetsPath, smaller(s.site.Assets))
	s.outer.Handle("/", smaller(s.site.Tagged(s.guard.Answer(s.answers))))
	s.handler = s.watched(guard.Headers(s.guard.KnownHosts(s.guard.SameSite(s.guard.ReadOnly(s.outer)))))
	return nil
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// The files that pages refer to. What lies in asset/built is made by make
// build out of islands/: it is not committed, and a page does without.
//
//go:embed asset
var assetFiles embed.FS

func assets() fs.FS {
	files, err := fs.Sub(assetFiles, "asset")
	if err != nil {
		panic(err) // the name is ours
	}
	return files
}

// Islands reports whether the program has its islands: what pages can do beyond
// showing.
func Islands() bool { return kit.HasScripts(assets()) }
