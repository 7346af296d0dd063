package kit

import (
	"net/http"
	"net/url"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// A Frame is what is around the answer on every page.
type Frame struct {
	*View
	Assets   *Assets
	Name     string // of the screen
	Heading  string // what the page is called
	Title    string // the same, and from where it looks at the record
	Origin   string // the beginning of the site's addresses
	Today    ascribe.Day
	Tabular  bool   // whether the answer can be had as a table
	Section  string // the part of the record that it belongs to
	Codebook point.BookName
	Record   *Record // what the record says of itself
	Palette  *Palette
	Glossary Glossary
	Time     *TimeControl // nil: the page is of no single day
	Entry    int64        // the last one of the ledger
	Bar      *Bar         // nil: whoever reads has not signed in
	menu     []Section
	embeds   bool                         // the page has a picture, and others may show it
	words    int                          // that were explained so far
	exactly  func(url.Values, int64) bool // see [Exact]; nil: as usual
}

// around is the frame of a page.
func (f *Frame) around() *Frame { return f }

// Taken reports whether the page can be cited and its answer fetched: not what tells
// of a fault, is a form, or explains these pages.
func (f *Frame) Taken() bool {
	return f.Codebook.ID != "" && f.Name != "error" && f.Name != "form" && f.Section != "How to read"
}

// Sections are the entries of the menu.
func (f *Frame) Sections() []Section { return f.menu }

func (s *Site) frame(r *http.Request, v *View, name string, spans bool) (*Frame, error) {
	book := v.At.Book
	f := &Frame{
		View: v, Assets: s.Assets, menu: s.menu, Name: name, Section: s.sectionOf(v.path), Palette: NewPalette(&book.Codebook),
		Glossary: Glossary{&book.Codebook}, Codebook: point.NameOf(book), Entry: v.At.Last,
		Origin: originOf(r), Today: s.Today(),
	}
	f.Bar = s.bar(r, v)
	var err error
	if f.Record, err = recordAt(r.Context(), v.At); err != nil || spans {
		return f, err
	}
	f.Time, err = newTimeControl(r.Context(), v, name, r.PathValue("id"))
	return f, err
}
