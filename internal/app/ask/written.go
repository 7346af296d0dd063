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
	return Writing{Entry: entry, Time: e.Time, Who: rows[0].Who, Kind: e.Kind, Reason: rows[0].Reason}, nil
}

// writtenRecord is written for a record.
func writtenRecord(ctx context.Context, p *point.Point, n int64) (Writing, error) {
	x, err := p.View.Record(ctx, n)
	if err != nil {
		return Writing{}, err
	}
	return written(ctx, p, x.Entry)
}
