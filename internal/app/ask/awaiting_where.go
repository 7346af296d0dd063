package ask

import (
	"context"
	"math"
	"slices"

	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// awaitingWhere is what is open of the incidents that pass the conditions, with all of them
// for each question; nil where nothing is asked for.
func awaitingWhere(ctx context.Context, p *point.Point, where []Condition) (*survey.Awaiting, error) {
	keep, err := conditions(ctx, p, where)
	if err != nil || len(keep) == 0 {
		return nil, err
	}
	q := queryOf(nil, keep, p.AsOf.Known)
	all, err := surveyOf(ctx, p, dimensionsIn(q)...)
	if err != nil {
		return nil, err
	}
	passing, err := all.Page(ctx, survey.PageQuery{Query: q, Limit: math.MaxInt32, Sort: survey.Sort{By: survey.ByIncident}})
	if err != nil {
		return nil, err
	}
	passes := make(map[string]bool, len(passing.Rows))
	for i := range passing.Rows {
		passes[passing.Rows[i].Incident] = true
	}
	open, err := all.Awaiting(ctx, p.AsOf.Known, 0)
	if err != nil {
		return nil, err
	}
	found := &survey.Awaiting{Base: passing.Total}
	if len(p.Book.Rows) > 0 {
		if found.Unsettled, err = countUnsettled(ctx, p, where); err != nil {
			return nil, err
		}
	}
	for _, asked := range open.Questions {
		waiting, _, err := all.Waiting(ctx, p.AsOf.Known, asked.Variable, survey.WaitingPlace{}, math.MaxInt32)
		if err != nil {
			return nil, err
		}
		of := survey.Asked{Variable: asked.Variable}
		for _, w := range waiting {
			if !passes[w.Incident] {
				continue
			}
			of.Incidents = append(of.Incidents, w)
			if of.Open++; w.Place(asked.Variable).Alone {
				of.Alone++
			}
		}
		if of.Open > 0 {
			found.Questions = append(found.Questions, of)
		}
	}
	found.Sort()
	return found, nil
}

func countUnsettled(ctx context.Context, p *point.Point, where []Condition) (int, error) {
	found, err := Incidents(ctx, p, &IncidentsPage{Where: append(slices.Clip(where), Is("settled", "no")), Facets: []string{}, Columns: []string{}, Limit: 1})
	if err != nil {
		return 0, err
	}
	return found.Total, nil
}

// pageOfWaiting keeps of the incidents of each question those after a place, up to a limit; more
// reports whether there are others behind them.
func pageOfWaiting(of *survey.Asked, after survey.WaitingPlace, limit int) (more bool) {
	var list []survey.Waiting
	for _, w := range of.Incidents {
		if after.Before(w.Place(of.Variable)) {
			list = append(list, w)
		}
	}
	of.Incidents = list[:min(len(list), limit)]
	return len(list) > limit
}
