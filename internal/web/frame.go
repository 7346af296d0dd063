package web

import (
	"net/http"

	"github.com/ascribe-project/ascribe/internal/app/point"
)

// A frame is what is around the answer on every page.
type frame struct {
	*view
	Site     *site
	Name     string // of the screen
	Section  string // the part of the record that it belongs to
	Codebook point.BookName
	Looks    *looks
	Glossary glossary
	Time     *clockwork
	Entry    int64 // the last one of the ledger
}

// sections are the entries of the menu.
func (f *frame) Sections() []section { return sections }

func (s *Server) frame(r *http.Request, v *view, name string) (*frame, error) {
	ctx := r.Context()
	book, err := s.record.Book(ctx, v.question)
	if err != nil {
		return nil, err
	}
	f := &frame{view: v, Site: s.site, Name: name, Section: sectionOf(v.path), Looks: newLooks(&book.Codebook), Glossary: glossary{&book.Codebook}}
	f.Codebook = point.NameOf(book)
	if f.Entry, err = s.record.Store.Last(ctx); err != nil {
		return nil, err
	}
	f.Time, err = s.clockwork(ctx, v, name, r.PathValue("id"))
	return f, err
}
