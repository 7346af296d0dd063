package plain

import (
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// Awaiting implements [survey.Survey].
func (s *Survey) Awaiting(ctx context.Context, known ascribe.Day, limit int) (*survey.Awaiting, error) {
	a, err := s.awaiting(ctx, known)
	if err != nil {
		return nil, err
	}
	for i := range a.Questions {
		asked := &a.Questions[i]
		asked.Incidents = asked.Incidents[:min(len(asked.Incidents), limit)]
	}
	return a, nil
}

// Waiting implements [survey.Survey].
func (s *Survey) Waiting(ctx context.Context, known ascribe.Day, variable int, after survey.WaitingPlace, limit int) (rows []survey.Waiting, more bool, err error) {
	a, err := s.awaiting(ctx, known)
	if err != nil {
		return nil, false, err
	}
	for _, asked := range a.Questions {
		if asked.Variable == variable {
			rows = slices.DeleteFunc(asked.Incidents, func(w survey.Waiting) bool { return !after.Before(w.Place(variable)) })
		}
	}
	return rows[:min(len(rows), limit)], len(rows) > limit, nil
}

// awaiting has, for each question, all incidents in which it is open.
func (s *Survey) awaiting(ctx context.Context, known ascribe.Day) (*survey.Awaiting, error) {
	a := &survey.Awaiting{}
	asked := make([]survey.Asked, len(s.book.Vars))
	for x, err := range s.present(ctx, known) {
		if err != nil {
			return nil, err
		}
		a.Base++
		open := x.Open(known)
		if open.Settled {
			continue
		}
		a.Unsettled++
		for _, question := range open.Questions {
			v := &asked[question.Variable]
			v.Open++
			if question.Alone {
				v.Alone++
			}
			v.Incidents = append(v.Incidents, survey.Waiting{Incident: x.Dossier.Subject, Open: &open})
		}
	}
	for i, v := range asked {
		if v.Variable = i; v.Open > 0 {
			slices.SortFunc(v.Incidents, func(a, b survey.Waiting) int {
				switch a, b := a.Place(i), b.Place(i); {
				case a.Before(b):
					return -1
				case b.Before(a):
					return 1
				}
				return 0
			})
			a.Questions = append(a.Questions, v)
		}
	}
	a.Sort()
	return a, nil
}
