package app

import (
	"context"

	"github.com/ascribe-project/ascribe"
)

// Whole is all about one incident: what Show, History and Explain answer, from
// one reading of it.
type Whole struct {
	*Show
	// History is every span that there is, also those after the day that is
	// asked for, so that readers see where they stand in it.
	History []Span `json:"history"`
	// Of an imported incident there are the cells that changed instead.
	Changes  []CellChange    `json:"changes,omitzero"`
	Listings []ListingChange `json:"listings,omitzero"`
	// After is the evidence that came out after that day.
	After  []Evidence   `json:"evidence_after"`
	WhyNot *Explanation `json:"why_not"` // null where it was not asked for
}

// Whole answers all about one incident; whyNot, where it is not empty, is a
// label of which it answers why it is not the incident's.
func (a *App) Whole(ctx context.Context, q *Question, id, whyNot string) (*Whole, error) {
	r, err := a.read(ctx, q, id)
	if err != nil {
		return nil, err
	}
	w := &Whole{After: []Evidence{}}
	if w.Show, err = a.show(ctx, r); err != nil {
		return nil, err
	}
	for _, e := range r.reading.Evidence() {
		if e.Day > r.q.AsOf.Known {
			w.After = append(w.After, evidenceOf(r.dossier, &e))
		}
	}
	if whyNot != "" {
		if w.WhyNot, err = r.explain(whyNot); err != nil {
			return nil, err
		}
	}
	all := *r
	limitless := *r.q
	limitless.AsOf.Known = ascribe.Forever
	all.q = &limitless
	h, err := a.history(ctx, &all)
	if err != nil {
		return nil, err
	}
	w.History, w.Changes, w.Listings = h.Spans, h.Changes, h.Listings
	return w, nil
}
