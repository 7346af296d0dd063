package incidents

import (
	"context"
	"net/url"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/ask"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

type statementInput struct {
	kit.Asked
	ID string `path:"id" doc:"The statement's id; of a person who may not be named its neutral reference, as in statement-214; of a cell of an imported dataset the number of its record and its column, as in 34#deaths." example:"d27281dc52a8eeda8339"`
}

func askStatement(ctx context.Context, v *kit.View, in *statementInput) (*ask.StatementAnswer, error) {
	s, err := ask.Statement(ctx, v.At, in.ID)
	if err != nil {
		return nil, err
	}
	return s, v.TurnTo(ctx, s.Dataset)
}

// ToAbout is the address of what a statement is about.
func (f statementPage) ToAbout(s *ask.StatementAnswer) string {
	if s.Incident == "" {
		return f.ToActor(s.Subject)
	}
	return f.ToIncident(s.Incident)
}

// ToProof is the address of the proof of a statement.
func (f statementPage) ToProof(s *ask.StatementAnswer) string {
	return f.To("/statements/" + url.PathEscape(s.Evidence.Statement) + "/proof")
}

// Manner is what a statement does with its value, where it does not assert it.
func (f statementPage) Manner(s *ask.StatementAnswer) string {
	return map[ascribe.Stance]string{ascribe.Denies: "Denied", ascribe.Raises: "Raised"}[s.Stance]
}

// ShownValue is the value of the statement in words.
func (f statementPage) ShownValue(s *ask.StatementAnswer) string { return f.ValueOf(s.Evidence) }

type statementProofInput struct {
	kit.Asked
	ID string `path:"id" doc:"The statement's id."`
}

func giveStatementProof(ctx context.Context, v *kit.View, in *statementProofInput) (*kit.File, error) {
	text, err := ask.StatementProof(ctx, v.At, in.ID)
	return &kit.File{Name: "statement-proof.json", Type: "application/json", Text: text}, err
}

// statementPage is what the template of the page is given.
type statementPage struct {
	*kit.Page[statementInput, ask.StatementAnswer]
}
