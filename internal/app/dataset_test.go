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

func TestDatasetAnswer(t *testing.T) {
	a, _ := withUkraine(t)
	ctx := context.Background()
	d, err := apptest.At(ctx, a, &point.Question{Dataset: "ged-ukr", AsOf: ascribe.Now, Viewer: point.Team}, ask.Dataset)
	if err != nil {
		t.Fatal(err)
	}
	type edition struct {
		name, known string
		unlisted    int
	}
	var got []edition
	for _, e := range d.Editions {
		got = append(got, edition{e.Edition, e.Known.String(), e.Unlisted})
	}
	want := []edition{{"19.1", "2019-06-30", 0}, {"20.1", "2020-06-30", 0}, {"22.1", "2022-06-30", 94}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(edition{})); diff != "" {
		t.Error(diff)
	}
	// By the third entry the last edition was not written down.
	early, err := apptest.At(ctx, a, &point.Question{Dataset: "ged-ukr", AsOf: ascribe.AsOf{Known: ascribe.Forever, Recorded: 3}, Viewer: point.Team}, ask.Dataset)
	if err != nil {
		t.Fatal(err)
	}
	if len(early.Editions) != 2 {
		t.Errorf("%d editions by entry 3, want 2", len(early.Editions))
	}
	if _, err := apptest.At(ctx, a, &point.Question{AsOf: ascribe.Now, Viewer: point.Team}, ask.Dataset); err == nil {
		t.Error("the team's own record is no imported dataset")
	}
}
