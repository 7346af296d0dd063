package main

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// parseKnown reads a day. What is less precise counts from its end, like
// everything that was said.
func parseKnown(flag, s string) (ascribe.Day, error) {
	d, err := ascribe.ParseDate(s)
	if err != nil {
		return 0, ascribe.Errorf(ascribe.ErrUsage, "%s: %s", flag, err).WithHint("write a day as 2016-07-20")
	}
	if d.OpenEnded() {
		return 0, ascribe.Errorf(ascribe.ErrUsage, "%s: %s has no last day", flag, s).WithHint("write a day as 2016-07-20")
	}
	return d.Last(), nil
}

// parseRecorded reads an entry's number, an instant, or a day in UTC, which
// counts from its end.
func parseRecorded(ctx context.Context, here *point.Point, s string) (int64, error) {
	if n, understood, err := here.Entry(ctx, s); understood {
		return n, err
	}
	return 0, ascribe.Errorf(ascribe.ErrUsage, "--recorded: %q is neither an entry's number nor an instant", s).
		WithHint("write 12, or 2026-11-24T12:00:00Z, or 2026-11-24 for the end of that day in UTC")
}
