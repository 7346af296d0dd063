package ask

import (
	"context"
	"math"
	"slices"
	"strings"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/timeline"
)

// AwaitingOf is what [Awaiting] answers, with the incidents of one question
// alone: a page of up to limit of them, 1 to 100, after a cursor.
func AwaitingOf(ctx context.Context, p *point.Point, variable, after string, limit int) (*AwaitingAnswer, error) {
	v := p.Book.Var(variable)
	if v == nil {
		return nil, ascribe.Errorf(ascribe.ErrNotFound, "%s %s has no variable %q", p.Book.ID, p.Book.Version, variable).
			WithHint("leave it out for the questions that are open")
	}
	if limit < 1 || limit > 100 {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "a page cannot have %d incidents", limit).WithHint("ask for 1 to 100")
	}
	place, err := parseWaitingPlace(after)
	if err != nil {
		return nil, err
	}
	found, err := awaiting(ctx, p, 0)
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
		if asked.Incidents, more, err = waiting(ctx, p, v.Index, place, limit); err != nil {
			return nil, err
		}
		if more {
			last := asked.Incidents[len(asked.Incidents)-1]
			next = waitingCursor(timeline.WaitingPlace{Alone: aloneIn(last.Open, v.Index), Incident: last.Incident})
		}
	}
	answer, err := tellAwaiting(ctx, p, &counts)
	if err != nil {
		return nil, err
	}
	answer.Next = next
	return answer, nil
}

func waiting(ctx context.Context, p *point.Point, variable int, after timeline.WaitingPlace, limit int) (rows []timeline.Waiting, more bool, err error) {
	if x, ok, err := indexFor(ctx, p, nil); err != nil {
		return nil, false, err
	} else if ok {
		query, err := query(ctx, p, nil, nil, []ascribe.Day{p.AsOf.Known})
		if err != nil {
			return nil, false, err
		}
		return x.Waiting(ctx, query, variable, after, limit)
	}
	found, err := awaiting(ctx, p, math.MaxInt)
	if err != nil {
		return nil, false, err
	}
	for _, asked := range found.Questions {
		if asked.Variable != variable {
			continue
		}
		for _, w := range asked.Incidents {
			if after.Before(timeline.WaitingPlace{Alone: aloneIn(w.Open, variable), Incident: w.Incident}) {
				rows = append(rows, w)
			}
		}
	}
	return rows[:min(len(rows), limit)], len(rows) > limit, nil
}

// A waitingCursor is the place of an incident: whether the question alone
// decides it, and its id.
func waitingCursor(p timeline.WaitingPlace) string {
	if p.Alone {
		return "alone:" + p.Incident
	}
	return "among:" + p.Incident
}

func parseWaitingPlace(cursor string) (timeline.WaitingPlace, error) {
	if cursor == "" {
		return timeline.WaitingPlace{}, nil
	}
	kind, id, _ := strings.Cut(cursor, ":")
	if id == "" || kind != "alone" && kind != "among" {
		return timeline.WaitingPlace{}, ascribe.Errorf(ascribe.ErrUsage, "there is no such page").
			WithHint("take the cursor that the page before gave, as it is; or leave it out for the first page")
	}
	return timeline.WaitingPlace{Alone: kind == "alone", Incident: id}, nil
}
