package ask

import (
	"context"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/near"
	"github.com/ascribe-project/ascribe/internal/survey"
)

// AwaitingOf is what [Awaiting] answers, with the incidents of one question
// alone: a page of up to limit of them, 1 to 100, after a cursor.
func AwaitingOf(ctx context.Context, p *point.Point, where []Condition, variable, after string, limit int) (*AwaitingAnswer, error) {
	v := p.Book.Var(p.Book.Printed(variable))
	if v == nil {
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "%s %s has no variable %q%s", p.Book.ID, p.Book.Version, variable, near.DidYouMean(variable, p.Book.Names())).
			WithHint("leave it out for the questions that are open")
	}
	if limit < 1 || limit > 100 {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "a page cannot have %d incidents", limit).WithHint("ask for 1 to 100")
	}
	place, err := parseWaitingPlace(after)
	if err != nil {
		return nil, err
	}
	found, err := awaitingWhere(ctx, p, where)
	if err != nil {
		return nil, err
	}
	if found != nil {
		return tellNarrowed(ctx, p, found, v.Index, place, limit)
	}
	all, err := surveyOf(ctx, p)
	if err != nil {
		return nil, err
	}
	found, err = all.Awaiting(ctx, p.AsOf.Known, 0)
	if err != nil {
		return nil, err
	}
	counts := *found // that is shared
	counts.Questions = slices.Clone(found.Questions)
	next := ""
	for i := range counts.Questions {
		asked := &counts.Questions[i]
		if asked.Variable != v.Index {
			continue
		}
		var more bool
		if asked.Incidents, more, err = all.Waiting(ctx, p.AsOf.Known, v.Index, place, limit); err != nil {
			return nil, err
		}
		if more {
			next = waitingCursor(asked.Incidents[len(asked.Incidents)-1].Place(v.Index))
		}
	}
	answer, err := tellAwaiting(ctx, p, &counts)
	if err != nil {
		return nil, err
	}
	answer.Next = next
	return answer, nil
}

// A waitingCursor is the place of an incident: whether the question alone
// decides it, and its id.
func waitingCursor(p survey.WaitingPlace) string {
	if p.Alone {
		return "alone:" + p.Incident
	}
	return "among:" + p.Incident
}

func parseWaitingPlace(cursor string) (survey.WaitingPlace, error) {
	if cursor == "" {
		return survey.WaitingPlace{}, nil
	}
	kind, id, _ := strings.Cut(cursor, ":")
	if id == "" || kind != "alone" && kind != "among" {
		return survey.WaitingPlace{}, ascribe.Errorf(ascribe.ErrUsage, "there is no such page").
			WithHint("take the cursor that the page before gave, as it is; or leave it out for the first page")
	}
	return survey.WaitingPlace{Alone: kind == "alone", Incident: id}, nil
}

// tellNarrowed is that of incidents that were narrowed down, all of which are found.
func tellNarrowed(ctx context.Context, p *point.Point, found *survey.Awaiting, variable int, after survey.WaitingPlace, limit int) (*AwaitingAnswer, error) {
	next := ""
	for i := range found.Questions {
		of := &found.Questions[i]
		if of.Variable != variable {
			of.Incidents = nil
		} else if pageOfWaiting(of, after, limit) {
			next = waitingCursor(of.Incidents[len(of.Incidents)-1].Place(variable))
		}
	}
	answer, err := tellAwaiting(ctx, p, found)
	if err != nil {
		return nil, err
	}
	answer.Next = next
	return answer, nil
}
