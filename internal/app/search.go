package app

import (
	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/words"
)

// mentions reports whether every word of the text occurs in the incident's
// id or title, or in what was said of it by then and in its sources: what
// Search answers from its index, worked out for one incident. An empty text is
// in all.
func (s subject) mentions(text string, at ascribe.AsOf) bool {
	query := words.Parse(text)
	missing := query.All()
	look := func(n ascribe.Noun) {
		for _, text := range texts(n) {
			if missing != 0 {
				missing &^= query.In(text)
			}
		}
	}
	look(&ascribe.Incident{ID: s.dossier.Subject, Title: s.dossier.Title})
	for _, st := range s.Statements(at.Known) {
		look(st)
		if p := s.dossier.Sources[st.Source]; p != nil {
			look(&p.Noun)
		}
	}
	return missing == 0
}
