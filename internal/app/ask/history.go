package ask

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// HistoryAnswer is how the answer about one incident moved. It is cut at the day
// that is asked for.
type HistoryAnswer struct {
	Incident string `json:"incident"`
	Title    string `json:"title"`
	point.Point
	Codebook point.BookName `json:"codebook"`
	Spans    []Span         `json:"spans"`
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
func History(ctx context.Context, a *point.App, q *point.Question, id string) (*HistoryAnswer, error) {
	r, err := disclose.Read(ctx, a, q, id)
	if err != nil {
		return nil, err
	}
	return history(ctx, a, r)
}

func history(ctx context.Context, a *point.App, r *disclose.Incident) (*HistoryAnswer, error) {
	q, book, reading, dossier := r.Q, r.Book, r.Reading, r.Dossier
	h := &HistoryAnswer{Incident: dossier.Subject, Title: dossier.Title, Point: q.Point(), Codebook: point.NameOf(book), Spans: []Span{}}
	if q.About() != ascribe.Main {
		if err := cellHistory(ctx, a, h, q, book, dossier); err != nil || len(book.Rows) == 0 {
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
