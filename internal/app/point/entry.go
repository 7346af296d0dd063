package point

import (
	"context"
	"strconv"
	"time"

	"github.com/ascribe-project/ascribe"
)

// Entry turns what a person gives for "recorded" into the number of an entry:
// that number, or an instant, or a day in UTC, which counts from its end; of
// these, the last entry at or before it. understood is false where the text is
// none of them.
func (p *Point) Entry(ctx context.Context, text string) (entry int64, understood bool, err error) {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n, true, p.checkEntry(n)
	}
	instant, err := time.Parse(time.RFC3339Nano, text)
	if day, wrong := time.Parse(time.DateOnly, text); wrong == nil {
		instant, err = day.AddDate(0, 0, 1).Add(-time.Microsecond), nil
	}
	if err != nil {
		return 0, false, nil
	}
	entry, err = p.View.EntryAt(ctx, instant)
	return entry, true, err
}

// Recorded refuses what was written down after the entry that is asked for.
func (p *Point) Recorded(noun, id string, entry int64) error {
	if entry <= p.AsOf.Recorded {
		return nil
	}
	return ascribe.Errorf(ascribe.ErrNotFound, "the %s %s was not recorded by entry %d", noun, id, p.AsOf.Recorded).
		WithHint("it was written down in entry %d", entry)
}

// checkEntry refuses an entry that is not written yet: what was recorded by
// then is not known, and must not be cited.
func (p *Point) checkEntry(n int64) error {
	if n < 0 || n > p.Last {
		return ascribe.Errorf(ascribe.ErrNotFound, "the ledger has no entry %d: its last is %d", n, p.Last).
			WithHint("leave recorded out for everything that is written down")
	}
	return nil
}

// LastEntry is the last one of the ledger: of number 0 where there is none.
func (p *Point) LastEntry(ctx context.Context) (ascribe.Entry, error) {
	if p.Last == 0 {
		return ascribe.Entry{}, nil
	}
	return p.View.Entry(ctx, p.Last)
}
