package disclose

import (
	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
)

// Evidence is a statement with its source and the grade that counts.
type Evidence struct {
	Statement string         `json:"statement"`
	Variable  string         `json:"variable"`
	Value     string         `json:"value"`
	Stance    ascribe.Stance `json:"stance"`
	Basis     ascribe.Basis  `json:"basis"`
	Grade     ascribe.Grade  `json:"grade"`
	Adequate  bool           `json:"adequate"`
	Said      ascribe.Date   `json:"said"`
	Corrected *ascribe.Day   `json:"corrected"` // the day on which its source took it back
	Source    string         `json:"source"`
	Title     string         `json:"title"`
	Publisher string         `json:"publisher"`
	Language  string         `json:"-"` // of the title and the quote, for pages
	Locator   string         `json:"locator"`
	Note      string         `json:"note"`
	Quote     string         `json:"quote"`           // the words themselves, "" where they are not kept
	Coder     string         `json:"coder,omitempty"` // for the team only
	// Passage is where it stands in a copy of its source that whoever asks may see, on
	// the page of its incident.
	Passage *Passage `json:"passage,omitempty"`
	// Withheld says that the value would tell the name of a person who may not
	// be named, and is left out.
	Withheld bool `json:"withheld,omitempty"`
}

// EvidenceOf is a statement with its source as the dossier has it, and of the
// team's own with who coded it, for the team alone.
func EvidenceOf(viewer point.Viewer, d *ascribe.Dossier, e *classify.Evidence) Evidence {
	s := e.Statement
	out := Evidence{
		Statement: s.ID, Variable: s.Variable, Value: s.Value, Stance: s.Stance, Basis: s.Basis,
		Grade: e.Grade, Adequate: e.Adequate, Source: s.Source, Locator: s.Locator, Note: s.Note, Quote: s.Quote,
	}
	if e.Until < ascribe.Forever {
		out.Corrected = &e.Until
	}
	if viewer.NamesAll() {
		out.Coder = s.Coder
	}
	p := d.Sources[s.Source]
	out.Said = p.Said(s.Said)
	if p != nil {
		out.Title, out.Publisher, out.Language = p.Noun.Title, p.Noun.Publisher, p.Noun.Language
	}
	return out
}
