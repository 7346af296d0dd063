package datasets

import (
	"context"
	"net/url"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// aboutDataset is what the address of a dataset's own page says: its path names
// the dataset.
type aboutDataset struct {
	Name     string `path:"name" doc:"The dataset." example:"ged-ukr"`
	Known    string `query:"known" doc:"As known on this day; a month or a year counts from its end. Left out, there is no limit." example:"2020-12-31"`
	Recorded string `query:"recorded" doc:"As written down by this entry, by its number, or at this instant. Left out, there is no limit."`
	Codebook string `query:"codebook" doc:"Under this version of the dataset's codebook. Left out, the one adopted at that entry."`
}

func (in aboutDataset) AskedFrom() kit.Asked {
	return kit.Asked{Known: in.Known, Recorded: in.Recorded, Codebook: in.Codebook, Dataset: in.Name}
}

type datasetInput struct {
	aboutDataset
	By string `query:"by" doc:"What the incidents are counted by: year, or any column. Left out, the year or, in a dataset without one, the country; without either nothing is counted." example:"year"`
	Of string `query:"of" doc:"A column of numbers, such as deaths: what it comes to is told beside the number of incidents. Left out, only these are counted." example:"best"`
}

// datasetAnswer is an imported dataset, with a count as known at each of its
// editions.
type datasetAnswer struct {
	*ask.DatasetAnswer
	By string `json:"by"`
	// Counts are as known at the editions or, of a cell log, at the ends of
	// years; of many, at the last ones and the first.
	Counts *ask.SeriesAnswer `json:"counts"`
}

func askDataset(ctx context.Context, v *kit.View, in *datasetInput) (*datasetAnswer, error) {
	a := &datasetAnswer{}
	var err error
	if a.DatasetAnswer, err = ask.Dataset(ctx, v.At); err != nil {
		return nil, err
	}
	if a.By, err = kit.CountedBy(ctx, v, in.By); err != nil {
		return nil, err
	}
	if a.By == "" {
		a.Counts = kit.Uncounted()
		return a, nil
	}
	days, err := a.countedOn(ctx, v)
	if err != nil {
		return nil, err
	}
	a.Counts, err = ask.SeriesOf(ctx, v.At, days, a.By, nil, in.Of)
	return a, err
}

// countedOn are the days of the editions or, of a cell log, the ends of years.
func (a *datasetAnswer) countedOn(ctx context.Context, v *kit.View) ([]ascribe.Day, error) {
	var days []ascribe.Day
	for i := range a.Editions {
		days = append(days, a.Editions[i].Known)
	}
	if days == nil {
		changed, err := ask.Days(ctx, v.At)
		if err != nil || changed.First == nil {
			return nil, err
		}
		days = append(ask.EveryYear.Days(*changed.First, *changed.Last), *changed.Last)
	}
	days = slices.Compact(days)
	if n := len(days); n > kit.MaxColumns {
		days = append(days[:1:1], days[n-kit.MaxColumns+1:]...)
	}
	return days, nil
}

// EditionOn is the edition that is known from a day, empty where it is none.
func (a *datasetAnswer) EditionOn(day ascribe.Day) string {
	for i := len(a.Editions) - 1; i >= 0; i-- {
		if a.Editions[i].Known == day {
			return a.Editions[i].Edition
		}
	}
	return ""
}

// Later reports whether an edition came out after the day that is asked for.
func (f datasetPage) Later(day ascribe.Day) bool { return day > f.At.AsOf.Known }

// DiffAction is where the form that compares editions leads.
func (a *datasetAnswer) DiffAction() string {
	return "/datasets/" + url.PathEscape(a.Dataset) + "/diff"
}

// LastTwo are the editions that a reader most likely compares.
func (a *datasetAnswer) LastTwo() (two struct{ Old, New string }) {
	if n := len(a.Editions); n > 1 {
		two.Old, two.New = a.Editions[n-2].Edition, a.Editions[n-1].Edition
	}
	return two
}

// datasetPage is what the template of the page is given.
type datasetPage struct {
	*kit.Page[datasetInput, datasetAnswer]
}

// AsTable is the counts.
func (a *datasetAnswer) AsTable() kit.Table { return kit.SeriesTable(a.Counts) }
