package ask

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
)

// VersionsDiff is what changed between two adopted versions of a codebook, with
// a page of the incidents whose answer differs.
type VersionsDiff struct {
	BookDiff        // of Labels, those of the page
	Total    int    `json:"total"` // of Labels, all that there are
	Next     string `json:"next"`  // the cursor of the next page; "": this is the last
}

// DiffVersions compares two adopted versions over the record as of a point,
// with up to limit of the labels that differ, after a cursor.
func DiffVersions(ctx context.Context, p *point.Point, from, to, after string, limit int) (*VersionsDiff, error) {
	var books [2]*codebook.Book
	for i, version := range []string{from, to} {
		var err error
		if books[i], err = p.Adopted(ctx, version); err != nil {
			return nil, err
		}
	}
	all, err := diffBooks(ctx, p, books[0], books[1])
	if err != nil {
		return nil, err
	}
	d := &VersionsDiff{BookDiff: *all, Total: len(all.Labels)}
	if after != "" {
		last := slices.IndexFunc(d.Labels, func(c LabelChange) bool { return c.Incident == after })
		if last < 0 {
			return nil, ascribe.Errorf(ascribe.ErrUsage, "there is no such page").
				WithHint("take the cursor that the page before gave, with the same versions; or leave it out for the first page")
		}
		d.Labels = d.Labels[last+1:]
	}
	if len(d.Labels) > limit {
		d.Labels = d.Labels[:limit]
		d.Next = d.Labels[limit-1].Incident
	}
	return d, titleChanges(ctx, p, d.Labels)
}
