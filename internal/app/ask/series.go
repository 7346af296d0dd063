package ask

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
)

// SeriesAnswer is how a count moved: the same question asked at the end of each
// period.
type SeriesAnswer struct {
	Recorded *int64         `json:"recorded"`
	Codebook point.BookName `json:"codebook"`
	By       string         `json:"by"`
	Rows     []SeriesRow    `json:"rows"`
	// Bases has the number of incidents at each day.
	Bases []SeriesBase `json:"bases"`
	// Notes warn about the method of an imported dataset.
	Notes []MethodNote `json:"notes"`
	// Sum names the variable that the rows have a sum of.
	Sum string `json:"sum,omitempty"`
}

// SeriesRow is one count: how many incidents had the value as known on the
// day.
type SeriesRow struct {
	Known ascribe.Day
	CountRow
}

// SeriesBase is what the shares of a day are of.
type SeriesBase struct {
	Known ascribe.Day `json:"known"`
	Base  int         `json:"base"`
}

// MarshalJSON writes the row with its day and the name of the dimension.
func (r SeriesRow) MarshalJSON() ([]byte, error) {
	row := r.CountRow
	row.by = append([]string{"known"}, row.by...)
	row.Values = append([]string{r.Known.String()}, row.Values...)
	return row.MarshalJSON()
}

// Series answers how the counts by one dimension moved over the given days.
func Series(ctx context.Context, p *point.Point, days []ascribe.Day, by string, where []Condition) (*SeriesAnswer, error) {
	return SeriesOf(ctx, p, days, by, where, "")
}

// SeriesOf answers the same, and how much a variable of numbers comes to in
// each row; an empty one is none.
func SeriesOf(ctx context.Context, p *point.Point, days []ascribe.Day, by string, where []Condition, sum string) (*SeriesAnswer, error) {
	p = p.On(ascribe.Forever) // the days are its own
	keep, err := conditions(ctx, p, where)
	if err != nil {
		return nil, err
	}
	dims, err := dimensions(p.Book, []string{by})
	if err != nil {
		return nil, err
	}
	by = dims[0].name
	series := &SeriesAnswer{Recorded: p.Asked.Recorded, Codebook: point.NameOf(p.Book), By: by, Rows: []SeriesRow{}, Bases: []SeriesBase{}, Sum: sum}
	number, err := summed(p.Book, sum)
	if err != nil {
		return nil, err
	}
	if series.Notes, err = notesOn(ctx, p, ascribe.Forever, []string{by, sum}); err != nil {
		return nil, err
	}
	q := queryOf(dims, keep, days...)
	q.Sum = number
	answer, err := countOf(ctx, p, q)
	if err != nil {
		return nil, err
	}
	for i, day := range days {
		series.Bases = append(series.Bases, SeriesBase{day, answer.Base[i]})
		for _, row := range countRows(p.Book, []string{by}, answer, i) {
			series.Rows = append(series.Rows, SeriesRow{day, row})
		}
	}
	return series, nil
}

// Every is how far apart the days of a series are.
type Every string

// The periods of a series.
const (
	EveryDay     Every = "day"
	EveryWeek    Every = "week"
	EveryMonth   Every = "month"
	EveryQuarter Every = "quarter"
	EveryYear    Every = "year"
)

// Days are the last days of the periods that end from one day to another. A
// week ends on Sunday.
func (e Every) Days(from, to ascribe.Day) []ascribe.Day {
	var days []ascribe.Day
	for day := from; day <= to; day++ {
		if e.ends(day) {
			days = append(days, day)
		}
	}
	return days
}

func (e Every) ends(day ascribe.Day) bool {
	month, next := day.Month(), (day + 1).Month()
	switch e {
	case EveryDay:
		return true
	case EveryWeek:
		return (day%7+7)%7 == 3 // 1970-01-01 was a Thursday
	case EveryQuarter:
		return month != next && month%3 == 0
	case EveryYear:
		return month != next && month == 12
	}
	return month != next
}
