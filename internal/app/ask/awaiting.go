package ask

import (
	"cmp"
	"context"
	"slices"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/disclose"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/classify"
	"github.com/ascribe-project/ascribe/internal/timeline"
)

// AwaitingAnswer is the incidents whose answer is not settled as of a point, by the
// question that would decide it.
type AwaitingAnswer struct {
	point.Asked
	Codebook  point.BookName `json:"codebook"`
	Base      int            `json:"base"`      // the incidents that are counted
	Unsettled int            `json:"unsettled"` // of these, those that are not settled
	// Questions are the variables that are open in some of them, those first
	// that alone would decide most. An incident counts for each that is open in
	// it.
	Questions []AwaitingQuestion `json:"questions"`
	// Next is the cursor of the next page of incidents, where those of one
	// question are asked for; "": there is none.
	Next string `json:"next"`
}

// AwaitingQuestion is a variable that is open.
type AwaitingQuestion struct {
	Variable string `json:"variable"`
	Title    string `json:"title"`
	Open     int    `json:"open"`  // how many incidents it is open in
	Alone    int    `json:"alone"` // in how many of these an answer to it alone can change the answer
	// Incidents are the first of them, those before in which it alone can.
	Incidents []AwaitingIncident `json:"incidents"`
}

// AwaitingIncident is an incident that is not settled.
type AwaitingIncident struct {
	Incident string `json:"incident"`
	Title    string `json:"title"`
	ascribe.Outcome
	Alone       bool                  `json:"alone"` // whether an answer to the question alone can change it
	CouldBecome []ascribe.Possibility `json:"could_become"`
}

// Awaiting answers what would decide the incidents that are not settled, with
// up to limit of them for each question, 100 at most.
func Awaiting(ctx context.Context, p *point.Point, limit int) (*AwaitingAnswer, error) {
	const most = 100
	if limit < 0 || limit > most {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "a question cannot have %d incidents", limit).WithHint("ask for up to %d for each", most)
	}
	found, err := awaiting(ctx, p, limit)
	if err != nil {
		return nil, err
	}
	return tellAwaiting(ctx, p, found)
}

// tellAwaiting turns what was found into an answer.
func tellAwaiting(ctx context.Context, p *point.Point, found *timeline.Awaiting) (*AwaitingAnswer, error) {
	answer := &AwaitingAnswer{
		Asked: p.Asked, Codebook: point.NameOf(p.Book), Base: found.Base, Unsettled: found.Unsettled, Questions: []AwaitingQuestion{},
	}
	var ids []string
	for _, asked := range found.Questions {
		for i := range asked.Incidents {
			ids = append(ids, asked.Incidents[i].Incident)
		}
	}
	titles, err := titlesOf(ctx, p, p.About(), ids)
	if err != nil {
		return nil, err
	}
	for _, asked := range found.Questions {
		v := &p.Book.Vars[asked.Variable]
		question := AwaitingQuestion{v.Name, v.Title, asked.Open, asked.Alone, []AwaitingIncident{}}
		for _, w := range asked.Incidents {
			question.Incidents = append(question.Incidents, AwaitingIncident{
				w.Incident, titles[0], w.Outcome, aloneIn(w.Open, asked.Variable), w.CouldBecome,
			})
			titles = titles[1:]
		}
		answer.Questions = append(answer.Questions, question)
	}
	return answer, nil
}

func aloneIn(o *classify.Open, variable int) bool {
	return slices.Contains(o.Questions, classify.Question{Variable: variable, Alone: true})
}

func awaiting(ctx context.Context, p *point.Point, limit int) (*timeline.Awaiting, error) {
	if x, ok, err := indexFor(ctx, p, nil); err != nil {
		return nil, err
	} else if ok {
		query, err := query(ctx, p, nil, nil, []ascribe.Day{p.AsOf.Known})
		if err != nil {
			return nil, err
		}
		return x.Awaiting(ctx, query, limit)
	}
	found := &timeline.Awaiting{}
	asked := make([]timeline.Asked, len(p.Book.Vars))
	for s, err := range disclose.Present(ctx, p) {
		if err != nil {
			return nil, err
		}
		found.Base++
		o := s.Open(p.AsOf.Known)
		if o.Settled {
			continue
		}
		found.Unsettled++
		for _, question := range o.Questions {
			v := &asked[question.Variable]
			v.Open++
			if question.Alone {
				v.Alone++
			}
			v.Incidents = append(v.Incidents, timeline.Waiting{Incident: s.Dossier.Subject, Open: &o})
		}
	}
	for i, v := range asked {
		if v.Variable = i; v.Open == 0 {
			continue
		}
		later := func(w timeline.Waiting) int {
			if aloneIn(w.Open, i) {
				return 0
			}
			return 1
		}
		slices.SortFunc(v.Incidents, func(a, b timeline.Waiting) int {
			return cmp.Or(cmp.Compare(later(a), later(b)), cmp.Compare(a.Incident, b.Incident))
		})
		v.Incidents = v.Incidents[:min(len(v.Incidents), limit)]
		found.Questions = append(found.Questions, v)
	}
	found.Sort()
	return found, nil
}
