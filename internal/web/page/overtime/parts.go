package overtime

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// The parts of the page Over time that are tables of their own, each with its
// address.

type courseInput struct {
	kit.Asked
	By string `query:"by" doc:"What the incidents are counted by. Left out, the label or, under a codebook that gives none, the year, else the country." example:"label"`
}

// askCourse is how the picture came about.
func askCourse(ctx context.Context, v *kit.View, in *courseInput) (*ask.SeriesAnswer, error) {
	by, err := kit.NeedsBy(ctx, v, in.By)
	if err != nil {
		return nil, err
	}
	_, series, err := course(ctx, v, by)
	return series, err
}

// course is the count by a dimension at the end of each period up to the point.
// Before anything was known there are none.
func course(ctx context.Context, v *kit.View, by string) (every ask.Every, series *ask.SeriesAnswer, err error) {
	days, err := ask.Days(ctx, v.At)
	if err != nil {
		return "", nil, err
	}
	var ends []ascribe.Day
	if days.First != nil && *days.First <= v.At.AsOf.Known {
		every, ends = periods(*days.First, min(v.At.AsOf.Known, *days.Last))
	}
	series, err = ask.Series(ctx, v.At, ends, by, nil)
	return every, series, err
}

type thenInput struct {
	kit.Asked
	Then  string `path:"then" doc:"The other day; a month or a year counts from its end." example:"2016-07-20"`
	By    string `query:"by" doc:"What the incidents are counted by. Left out, the label or, under a codebook that gives none, the year, else the country." example:"label"`
	After string `query:"after" doc:"The cursor of the next page."`
	Limit int    `query:"limit" default:"50" minimum:"1" maximum:"500" doc:"How many incidents."`
}

// askBeside is the count on another day beside that of the point.
func askBeside(ctx context.Context, v *kit.View, in *thenInput) (*ask.CountAnswer, error) {
	then, err := kit.ParseKnown("then", in.Then)
	if err == nil {
		err = kit.Unpaged(in.After)
	}
	if err != nil {
		return nil, err
	}
	by, err := kit.NeedsBy(ctx, v, in.By)
	if err != nil {
		return nil, err
	}
	return ask.CountAgainst(ctx, v.At, then, []string{by}, nil, "")
}

// askDiffer are the incidents whose answer differs between the two days.
func askDiffer(ctx context.Context, v *kit.View, in *thenInput) (*ask.RelabelledAnswer, error) {
	then, err := kit.ParseKnown("then", in.Then)
	if err != nil {
		return nil, err
	}
	return ask.Relabelled(ctx, v.At, then, nil, &ask.Paging{After: in.After, Limit: in.Limit})
}

// CourseCSV is the address of the course as CSV.
func (f overTimePage) CourseCSV(by string) string {
	return f.To(kit.APIRoot+"/over-time/course", "by", by, "format", "csv")
}

// BesideCSV is the address of the count on two days as CSV.
func (f overTimePage) BesideCSV(by, then string) string {
	return f.To(kit.APIRoot+"/over-time/beside/"+then, "by", by, "format", "csv")
}

// DifferCSV is the address of all incidents whose answer differs as CSV.
func (f overTimePage) DifferCSV(in *overTimeInput) string {
	return f.To(kit.APIRoot+"/over-time/differ/"+in.Then, "format", "csv")
}

// AllAtOnce asks for all rows: they take hardly longer than a page of them.
func (in *thenInput) AllAtOnce() { in.Limit = kit.MaxTableRows }
