package kit

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
)

// CountedBy is the dimension that is asked for, or the one that is counted by
// where none is; "" where a reader has to choose.
func CountedBy(ctx context.Context, v *View, by string) (string, error) {
	if by != "" {
		return by, nil
	}
	return ask.DefaultBy(v.At.Book), nil
}

// NeedsBy is countedBy of an answer that cannot do without.
func NeedsBy(ctx context.Context, v *View, by string) (string, error) {
	by, err := CountedBy(ctx, v, by)
	if err == nil && by == "" {
		err = ascribe.Errorf(ascribe.ErrUsage, "by: it is not said what to count by: there are no labels, and no column says when or where").
			WithHint("name a column, as in by=type")
	}
	return by, err
}

// Uncounted is the course of nothing.
func Uncounted() *ask.SeriesAnswer {
	return &ask.SeriesAnswer{Rows: []ask.SeriesRow{}, Bases: []ask.SeriesBase{}}
}
