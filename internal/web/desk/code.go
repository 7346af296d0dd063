package desk

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// CodeIn is what a source says of one subject.
type CodeIn struct {
	Subject    string      `json:"subject" doc:"The incident, actor or link that it is about."`
	Source     string      `json:"source" doc:"The source that said it."`
	Coder      string      `json:"coder,omitempty" doc:"Who coded it."`
	Statements []CodedPart `json:"statements" doc:"What it says."`
	kit.Wish
}

// CodedPart is one thing that a source says.
type CodedPart struct {
	Variable    string              `json:"variable" doc:"The variable."`
	Value       string              `json:"value" doc:"The value, as coded."`
	Stance      ascribe.Stance      `json:"stance,omitempty" doc:"Left out, it asserts."`
	Basis       ascribe.Basis       `json:"basis,omitempty" doc:"On which ground the source says it."`
	Locator     string              `json:"locator,omitempty" doc:"Where in the source it stands."`
	Said        ascribe.Date        `json:"said,omitzero" doc:"The day on which it was said (EDTF), where that is not the day the source came out."`
	Reliability ascribe.Reliability `json:"reliability,omitempty" doc:"Where it is not the source's."`
	Credibility ascribe.Credibility `json:"credibility,omitempty" doc:"How credible it is."`
	Quote       string              `json:"quote,omitempty" doc:"The words themselves, if they may be kept."`
	Note        string              `json:"note,omitempty" doc:"Why it was coded so."`
}

// Code writes down what a source says of one subject, as one entry.
var Code = kit.Act[CodeIn, acts.Batch]{
	Path: "/code", Name: "code", Summary: "Code a source: all that it says of one subject, as one entry", Tag: "Incidents",
	About: func(in *CodeIn) kit.Subject { return kit.Subject{Of: ascribe.RecordIncident, ID: in.Subject} },
	Do: func(ctx context.Context, a *point.App, by point.By, in *CodeIn) (*acts.Batch, error) {
		if len(in.Statements) == 0 {
			return nil, fault("statements", "there are none")
		}
		const name = "statements" // a line of which is a statement
		list := make([]exchange.Placed, len(in.Statements))
		for i, x := range in.Statements {
			list[i] = exchange.Placed{File: name, Line: i + 1, Noun: &ascribe.Statement{
				Subject: in.Subject, Source: in.Source, Coder: in.Coder, Variable: x.Variable, Value: x.Value, Stance: x.Stance, Basis: x.Basis,
				Locator: x.Locator, Said: x.Said, Reliability: x.Reliability, Credibility: x.Credibility, Quote: x.Quote, Note: x.Note,
			}}
		}
		return acts.AddAll(ctx, a, by, list, new(ascribe.Problems), name)
	},
}
