package app_test

import (
	"context"
	"testing"

	"github.com/ascribe-project/ascribe/internal/app/apptest"

	"github.com/google/go-cmp/cmp"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

func TestDiffPagesHaveEachChangeOnce(t *testing.T) {
	a, _ := withUkraine(t)
	q := &point.Question{Dataset: "ged-ukr", AsOf: ascribe.Now, Viewer: point.Team}
	ctx := context.Background()
	var want, got []ask.ChangedCell
	err := a.At(ctx, q, func(p *point.Point) error {
		whole, err := ask.Diff(ctx, p, ask.Between{Old: "19.1", New: "20.1"})
		if err != nil {
			return err
		}
		for c, err := range whole.Changes {
			if err != nil {
				return err
			}
			want = append(want, ask.ChangedCell(c))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	page := &ask.Paging{Limit: 3}
	for pages := 1; ; pages++ {
		reader, leave := context.WithCancel(ctx)
		c, err := apptest.At3(reader, a, q, ask.DiffPage, ask.Between{Old: "19.1", New: "20.1"}, ask.Listing{}, page)
		leave() // the next page must not be of whoever asked for this one
		if err != nil {
			t.Fatal(err)
		}
		if c.Common != 993 || c.Backdated != 2 || len(c.SomeBack) != 2 || len(c.SomeRemoved) != 0 {
			t.Errorf("%d common, %d back-dated: %v", c.Common, c.Backdated, c.SomeBack)
		}
		got = append(got, c.Rows...)
		if c.Next == "" {
			if pages != 4 { // ten changes
				t.Errorf("%d pages, want 4", pages)
			}
			break
		}
		page.After = c.Next
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if _, err := apptest.At3(ctx, a, q, ask.DiffPage, ask.Between{Old: "19.1", New: "20.1"}, ask.Listing{}, &ask.Paging{After: "soon"}); err == nil {
		t.Error("a cursor of nothing was taken")
	}
}
