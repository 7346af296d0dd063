package app

import (
	"context"

	"github.com/ascribe-project/ascribe"
)

// History is how the answer about one incident moved. It is cut at the day
// that is asked for.
type History struct {
	Incident string `json:"incident"`
	Title    string `json:"title"`
	Point
	Codebook BookName `json:"codebook"`
	Spans    []Span   `json:"spans"`
	// Of an imported incident there are, instead of spans, the cells that
	// changed and when it was listed.
	Changes  []CellChange    `json:"changes,omitzero"`
	Listings []ListingChange `json:"listings,omitzero"`
}

// Span is a stretch of days with one answer. To is the first day of the next
// span, null for the last.
type Span struct {
	From ascribe.Day  `json:"from"`
	To   *ascribe.Day `json:"to"`
	ascribe.Outcome
	Settled bool          `json:"settled"`
	Because ascribe.Cause `json:"because"`
}

// History answers what was believed of an incident, and when.
func (a *App) History(ctx context.Context, q *Question, id string) (*History, error) {
	r, err := a.read(ctx, q, id)
	if err != nil {
		return nil, err
	}
	return a.history(ctx, r)
}

func (a *App) history(ctx context.Context, r *read) (*History, error) {
	q, book, reading, dossier := r.q, r.book, r.reading, r.dossier
	h := &History{Incident: dossier.Subject, Title: dossier.Title, Point: q.point(), Codebook: nameOf(book), Spans: []Span{}}
	if q.dataset() != ascribe.Main {
		if err := a.cellHistory(ctx, h, q, book, dossier); err != nil || len(book.Rows) == 0 {
			return h, err
		}
	}
	for _, s := range reading.History() {
		if s.From > q.AsOf.Known {
			break
		}
		span := Span{From: s.From, Outcome: s.Outcome, Settled: s.Settled, Because: s.Because}
		if s.To <= q.AsOf.Known && s.To < ascribe.Forever {
			span.To = &s.To
		}
		h.Spans = append(h.Spans, span)
	}
	return h, nil
}
