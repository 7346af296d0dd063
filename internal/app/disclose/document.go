package disclose

import (
	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/anchor"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Document is a copy of a source, as whoever asks may see it.
type Document struct {
	Document  string         `json:"document"`
	Source    string         `json:"source"`
	SHA256    string         `json:"sha256"`
	Size      int64          `json:"size"`
	MediaType string         `json:"media_type"`
	Name      string         `json:"name"`
	Captured  ascribe.Date   `json:"captured"`
	Method    ascribe.Method `json:"method"`
	URL       string         `json:"url"`
	Shown     bool           `json:"shown"` // whether readers may see what it says
	// Open is whether whoever asks may: its text, the words that were marked in it,
	// and the file.
	Open   bool  `json:"open"`
	Record int64 `json:"record"`
	Entry  int64 `json:"entry"`
}

// OpensDocument reports whether a viewer may see what a document says.
func OpensDocument(viewer point.Viewer, d *ascribe.Document) bool {
	return d.Shown || viewer.NamesAll()
}

// DocumentOf is a document for a viewer. That there is one, and its hash, everybody may
// know; what somebody called the file may say what is in it.
func DocumentOf(viewer point.Viewer, x *ascribe.Noted[ascribe.Document]) Document {
	d := &x.Noun
	out := Document{
		Document: d.ID, Source: d.Source, SHA256: d.SHA256, Size: d.Size, MediaType: d.MediaType, Name: d.Name,
		Captured: d.Captured, Method: d.Method, URL: d.URL, Shown: d.Shown, Open: OpensDocument(viewer, d),
		Record: x.Record, Entry: x.Entry,
	}
	if !out.Open {
		out.Name = ""
	}
	return out
}

// DocumentLine says in a line what a document is.
func (n *Naming) DocumentLine(d *ascribe.Document) string {
	seen := *d
	if !OpensDocument(n.viewer, d) {
		seen.Name = ""
	}
	return seen.Line()
}

// A Passage is where a statement stands in a document, as whoever asks may see it.
type Passage struct {
	Anchor   string `json:"anchor"`
	Document string `json:"document"`
	Exact    string `json:"exact"` // empty, where the document is not shown
	Start    int    `json:"start"` // in the text as it is now, in code points
	End      int    `json:"end"`
	Page     int    `json:"page"`
	Lost     bool   `json:"lost"` // the words are not in the text as it is now
}

// AnchorID is the id by which a viewer knows an anchor: its own may be made of a
// statement's that tells of whom it is.
func AnchorID(viewer point.Viewer, x *ascribe.Noted[ascribe.Anchor]) string {
	if viewer.NamesAll() {
		return x.Noun.ID
	}
	return Neutral(StatementRef, x.Record)
}

// PassageOf is where a statement stands in a document. Its words are looked for in the
// text as it is now.
func PassageOf(p *point.Point, d *ascribe.Document, x *ascribe.Noted[ascribe.Anchor]) (Passage, error) {
	out := Passage{Anchor: AnchorID(p.Viewer, x), Document: d.ID}
	if !OpensDocument(p.Viewer, d) {
		return out, nil
	}
	out.Exact, out.Page, out.Lost = x.Noun.Exact, x.Noun.Page, true
	read, err := p.Documents().Text(d.SHA256)
	if err != nil || read == nil {
		return out, err
	}
	a := &x.Noun
	where := anchor.Selector{Exact: a.Exact, Prefix: a.Prefix, Suffix: a.Suffix, Start: a.Start, End: a.End}
	if start, end, found := where.Find(read.Text); found {
		out.Start, out.End, out.Lost = start, end, false
	}
	return out, nil
}

// PassageIn is where a statement stands in a document that a viewer may see, without
// looking whether its words are there still.
func PassageIn(viewer point.Viewer, x *ascribe.Noted[ascribe.Anchor]) *Passage {
	a := &x.Noun
	return &Passage{Anchor: AnchorID(viewer, x), Document: a.Document, Exact: a.Exact, Start: a.Start, End: a.End, Page: a.Page}
}
