package plain

import (
	"cmp"
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// Cited implements [survey.Survey].
func (s *Survey) Cited(ctx context.Context, known ascribe.Day) ([]survey.Citation, error) {
	all := map[int64]survey.Citation{}
	for x, err := range s.present(ctx, known) {
		if err != nil {
			return nil, err
		}
		of := map[int64]int{}
		for _, st := range x.Standing(known) {
			of[x.source(st.Source)]++
		}
		for source, n := range of {
			c := all[source]
			all[source] = survey.Citation{Source: source, Statements: c.Statements + n, Incidents: c.Incidents + 1}
		}
	}
	list := make([]survey.Citation, 0, len(all))
	for _, c := range all {
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b survey.Citation) int { return cmp.Compare(a.Source, b.Source) })
	return list, nil
}

// Uses implements [survey.Survey].
func (s *Survey) Uses(ctx context.Context, known ascribe.Day) ([]survey.Use, error) {
	n := map[survey.Use]int{}
	for x, err := range s.each(ctx) {
		if err != nil {
			return nil, err
		}
		if x.Merged(known) { // what was said of it counts as said of another
			continue
		}
		for _, st := range x.Standing(known) {
			n[survey.Use{Variable: st.Variable}]++
		}
	}
	return survey.UsesOf(n), nil
}

// Lacking implements [survey.Survey].
func (s *Survey) Lacking(ctx context.Context, known ascribe.Day) ([]survey.Use, error) {
	n := map[survey.Use]int{}
	for x, err := range s.each(ctx) {
		if err != nil {
			return nil, err
		}
		if x.Merged(known) {
			continue
		}
		for _, e := range x.On(known).Evidence() {
			if e.Day > known {
				continue
			}
			switch variable, value := s.book.Knows(e.Statement.Variable, e.Statement.Value); {
			case !variable:
				n[survey.Use{Variable: e.Statement.Variable}]++
			case !value:
				n[survey.Use{Variable: e.Statement.Variable, Value: e.Statement.Value}]++
			}
		}
	}
	return survey.UsesOf(n), nil
}
