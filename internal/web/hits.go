package web

import (
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe/internal/app"
)

// firstHits is how many of the hits of a search are in sight at once.
const firstHits = 5

// A hit is a text in which words were found, as a page shows it.
type hit struct {
	*app.Hit
	To    string // its own address
	About string // of a statement, the address of its incident
	Kind  string // in words
	// Named says that the words were found in its name: that is what is shown of
	// it.
	Named bool
}

// FirstHits are those in sight, and MoreHits the others.
func (f *frame) FirstHits(found *app.Hits) []hit {
	return f.hits(found.Best[:min(firstHits, len(found.Best))])
}

// MoreHits are the hits beyond the first.
func (f *frame) MoreHits(found *app.Hits) []hit {
	return f.hits(found.Best[min(firstHits, len(found.Best)):])
}

func (f *frame) hits(list []app.Hit) []hit {
	var shown []hit
	for i := range list {
		h := hit{Hit: &list[i], Kind: string(list[i].Kind)}
		switch h.Hit.Kind {
		case app.HitIncident:
			h.To = f.ToIncident(h.ID)
		case app.HitStatement:
			h.To, h.About = f.ToStatement(h.ID), f.ToIncident(h.Incident)
		case app.HitSource:
			h.To = f.ToSource(h.ID)
		case app.HitActor:
			h.To = f.ToActor(h.ID)
		}
		h.Named = h.Hit.Kind != app.HitStatement && pieced(h.Snippet) == h.Title
		shown = append(shown, h)
	}
	return slices.Clip(shown)
}

func pieced(pieces []app.Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.Text)
	}
	return b.String()
}
