package web

import (
	"context"
	"net/url"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
)

type statementInput struct {
	Asked
	ID string `path:"id" doc:"The statement's id; of a person who may not be named its neutral reference, as in statement-214; of a cell of an imported dataset the number of its record and its column, as in 34#deaths." example:"d27281dc52a8eeda8339"`
}

func askStatement(ctx context.Context, v *view, in *statementInput) (*ask.StatementAnswer, error) {
	s, err := ask.Statement(ctx, v.record, v.question, in.ID)
	if err != nil {
		return nil, err
	}
	v.turnTo(s.Dataset)
	return s, nil
}

// turnTo has the page look at the dataset that its answer turned out to be
// about: ids of statements are unique over all.
func (v *view) turnTo(dataset string) {
	if dataset == ascribe.Main {
		dataset = ""
	}
	q := *v.question
	q.Dataset = dataset
	v.question, v.asked.Dataset = &q, dataset
}

// ToAbout is the address of what a statement is about.
func (f *frame) ToAbout(s *ask.StatementAnswer) string {
	if s.Incident == "" {
		return f.ToActor(s.Subject)
	}
	return f.ToIncident(s.Incident)
}

// ToProof is the address of the proof of a statement.
func (f *frame) ToProof(s *ask.StatementAnswer) string {
	return f.To("/statements/" + url.PathEscape(s.Evidence.Statement) + "/proof")
}

// Manner is what a statement does with its value, where it does not assert it.
func (f *frame) Manner(s *ask.StatementAnswer) string {
	return map[ascribe.Stance]string{ascribe.Denies: "Denied", ascribe.Raises: "Raised"}[s.Stance]
}

// ShownValue is the value of the statement in words.
func (f *frame) ShownValue(s *ask.StatementAnswer) string { return f.valueOf(s.Evidence) }

type statementProofInput struct {
	Asked
	ID string `path:"id" doc:"The statement's id."`
}

func giveStatementProof(ctx context.Context, v *view, in *statementProofInput) (*given, error) {
	text, err := ask.StatementProof(ctx, v.record, v.question, in.ID)
	return &given{name: "statement-proof.json", kind: "application/json", text: text}, err
}
