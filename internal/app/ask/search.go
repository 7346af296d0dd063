package ask

import (
	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/follow"
	"github.com/ascribe-project/ascribe/internal/words"
)

// mentions reports whether every word of the text occurs in the incident's
// id or title, or in what was said of it by then and in its sources: what
// Search answers from its index, worked out for one incident. An empty text is
// in all.
func mentions(s disclose.Subject, text string, at ascribe.AsOf) bool {
	query := words.Parse(text)
	missing := query.All()
	look := func(n ascribe.Noun) {
		for _, text := range follow.Texts(n) {
			if missing != 0 {
				missing &^= query.In(text)
			}
		}
	}
	look(&ascribe.Incident{ID: s.Dossier.Subject, Title: s.Dossier.Title})
	for _, st := range s.Statements(at.Known) {
		look(st)
		if p := s.Dossier.Sources[st.Source]; p != nil {
			look(&p.Noun)
		}
	}
	return missing == 0
}
