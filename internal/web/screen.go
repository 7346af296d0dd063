package web

import (
	"context"
	"net/http"
	"reflect"
)

// A screen is one question that a reader can ask: I is what the address says,
// O the answer.
type screen[I asking, O any] struct {
	path    string // of the page; the answer as JSON has it below /api/v1
	name    string // of its template, and of its operation
	summary string // for the description of the API
	ask     func(ctx context.Context, v *view, in *I) (*O, error)
}

// asking is the input of a screen: it says from which point it asks.
type asking interface{ asked() Asked }

// A route is a screen, whatever it asks.
type route interface {
	// install adds the page and its JSON to the server.
	install(s *Server)
	// about is the path, and the name of the template; empty: there is no page.
	about() (path, name string)
	// blank is what the template is given, empty, to check it.
	blank() any
}

// A sheet is what a screen's template is given.
type sheet[I, O any] struct {
	*frame
	In     *I
	Answer *O
}

func (sc screen[I, O]) about() (path, name string) { return sc.path, sc.name }

func (sc screen[I, O]) blank() any { return sheet[I, O]{} }

func (sc screen[I, O]) install(s *Server) {
	s.mux.Handle("GET "+pattern(sc.path), s.page(func(w http.ResponseWriter, r *http.Request) error {
		in := new(I)
		if err := decode(r, in); err != nil {
			return err
		}
		v, err := s.view(r.Context(), r.URL.EscapedPath(), r.URL.Query(), (*in).asked())
		if err != nil {
			return err
		}
		answer, err := sc.ask(r.Context(), v, in)
		if err != nil {
			return err
		}
		f, err := s.frame(r, v, sc.name)
		if err != nil {
			return err
		}
		return s.render(w, http.StatusOK, sc.name, sheet[I, O]{f, in, answer})
	}))
	data[I, O](sc).install(s)
}

// A data is a question whose answer is given as JSON alone.
type data[I asking, O any] struct {
	path, name, summary string
	ask                 func(ctx context.Context, v *view, in *I) (*O, error)
}

func (d data[I, O]) about() (path, name string) { return d.path, "" }
func (d data[I, O]) blank() any                 { return nil }

func (d data[I, O]) install(s *Server) {
	answerType := reflect.TypeFor[O]()
	describe(s.description, d, reflect.TypeFor[I](), answerType, d.name, d.summary)
	s.mux.Handle("GET "+apiRoot+apiPath(d.path), s.page(func(w http.ResponseWriter, r *http.Request) error {
		form, err := answerForm(r, answerType)
		if err != nil {
			return err
		}
		in := new(I)
		if err := decode(r, in); err != nil {
			return err
		}
		v, err := s.view(r.Context(), d.path, nil, (*in).asked())
		if err != nil {
			return err
		}
		if form == typeCSV {
			return giveTable(w, r, v, d.ask)
		}
		answer, err := d.ask(r.Context(), v, in)
		if err != nil {
			return err
		}
		return give(w, r, answer)
	}))
}

// pattern is the path as the mux takes it: the front page matches itself only.
func pattern(path string) string {
	if path == "/" {
		return "/{$}"
	}
	return path
}

// apiPath is the path of a page below /api/v1: the front page is the
// incidents.
func apiPath(path string) string {
	if path == "/" {
		return "/incidents"
	}
	return path
}
