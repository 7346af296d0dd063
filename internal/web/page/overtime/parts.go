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
	By    string   `query:"by" doc:"What the incidents are counted by. Left out, the label or, under a codebook that gives none, the year, else the country." example:"label"`
	As    string   `query:"as" default:"number" enum:"number,share" doc:"share: the CSV has two columns more, the share and the base that it is of."`
	Where []string `query:"where,explode" doc:"Only incidents of which this holds at the end of each period: NAME OP VALUE, or @NAME, as of /incidents." example:"[\"country=DE\"]"`
}

// askCourse is how the picture came about.
func askCourse(ctx context.Context, v *kit.View, in *courseInput) (*courseAnswer, error) {
	shares, err := asShares(in.As)
	if err != nil {
		return nil, err
	}
	by, err := kit.NeedsBy(ctx, v, in.By)
	if err != nil {
		return nil, err
	}
	where, err := ask.ParseConditions(in.Where)
	if err != nil {
		return nil, err
	}
	_, series, err := course(ctx, v, by, where)
	return &courseAnswer{series, shares}, err
}

// course is the count by a dimension at the end of each period up to the point.
// Before anything was known there are none.
func course(ctx context.Context, v *kit.View, by string, where []ask.Condition) (every ask.Every, series *ask.SeriesAnswer, err error) {
	days, err := ask.Days(ctx, v.At)
	if err != nil {
		return "", nil, err
	}
	var ends []ascribe.Day
	if days.First != nil && *days.First <= v.At.AsOf.Known {
		every, ends = periods(*days.First, min(v.At.AsOf.Known, *days.Last))
	}
	series, err = ask.Series(ctx, v.At, ends, by, where)
	return every, series, err
}

// maxPeriods is how many periods a course is shown in at most.
const maxPeriods = 80

// periods are the ends of the shortest periods that are few enough, from the
// first day on, and the last day.
func periods(first, last ascribe.Day) (ask.Every, []ascribe.Day) {
	var ends []ascribe.Day
	var every ask.Every
	for _, every = range []ask.Every{ask.EveryDay, ask.EveryWeek, ask.EveryMonth, ask.EveryQuarter, ask.EveryYear} {
		if ends = every.Days(first, last); len(ends) < maxPeriods {
			break
		}
	}
	if n := len(ends); n == 0 || ends[n-1] != last {
		ends = append(ends, last)
	}
	if n := len(ends); n > maxPeriods { // centuries
		step := (n + maxPeriods - 1) / maxPeriods
		kept := ends[:0]
		for i := (n - 1) % step; i < n; i += step {
			kept = append(kept, ends[i])
		}
		ends = kept
	}
	return every, ends
}

// part is the address of a part of the page as CSV, narrowed as the page is.
func (f overTimePage) part(path string, pairs ...string) string {
	pairs = append(pairs, "format", "csv")
	return f.To(kit.APIRoot+"/over-time/"+path, append(pairs, f.Narrowing().Pairs()...)...)
}

// as is how the page shows counts, where that is not the usual.
func (f overTimePage) as() string {
	if f.Answer.shares {
		return "share"
	}
	return ""
}

// CourseCSV is the address of the course as CSV.
func (f overTimePage) CourseCSV() string {
	return f.part("course", "by", f.Answer.By, "as", f.as())
}

// BesideCSV is the address of the count on two days as CSV.
func (f overTimePage) BesideCSV() string {
	across := ""
	if f.Answer.Then.Across != nil {
		across = f.Answer.Across
	}
	return f.part("beside/"+f.In.Then, "by", f.Answer.By, "across", across, "as", f.as())
}

// DifferCSV is the address of all incidents whose answer differs as CSV.
func (f overTimePage) DifferCSV() string { return f.part("differ/" + f.In.Then) }
