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
	"github.com/ascribe-project/ascribe/internal/web/desk"
	"github.com/ascribe-project/ascribe/internal/web/guard"
	"github.com/ascribe-project/ascribe/internal/web/kit"
	deskpages "github.com/ascribe-project/ascribe/internal/web/page/desk"
)

// Options are what a server needs to know beside the record.
type Options struct {
	Version     string // of the program
	Log         *slog.Logger
	Hosts       []string // names that it answers to, beside localhost and addresses in numbers
	Connections int      // at once; 0: 1000
	EmbedFor    []string // origins whose pages may show pictures from below /embed
	// Viewer says who asks; nil: everybody is the public, but who has signed in at
	// the desk.
	Viewer func(*http.Request) point.Viewer
	// Desk lets one person write; nil: nobody can.
	Desk *Desk
}

// A Desk lets one person write: the one who started the server.
type Desk = guard.Desk

// NewDesk makes the desk of a person.
func NewDesk(who string) *Desk { return guard.NewDesk(who) }

// A Server answers readers, and has written what somebody wishes who has signed in
// at its desk. It may be used by many at once.
type Server struct {
	record      *point.App
	log         *slog.Logger
	hosts       []string
	embedFor    []string
	connections int
	limits      guard.Limits
	site        *kit.Site
	desk        *Desk        // nil: nothing is written
	answers     http.Handler // the site
	guard       *guard.Guard
	metrics     *metrics
	outer       *http.ServeMux
	handler     http.Handler
}

// New makes the reading room of a record.
func New(record *point.App, o Options) (*Server, error) {
	site, err := kit.NewSite(record, kit.Options{Version: o.Version, Log: o.Log, Assets: assets(), Menu: menu, Acts: desk.Acts, Writes: o.Desk != nil, Embeds: len(o.EmbedFor) > 0, Forms: deskpages.Forms, Seal: o.Desk, Viewer: viewers(&o)})
	if err != nil {
		return nil, err
	}
	s := &Server{
		record: record, log: o.Log, hosts: o.Hosts, embedFor: o.EmbedFor, connections: cmp.Or(o.Connections, 1000),
		limits: guard.UsualLimits(), site: site, desk: o.Desk, answers: site, metrics: newMetrics(),
	}
	s.measure()
	return s, s.arrange()
}

// viewers says who asks.
func viewers(o *Options) func(*http.Request) point.Viewer {
	if o.Viewer != nil || o.Desk == nil {
		return o.Viewer
	}
	return func(r *http.Request) point.Viewer {
		if o.Desk.SignedIn(r) {
			return point.Team.As(o.Desk.Who)
		}
		return point.Public
	}
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
	s.outer.Handle("/favicon.ico", http.RedirectHandler(assetsPath+"icon.svg", http.StatusMovedPermanently))
	s.outer.Handle("/", smaller(s.site.Tagged(s.guard.Answer(s.answers))))
	if s.desk != nil {
		s.outer.Handle(guard.SignInPath, s.desk.SignIn(s.site.Fail))
	}
	s.handler = s.watched(guard.Headers(s.embedFor, s.guard.KnownHosts(s.guard.SameSite(s.actsOr(s.guard.ReadOnly(s.outer))))))
	return nil
}

// actsOr has what is posted to where something can be written go to the acts.
func (s *Server) actsOr(reads http.Handler) http.Handler {
	acts := s.guard.Act(s.site.Acts())
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost && s.site.ActsAt(r) {
			acts.ServeHTTP(w, r)
			return
		}
		reads.ServeHTTP(w, r)
	})
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
