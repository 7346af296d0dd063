package web

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app"
)

// aboutDataset is what the address of a dataset's own page says: its path names
// the dataset.
type aboutDataset struct {
	Name     string `path:"name" doc:"The dataset." example:"ged-ukr"`
	Known    string `query:"known" doc:"As known on this day; a month or a year counts from its end. Left out, there is no limit." example:"2020-12-31"`
	Recorded string `query:"recorded" doc:"As written down by this entry, by its number, or at this instant. Left out, there is no limit."`
	Codebook string `query:"codebook" doc:"Under this version of the dataset's codebook. Left out, the one adopted at that entry."`
}

func (in aboutDataset) asked() Asked { return Asked{in.Known, in.Recorded, in.Codebook, in.Name} }

type datasetInput struct {
	aboutDataset
	By string `query:"by" doc:"What the incidents are counted by: year, or any column. Left out, the year or, in a dataset without one, the country." example:"year"`
}

// datasetAnswer is an imported dataset, with a count as known at each of its
// editions.
type datasetAnswer struct {
	*app.DatasetSheet
	By string `json:"by"`
	// Counts are as known at the editions or, of a cell log, at the ends of
	// years; of many, at the last ones and the first.
	Counts *app.Series `json:"counts"`
}

func askDataset(ctx context.Context, v *view, in *datasetInput) (*datasetAnswer, error) {
	a := &datasetAnswer{By: in.By}
	var err error
	if a.DatasetSheet, err = v.record.Dataset(ctx, v.question); err != nil {
		return nil, err
	}
	if a.By == "" {
		if a.By, err = v.record.DefaultBy(ctx, v.question); err != nil {
			return nil, err
		}
	}
	days, err := a.countedOn(ctx, v)
	if err != nil {
		return nil, err
	}
	a.Counts, err = v.record.Series(ctx, v.question, days, a.By, nil)
	return a, err
}

// countedOn are the days of the editions or, of a cell log, the ends of years.
func (a *datasetAnswer) countedOn(ctx context.Context, v *view) ([]ascribe.Day, error) {
	var days []ascribe.Day
	for i := range a.Editions {
		days = append(days, a.Editions[i].Known)
	}
	if days == nil {
		changed, err := v.record.Days(ctx, v.question)
		if err != nil || changed.First == nil {
			return nil, err
		}
		days = append(app.EveryYear.Days(*changed.First, *changed.Last), *changed.Last)
	}
	days = slices.Compact(days)
	if n := len(days); n > maxColumns {
		days = append(days[:1:1], days[n-maxColumns+1:]...)
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
func (f *frame) Later(day ascribe.Day) bool { return day > f.question.AsOf.Known }

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

// EditionsTable is the count with a row for each value, and a column for each
// edition.
func (f *frame) EditionsTable(a *datasetAnswer) *chartTable {
	s := a.Counts
	t := &chartTable{ID: "editions", Kind: "groups", Corner: sentenceCase(f.dimensionTitle(s.By)), WithoutBase: true}
	t.Caption = "Incidents by " + f.dimensionTitle(s.By) + ", as known at each edition"
	if len(a.Editions) == 0 {
		t.Caption = "Incidents by " + f.dimensionTitle(s.By) + ", as known at the ends of years"
	}
	column := map[ascribe.Day]int{}
	sum := chartRow{Text: "All incidents", Cells: make([]int, len(s.Bases)), Sum: true}
	for i, b := range s.Bases {
		text := dateWords(b.Known.String())
		if name := a.EditionOn(b.Known); name != "" {
			text = name
		}
		column[b.Known] = i
		sum.Cells[i] = b.Base
		t.Columns = append(t.Columns, chartColumn{"c" + strconv.Itoa(i%colours), text})
	}
	n := map[string]int{}
	for _, r := range s.Rows {
		n[r.Values[0]] = max(n[r.Values[0]], r.N)
	}
	order := f.spread(s.By, n).order
	if s.By == "year" {
		t.Kind = "lines"
		order = everyYear(order)
	} else if kept := most(order, n, maxRows); len(kept) < len(order) {
		order = append(kept, other)
	}
	place := map[string]int{}
	for i, value := range order {
		place[value] = i
		row := chartRow{At: value, Text: "all others", Cells: make([]int, len(t.Columns))}
		if value != other {
			row.Text, row.To = f.valueText(s.By, value), f.To("/", "where", s.By+"="+value)
		}
		t.Rows = append(t.Rows, row)
	}
	for _, r := range s.Rows {
		i, ok := place[r.Values[0]]
		if !ok {
			i = place[other]
		}
		t.Rows[i].Cells[column[r.Known]] += r.N
		t.Rows[i].Base = max(t.Rows[i].Base, t.Rows[i].Cells[column[r.Known]])
	}
	t.Rows = append(t.Rows, sum)
	return t
}
