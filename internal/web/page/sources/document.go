package sources

import (
	"context"
	"net/url"
	"strings"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// Document is a page: one copy of a source, and what it says.
var Document = kit.Screen[documentInput, ask.DocumentAnswer]{
	Name: "document", Summary: "One copy of a source: its hash, and what it says, where that may be shown",
	Ask: func(ctx context.Context, v *kit.View, in *documentInput) (*ask.DocumentAnswer, error) {
		return ask.Document(ctx, v.At, in.ID)
	},
	Page: func(p *kit.Page[documentInput, ask.DocumentAnswer]) any { return documentPage{p} },
}

// Original is the file of a document, on a page of its own.
var Original kit.Download[documentInput] = func(ctx context.Context, v *kit.View, in *documentInput) (*kit.File, error) {
	original, err := ask.DocumentFile(ctx, v.At, in.ID)
	if err != nil {
		return nil, err
	}
	return isolated(original), nil
}

type documentInput struct {
	kit.Asked
	ID string `path:"id" doc:"The document's id." example:"cbc-day6-2017.67e6372207ad"`
}

// What a file that strangers made may do where it is shown. Of a page or a drawing
// nothing runs, nothing is fetched, and it is of no origin: it cannot reach the
// record. A browser shows no PDF under sandbox; what is in one cannot reach a page.
const (
	alone    = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	alonePDF = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)

// isolated is a file as it may be shown; what a browser does not show is to be kept.
func isolated(o *ask.Original) *kit.File {
	f := &kit.File{Name: o.Name, Type: o.MediaType, Text: o.Data, Inline: true, Policy: alone}
	if f.Name == "" {
		f.Name = o.SHA256[:12]
	}
	switch {
	case o.MediaType == "text/plain":
		f.Type = "text/plain; charset=utf-8"
	case o.MediaType == "application/pdf":
		f.Policy = alonePDF
	case o.MediaType == "text/html", strings.HasPrefix(o.MediaType, "image/"):
	default:
		f.Type, f.Inline = "application/octet-stream", false
	}
	return f
}

// documentPage is what the template of the page is given.
type documentPage struct {
	*kit.Page[documentInput, ask.DocumentAnswer]
}

// Original leads to the file.
func (p documentPage) Original() string {
	return "/documents/" + url.PathEscape(p.Answer.Document.Document) + "/original"
}

// A leaf is a page of the text.
type leaf struct {
	Number int // 0: it has no pages
	Text   string
}

// Leaves are the pages of the text.
func (p documentPage) Leaves() []leaf {
	if p.Answer.Text == nil || p.Answer.Text.Text == "" {
		return nil
	}
	parts := strings.Split(strings.TrimRight(p.Answer.Text.Text, "\f\n "), "\f")
	leaves := make([]leaf, len(parts))
	for i, text := range parts {
		leaves[i].Text = text
		if len(parts) > 1 {
			leaves[i].Number = i + 1
		}
	}
	return leaves
}

// Size is how many bytes the file has.
func (p documentPage) Size() string { return kit.Number(int(p.Answer.Size)) }
