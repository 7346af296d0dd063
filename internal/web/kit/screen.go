package kit

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"reflect"
)

// A Screen is a question that is answered as a page, as JSON and, where the
// answer is a table, as CSV: I is what the address says, O the answer.
type Screen[I Asking, O any] struct {
	Name    string // of its template, and of its operation
	File    string // of its template, where several screens share one
	Summary string // for the description of the API
	Ask     func(ctx context.Context, v *View, in *I) (*O, error)
	// Page is what the template is given; nil: the answer with what is around it.
	Page func(*Page[I, O]) any
	// Spans is true of a page that goes from one point to another, and so has no
	// day of its own to choose.
	Spans bool
	// Embeds is true of a page with a picture, which its template "picture" gives.
	Embeds bool
}

// Asking is the input of a question: it says from which point it asks.
type Asking interface{ AskedFrom() Asked }

// Exact is an input that says in its own way up to which entry the ledger is read.
// Exactly has an address say it, and is false where recorded says it as on any page.
type Exact interface {
	Exactly(values url.Values, entry int64) bool
}

// A Question is what is answered at an address: a Screen, Data or a Download.
type Question interface {
	// Template is the name of the page's template, and what it is given, empty,
	// to check it. Where there is no page the name is empty.
	Template() (name string, blank any)
	install(s *Site, path string)
}

// A Page is what the template of a screen is given.
type Page[I, O any] struct {
	*Frame
	In     *I
	Answer *O
}

// Template is the screen's own.
func (sc Screen[I, O]) Template() (name string, blank any) {
	return sc.file(), sc.templateData(&Page[I, O]{})
}

func (sc Screen[I, O]) file() string { return cmp.Or(sc.File, sc.Name) }

func (sc Screen[I, O]) templateData(p *Page[I, O]) any {
	if sc.Page == nil {
		return p
	}
	return sc.Page(p)
}

func (sc Screen[I, O]) install(s *Site, path string) {
	s.handle(pattern(path), func(w http.ResponseWriter, r *http.Request) error {
		return sc.answer(s, w, r, r.URL.EscapedPath())
	})
	sc.embed(s, path)
	Data[I, O]{sc.Name, sc.Summary, sc.Ask}.install(s, path)
}

// answer gives the page of a path or, where another address was asked for, its picture.
func (sc Screen[I, O]) answer(s *Site, w http.ResponseWriter, r *http.Request, path string) error {
	in := new(I)
	if err := decode(r, in); err != nil {
		return err
	}
	cited, err := citedAs(r)
	if err != nil {
		return err
	}
	embedded := path != r.URL.EscapedPath()
	return s.at(r, path, r.URL.Query(), (*in).AskedFrom(), func(v *View) error {
		answer, err := sc.Ask(r.Context(), v, in)
		if err != nil {
			return err
		}
		f, err := s.frame(r, v, sc.Name, sc.Spans || embedded)
		if err != nil {
			return err
		}
		f.embeds = sc.Embeds && s.embeds
		f.Tabular = hasTable(reflect.TypeFor[O]())
		if exact, ok := any(in).(Exact); ok {
			f.exactly = exact.Exactly
		}
		page := sc.templateData(&Page[I, O]{f, in, answer})
		if cited != nil {
			return s.giveCitation(w, sc.file(), page, f, cited)
		}
		if embedded {
			return s.renderPart(w, http.StatusOK, sc.file(), "embed", page)
		}
		return s.render(w, http.StatusOK, sc.file(), page)
	})
}

// Data is a question whose answer is given as JSON, and as CSV, alone.
type Data[I Asking, O any] struct {
	Name, Summary string
	Ask           func(ctx context.Context, v *View, in *I) (*O, error)
}

// Template is none.
func (Data[I, O]) Template() (name string, blank any) { return "", nil }

func (d Data[I, O]) install(s *Site, path string) {
	answerType := reflect.TypeFor[O]()
	s.describe(path, reflect.TypeFor[I](), answerType, d.Name, d.Summary)
	s.handle(APIRoot+APIPath(path), func(w http.ResponseWriter, r *http.Request) error {
		form, err := answerForm(r, answerType)
		if err != nil {
			return err
		}
		in := new(I)
		if err := decode(r, in); err != nil {
			return err
		}
		return s.at(r, path, nil, (*in).AskedFrom(), func(v *View) error {
			if form == TypeCSV {
				return giveTable(w, r, v, d.Ask)
			}
			answer, err := d.Ask(r.Context(), v, in)
			if err != nil {
				return err
			}
			return give(w, r, answer)
		})
	})
}

// pattern is the path as the mux takes it: the front page matches itself only.
func pattern(path string) string {
	if path == "/" {
		return "/{$}"
	}
	return path
}

// APIPath is the path of a page below /api/v1: the front page is the
// incidents.
func APIPath(path string) string {
	if path == "/" {
		return "/incidents"
	}
	return path
}
