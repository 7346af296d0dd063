package ask

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/ascribe-project/ascribe/internal/app/point"
)

// ChangesFeed is what changed, the newest first, as somebody follows it.
type ChangesFeed struct {
	ID      string    // of the feed: the same for the same question to the same store
	Updated time.Time // when the newest of the items came; zero: there is none
	Items   []ChangeItem
	Left    int // how many older changes are left out
}

// ChangeItem is one change.
type ChangeItem struct {
	ChangeRow
	ID string // for ever that of this change of this incident in this store
	// Updated is when the entry was written, or the beginning of the day, with
	// which the change came.
	Updated time.Time
}

// FeedOfChanges answers what changed as a feed of at most so many items. What was
// struck is not named as a cause.
func FeedOfChanges(ctx context.Context, p *point.Point, in *ChangesInput, most int) (*ChangesFeed, error) {
	c, err := Changes(ctx, p, in)
	if err != nil {
		return nil, err
	}
	// What was struck leaves the text of a feed, whatever it looks back to.
	rows := slices.DeleteFunc(c.Rows, func(r ChangeRow) bool { return r.gone })
	if !in.all() { // those are in the order in which they came
		slices.Reverse(rows)
	}
	store, _ := p.Store()
	feed := &ChangesFeed{ID: lasting(append([]string{store, c.Dataset, dayOrNone(c.To.Known), entryOrNone(p.Asked.Recorded)}, in.texts()...)...), Left: max(len(rows)-most, 0)}
	for i := range rows[:len(rows)-feed.Left] {
		row := &rows[i]
		item := ChangeItem{ChangeRow: *row}
		if row.struck {
			item.Statement, item.Source, item.By = "", "", ""
		}
		when := ""
		if row.Entry == nil {
			when = row.Day.String()
			if item.Updated, err = time.Parse(time.DateOnly, when); err != nil {
				return nil, err
			}
		} else {
			e, err := p.View.Entry(ctx, *row.Entry)
			if err != nil {
				return nil, err
			}
			when, item.Updated = fmt.Sprintf("entry %d", e.N), e.Time.UTC()
		}
		item.ID = lasting(store, c.Dataset, row.Incident, when)
		feed.Items = append(feed.Items, item)
		if item.Updated.After(feed.Updated) {
			feed.Updated = item.Updated
		}
	}
	return feed, nil
}

// texts are what is asked for.
func (in *ChangesInput) texts() []string {
	texts := []string{in.From, in.To, strconv.FormatBool(in.Steps), strconv.FormatBool(in.Values), in.Incident, in.Source, in.Cause}
	for _, c := range in.Where {
		texts = append(texts, c.String())
	}
	return texts
}

// lasting is an id that follows from some texts alone: a UUID of version 5 (RFC
// 9562).
func lasting(texts ...string) string {
	return uuid.NewSHA1(uuid.NameSpaceOID, fmt.Appendf(nil, "ascribe change %q", texts)).URN()
}
