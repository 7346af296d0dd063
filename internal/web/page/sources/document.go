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
		return ask.Document(ctx, v.At, in.ID, in.Passage)
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
	ID      string `path:"id" doc:"The document's id." example:"cbc-day6-2017.67e6372207ad"`
	Passage string `query:"passage" doc:"Mark this passage: an anchor, as the statement has it."`
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
	Parts  []part
}

// A part of a page is of the passage that is marked, or is not.
type part struct {
	Text   string
	Marked bool
	First  bool // of what is marked
}

// Leaves are the pages of the text, with the passage that was asked for.
func (p documentPage) Leaves() []leaf {
	if p.Answer.Text == nil || p.Answer.Text.Text == "" {
		return nil
	}
	start, end := 0, 0
	if x := p.Answer.Passage; x != nil && !x.Lost {
		start, end = x.Start, x.End
	}
	return leavesOf(p.Answer.Text.Text, start, end)
}

// leavesOf cuts a text into its pages, and these where a passage begins and ends.
func leavesOf(text string, start, end int) []leaf {
	pages := strings.Split(text, "\f")
	if n := len(pages); n > 1 && strings.TrimSpace(pages[n-1]) == "" {
		pages = pages[:n-1]
	}
	leaves := make([]leaf, len(pages))
	from := 0 // where the page begins
	for i, page := range pages {
		runes := []rune(page)
		a, b := min(max(start-from, 0), len(runes)), min(max(end-from, 0), len(runes))
		leaves[i].Parts = []part{{Text: string(runes[:a])}, {string(runes[a:b]), a < b, start >= from}, {Text: string(runes[b:])}}
		if len(pages) > 1 {
			leaves[i].Number = i + 1
		}
		from += len(runes) + 1
	}
	return leaves
}

// Size is how many bytes the file has.
func (p documentPage) Size() string { return kit.Number(int(p.Answer.Size)) }
