package desk

import (
	"context"
	"net/url"

	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/web/desk"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

const documentPath = "/desk/document"

var addDocument = kit.Form[desk.DocumentIn, acts.Kept]{
	Path: documentPath, Act: desk.AddDocument,
	Sheet: func(context.Context, *kit.View, url.Values) (*kit.Sheet, error) {
		return &kit.Sheet{
			Title: "Keep a copy of a source", Button: "Keep it",
			Lead: "A file as it came out, or as it was copied: PDF, HTML, plain text, a picture or a WACZ. It is kept beside the record under its SHA-256, and its text is read out of it. Nothing is fetched.",
			Fields: []kit.Field{
				{Name: "source", Label: "Source", Hint: "Its id.", Required: true},
				{Name: "file", Label: "File", Kind: kit.FileField, Required: true},
				{Name: "captured", Label: "Copied on", Hint: dayHint},
				{Name: "url", Label: "Copied from", Hint: "The address."},
				why,
			},
		}, nil
	},
	After: func(_ context.Context, v *kit.View, in *desk.DocumentIn, _ int64) (string, error) {
		return v.ToSource(in.Source), nil
	},
	Offers: []kit.Offer{
		{At: "/sources/{id}", Label: "Keep a copy of it", To: func(id string) string { return to(documentPath, "source", id) }},
	},
}
