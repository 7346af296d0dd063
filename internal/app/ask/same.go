package ask

import (
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
)

// IncidentRef is an incident by its id and title.
type IncidentRef struct {
	Incident string `json:"incident"`
	Title    string `json:"title"`
}

// sameOf are the incidents that are one with an incident as of a point, itself first,
// and the statements that say so; none, where it is by itself.
func sameOf(p *point.Point, r *disclose.Subject) (same []IncidentRef, said []disclose.Evidence) {
	known := p.AsOf.Known
	members := r.Members(known)
	if len(members) == 1 {
		return nil, nil
	}
	named := map[string]bool{}
	for _, d := range members {
		same = append(same, IncidentRef{d.Subject, d.Title})
		named[d.Subject] = true
	}
	variable := classify.SameAs(p.Book).Name
	for _, e := range r.On(known).Evidence() {
		s := e.Statement
		if s.Variable == variable && named[s.Value] && s.Stance == ascribe.Asserts && e.Adequate && e.Day <= known && e.Until > known {
			said = append(said, disclose.EvidenceOf(p.Viewer, r.Dossier, &e))
		}
	}
	return same, slices.Clip(said)
}
