package desk

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// DocumentIn is a file that is to be kept as a copy of a source.
type DocumentIn struct {
	ID       string       `json:"id,omitempty" doc:"Its id, where it is not to be made of the source's and the hash."`
	Source   string       `json:"source" doc:"The source that it is a copy of."`
	Name     string       `json:"name,omitempty" doc:"What the file is called. What it is, its bytes say."`
	URL      string       `json:"url,omitempty" doc:"The address from which it was copied."`
	Captured ascribe.Date `json:"captured,omitzero" doc:"The day on which it was copied (EDTF)."`
	File     []byte       `json:"file" doc:"The file, in base64: PDF, HTML, plain text, a picture or a WACZ, up to 64 MiB."`
	kit.Wish
}

// AddDocument keeps a file. It touches its source.
var AddDocument = kit.Act[DocumentIn, acts.Kept]{
	Path: "/documents", Name: "add-document", Summary: "Keep a file as a copy of a source, and read its text", Tag: "Sources", Most: maxFile,
	About: func(in *DocumentIn) kit.Subject { return kit.Subject{Of: ascribe.RecordSource, ID: in.Source} },
	Do: func(ctx context.Context, a *point.App, by point.By, in *DocumentIn) (*acts.Kept, error) {
		return acts.AddDocument(ctx, a, by, &acts.Bringing{
			ID: in.ID, Source: in.Source, Name: in.Name, URL: in.URL, Captured: in.Captured, File: in.File,
		})
	},
}

// TextIn is a document whose text is to be read again.
type TextIn struct {
	Document string `json:"document" doc:"The document."`
	kit.Wish
}

// ReadText reads the text of a document anew. It is no entry.
var ReadText = kit.Act[TextIn, acts.ReadAnew]{
	Path: "/texts", Name: "read-text", Summary: "Read the text out of a document anew", Tag: "Sources",
	Do: func(ctx context.Context, a *point.App, _ point.By, in *TextIn) (*acts.ReadAnew, error) {
		return acts.ReadTextAnew(ctx, a, in.Document)
	},
}
