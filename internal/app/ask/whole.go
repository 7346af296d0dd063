package ask

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// WholeAnswer is all about one incident: what Show, History and Explain answer, from
// one reading of it.
type WholeAnswer struct {
	*ShowAnswer
	// History is every span that there is, also those after the day that is
	// asked for, so that readers see where they stand in it.
	History []ascribe.Span `json:"history"`
	// Of an imported incident there are the cells that changed instead.
	Changes  []CellChange    `json:"changes,omitzero"`
	Listings []ListingChange `json:"listings,omitzero"`
	// After is the evidence that came out after that day.
	After  []disclose.Evidence `json:"evidence_after"`
	WhyNot *Explanation        `json:"why_not"` // null where it was not asked for
}

// Whole answers all about one incident; whyNot, where it is not empty, is a
// label of which it answers why it is not the incident's.
func Whole(ctx context.Context, p *point.Point, id, whyNot string) (*WholeAnswer, error) {
	r, err := disclose.Read(ctx, p, id)
	if err != nil {
		return nil, err
	}
	w := &WholeAnswer{After: []disclose.Evidence{}}
	if w.ShowAnswer, err = show(ctx, p, r); err != nil {
		return nil, err
	}
	for _, e := range r.On(p.AsOf.Known).Evidence() {
		if e.Day > p.AsOf.Known {
			w.After = append(w.After, disclose.EvidenceOf(p.Viewer, r.Dossier, &e))
		}
	}
	if p.About() == ascribe.Main {
		if err := standing(ctx, p, r.Dossier.Statements, w.Evidence, w.After); err != nil {
			return nil, err
		}
	}
	if whyNot != "" {
		if w.WhyNot, err = explain(p, r, whyNot); err != nil {
			return nil, err
		}
	}
	h, err := history(ctx, p.On(ascribe.Forever), r)
	if err != nil {
		return nil, err
	}
	w.History, w.Changes, w.Listings = h.Spans, h.Changes, h.Listings
	return w, nil
}
