package ask

import (
	"context"
	"time"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// Writing is when something was written down, by whom, and why.
type Writing struct {
	Entry  int64             `json:"entry"`
	Time   time.Time         `json:"time"`
	Who    string            `json:"who"` // the person's name; empty where it was taken away
	Kind   ascribe.EntryKind `json:"kind"`
	Reason string            `json:"reason"`
	// Casebook is what the casebook that it came with said of itself, as an entry has
	// it.
	Casebook *CasebookSays `json:"casebook,omitempty"`
	// Amended is which of its fields were given another value since, in the order of
	// the ledger.
	Amended []Amending `json:"amended,omitempty"`
}

// Amending is that a field was given another value, and when.
type Amending struct {
	Field string    `json:"field"`
	Entry int64     `json:"entry"`
	Time  time.Time `json:"time"`
}

func written(ctx context.Context, p *point.Point, entry int64) (Writing, error) {
	e, err := p.View.Entry(ctx, entry)
	if err != nil {
		return Writing{}, err
	}
	rows, err := entryRows(ctx, p, []ascribe.Entry{e})
	if err != nil {
		return Writing{}, err
	}
	return Writing{Entry: entry, Time: e.Time, Who: rows[0].Who, Kind: e.Kind, Reason: rows[0].Reason, Casebook: rows[0].Casebook}, nil
}

// writtenRecord is when a record was written, and when it was amended.
func writtenRecord(ctx context.Context, p *point.Point, record, entry int64) (Writing, error) {
	w, err := written(ctx, p, entry)
	if err != nil {
		return w, err
	}
	amendments, err := p.View.AmendmentsOf(ctx, record)
	if err != nil {
		return w, err
	}
	for _, a := range amendments {
		e, err := p.View.Entry(ctx, a.Entry)
		if err != nil {
			return w, err
		}
		w.Amended = append(w.Amended, Amending{a.Noun.Field, a.Entry, e.Time})
	}
	return w, nil
}
