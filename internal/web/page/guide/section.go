// Package guide has the pages for whoever comes for the first time: what the record
// is, how it is read, and what its words mean.
package guide

import (
	"context"
	"embed"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// Files are the templates and styles of the pages.
//
//go:embed *.html *.css
var Files embed.FS

// HowToRead is a page: how a strip and an answer are read.
var HowToRead = kit.Screen[kit.Asked, Labels]{
	Name: "how-to-read", Summary: "How a strip and an answer are read, with the labels of the codebook",
	Ask:   askLabels,
	Page:  func(p *kit.Page[kit.Asked, Labels]) any { return readPage{p} },
	Spans: true,
}

// Glossary is a page: what the words of the pages mean.
var Glossary = kit.Screen[kit.Asked, Words]{
	Name: "glossary", Summary: "What the words of the pages mean",
	Ask:   askWords,
	Spans: true,
}

// About is a page: what the record says of itself, and what it is made with.
var About = kit.Screen[kit.Asked, ask.DescriptionAnswer]{
	Name: "about", Summary: "What the record says of itself: whose it is, what it is and what it is not",
	Ask: func(ctx context.Context, v *kit.View, _ *kit.Asked) (*ask.DescriptionAnswer, error) {
		return ask.Description(ctx, v.At)
	},
	Spans: true,
}

// Labels are those of the codebook.
type Labels struct {
	Rows []Label `json:"rows"`
}

// A Label is what an incident can be called.
type Label struct {
	Label      string `json:"label"`
	Definition string `json:"definition"`
}

func askLabels(_ context.Context, v *kit.View, _ *kit.Asked) (*Labels, error) {
	out := &Labels{Rows: []Label{}}
	for _, l := range v.At.Book.Labels {
		out.Rows = append(out.Rows, Label{l.Name, l.Definition})
	}
	return out, nil
}
