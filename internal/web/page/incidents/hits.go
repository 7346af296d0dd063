package incidents

import (
	"strings"

	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// firstHits is how many of the hits of one kind are in sight at once.
const firstHits = 2

// A hit is a text in which words were found, as a page shows it.
type hit struct {
	*ask.Hit
	To    string // its own address
	About string // of a statement, the address of its incident
	Kind  string // in words
	Says  string // of a statement, its variable and value in words
	// Named says that the words were found in its name, and Quoted that they were
	// found in what is shown of it nowhere else.
	Named, Quoted bool
}

// FirstHits are those in sight, and MoreHits the others.
func (f incidentsPage) FirstHits(found *ask.Hits) []hit {
	return f.hits(found, func(before int) bool { return before < firstHits })
}

// MoreHits are the hits beyond the first.
func (f incidentsPage) MoreHits(found *ask.Hits) []hit {
	return f.hits(found, func(before int) bool { return before >= firstHits })
}

// hits are those that are wanted by how many of their kind come before.
func (f incidentsPage) hits(found *ask.Hits, wanted func(before int) bool) []hit {
	var shown []hit
	before := map[ask.HitKind]int{}
	list := found.Best
	for i := range list {
		n := before[list[i].Kind]
		before[list[i].Kind]++
		if !wanted(n) {
			continue
		}
		h := hit{Hit: &list[i], Kind: string(list[i].Kind)}
		switch h.Hit.Kind {
		case ask.HitIncident:
			h.To = f.ToIncident(h.ID)
		case ask.HitStatement:
			h.To, h.About = f.ToStatement(h.ID), f.ToIncident(h.Incident)
			h.Says = f.Glossary.VariableTitle(h.Variable) + ": " + f.Glossary.ValueWords(h.Variable, h.Value)
		case ask.HitSource:
			h.To = f.ToSource(h.ID)
		case ask.HitActor:
			h.To = f.ToActor(h.ID)
		}
		text := pieced(h.Snippet)
		h.Named = h.Hit.Kind != ask.HitStatement && text == h.Title
		h.Quoted = !h.Named && text != h.Variable && text != h.Value && text != point.CountryName(h.Value)
		shown = append(shown, h)
	}
	return shown
}

func pieced(pieces []ask.Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.Text)
	}
	return b.String()
}
