package ask

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/analysis"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/exchange/dataset"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// coverage is up to when an edition has events: the day that is asked for, else
// the one that was given when it was imported, else what is seen in it. UCDP's
// editions cover whole years.
func coverage(ctx context.Context, p *point.Point, e *EditionName, asked ascribe.Date) (c analysis.Coverage, err error) {
	c.Own = e.day
	for _, d := range []ascribe.Date{asked, e.covers} {
		if !d.IsZero() {
			c.Said = new(d.Last())
			return c, nil
		}
	}
	if c.Years = e.mapping == dataset.OriginGED; c.Years || e.mapping != "" {
		return c, nil
	}
	// The first version kept no mapping: there the title tells.
	all, err := p.View.Datasets(ctx)
	for _, d := range all {
		if d.Noun.ID == p.About() {
			c.Years = d.Noun.IDs == ascribe.IDsFolded && d.Noun.Title == dataset.GED().Title
		}
	}
	return c, err
}

// datingColumns are the columns that say when an incident happened: the event's
// date and, where that is empty or not there, the year.
func datingColumns(book *codebook.Book) (names []string) {
	if v := survey.DateVar(book); v != nil {
		names = append(names, v.Name)
	}
	if v := book.Var("year"); v != nil {
		names = append(names, v.Name)
	}
	return names
}

// lastDayOf is the last day on which what a cell dates can have happened.
func lastDayOf(cell string) (ascribe.Day, bool) {
	d, err := ascribe.ParseDate(analysis.Normal("", cell))
	if err != nil || d.IsZero() || d.OpenEnded() {
		return 0, false
	}
	return d.Last(), true
}
