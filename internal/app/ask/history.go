package ask

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// HistoryAnswer is how the answer about one incident moved. It is cut at the day
// that is asked for.
type HistoryAnswer struct {
	Incident string `json:"incident"`
	Title    string `json:"title"`
	point.Asked
	Codebook point.BookName `json:"codebook"`
	Spans    []ascribe.Span `json:"spans"`
	// Of an imported incident there are, instead of spans, the cells that
	// changed and when it was listed.
	Changes  []CellChange    `json:"changes,omitzero"`
	Listings []ListingChange `json:"listings,omitzero"`
}

// History answers what was believed of an incident, and when.
func History(ctx context.Context, p *point.Point, id string) (*HistoryAnswer, error) {
	r, err := disclose.Read(ctx, p, id)
	if err != nil {
		return nil, err
	}
	return history(ctx, p, r)
}

func history(ctx context.Context, p *point.Point, r *disclose.Subject) (*HistoryAnswer, error) {
	reading, dossier := r.Reading, r.Dossier
	h := &HistoryAnswer{Incident: dossier.Subject, Title: dossier.Title, Asked: p.Asked, Codebook: point.NameOf(p.Book), Spans: []ascribe.Span{}}
	if p.About() != ascribe.Main {
		if err := cellHistory(ctx, p, h, dossier); err != nil || len(p.Book.Rows) == 0 {
			return h, err
		}
	}
	h.Spans = cut(reading.History(), p.AsOf.Known)
	return h, nil
}

// cut leaves of a history what was known by a day.
func cut(spans []ascribe.Span, known ascribe.Day) []ascribe.Span {
	spans = slices.DeleteFunc(spans, func(s ascribe.Span) bool { return s.From > known })
	if n := len(spans); n > 0 && spans[n-1].To > known {
		spans[n-1].To = ascribe.Forever
	}
	return spans
}
