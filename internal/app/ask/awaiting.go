package ask

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/survey"
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

// Awaiting answers what would decide the incidents that are not settled and pass the
// conditions, with up to limit of them for each question, 100 at most.
func Awaiting(ctx context.Context, p *point.Point, where []Condition, limit int) (*AwaitingAnswer, error) {
	const most = 100
	if limit < 0 || limit > most {
		return nil, ascribe.Errorf(ascribe.ErrUsage, "a question cannot have %d incidents", limit).WithHint("ask for up to %d for each", most)
	}
	found, err := awaitingWhere(ctx, p, where)
	if err != nil {
		return nil, err
	}
	if found == nil {
		if found, err = awaiting(ctx, p, limit); err != nil {
			return nil, err
		}
	}
	for i := range found.Questions {
		if of := &found.Questions[i]; len(of.Incidents) > limit {
			pageOfWaiting(of, survey.WaitingPlace{}, limit)
		}
	}
	return tellAwaiting(ctx, p, found)
}

// tellAwaiting turns what was found into an answer.
func tellAwaiting(ctx context.Context, p *point.Point, found *survey.Awaiting) (*AwaitingAnswer, error) {
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
				w.Incident, titles[0], w.Outcome, w.Place(asked.Variable).Alone, w.CouldBecome,
			})
			titles = titles[1:]
		}
		answer.Questions = append(answer.Questions, question)
	}
	return answer, nil
}

func awaiting(ctx context.Context, p *point.Point, limit int) (*survey.Awaiting, error) {
	s, err := surveyOf(ctx, p)
	if err != nil {
		return nil, err
	}
	return s.Awaiting(ctx, p.AsOf.Known, limit)
}
