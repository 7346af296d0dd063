package plain

import (
	"context"
	"iter"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/codebook"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// An Incident is one with its reading.
type Incident struct {
	*classify.Reading
	Dossier *ascribe.Dossier
}

// Incidents are all that were written down, in the order of the ledger, also
// those that are not counted on some day. Each question goes through them.
type Incidents = iter.Seq2[Incident, error]

// A Survey is what some incidents come to, which were read under a codebook as
// recorded at an entry.
type Survey struct {
	book *codebook.Book
	all  Incidents
}

var _ survey.Survey = (*Survey)(nil)

// Of is the survey of some incidents.
func Of(book *codebook.Book, all Incidents) *Survey { return &Survey{book, all} }

// Knows is so of every dimension: the readings have them all.
func (s *Survey) Knows(string) bool { return true }

// present are the incidents that are counted on a day.
func (s *Survey) present(ctx context.Context, known ascribe.Day) Incidents {
	return func(yield func(Incident, error) bool) {
		for x, err := range s.each(ctx) {
			if (err != nil || x.Present(known)) && !yield(x, err) {
				return
			}
		}
	}
}

// each are all incidents, for as long as somebody waits for the answer.
func (s *Survey) each(ctx context.Context) Incidents {
	return func(yield func(Incident, error) bool) {
		for x, err := range s.all {
			if err == nil {
				err = ctx.Err()
			}
			if !yield(x, err) || err != nil {
				return
			}
		}
	}
}

// Values are those of a dimension on a day, under the codebook that the incident
// was read under: never none, and several only of a variable that takes
// several.
func Values(book *codebook.Book, r *classify.Reading, by string, known ascribe.Day) []string {
	_, values := held(book, r, by, known)
	return values
}

// held is whether a dimension is known on a day, and its values.
func held(book *codebook.Book, r *classify.Reading, by string, known ascribe.Day) (ascribe.State, []string) {
	if book.Var(by) != nil {
		f := r.Value(by, known)
		if len(f.Values) == 0 {
			f.Values = []string{survey.Unknown}
		}
		return f.State, f.Values
	}
	value := derived(book, r, by, known)
	if by == survey.ByYear && value == survey.Unknown {
		return ascribe.StateUnknown, []string{value}
	}
	return ascribe.StateKnown, []string{value}
}

// derived is the value of a dimension that is no variable.
func derived(book *codebook.Book, r *classify.Reading, by string, known ascribe.Day) string {
	switch by {
	case survey.ByLabel:
		return r.Belief(known).Label
	case survey.ByLevel:
		return r.Belief(known).Level
	case survey.BySettled:
		if r.Belief(known).Settled {
			return "yes"
		}
		return "no"
	case survey.ByCoders:
		return r.Coders(known).String()
	case survey.ByYear:
		if date := survey.DateVar(book); date != nil {
			return survey.YearOf(r.Value(date.Name, known).Value)
		}
	}
	return survey.Unknown
}

func (s *Survey) values(x Incident, by string, known ascribe.Day) []string {
	return Values(s.book, x.Reading, by, known)
}

// Passes reports whether an incident passes a filter on a day.
func Passes(book *codebook.Book, r *classify.Reading, filter survey.Filter, known ascribe.Day) bool {
	return !slices.ContainsFunc(filter, func(t survey.Tests) bool {
		state, values := held(book, r, t.Dimension, known)
		return !t.Pass(state, values)
	})
}

func (s *Survey) passes(x Incident, filter survey.Filter, known ascribe.Day) bool {
	return Passes(s.book, x.Reading, filter, known)
}

// List implements [survey.Survey].
func (s *Survey) List(ctx context.Context, q survey.Query, limit int) (list []survey.Listed, total int, err error) {
	filter, err := survey.NewFilter(s.book, q.Where)
	if err != nil {
		return nil, 0, err
	}
	for x, err := range s.present(ctx, q.Days[0]) {
		if err != nil {
			return nil, 0, err
		}
		if !s.passes(x, filter, q.Days[0]) {
			continue
		}
		if total++; limit == 0 || len(list) < limit {
			list = append(list, x.listed(q.Days[0]))
		}
	}
	return list, total, nil
}

func (x Incident) listed(known ascribe.Day) survey.Listed {
	return survey.Listed{Record: x.Dossier.Record, Incident: x.Dossier.Subject, Belief: x.Belief(known)}
}
