package desk

import (
	"context"

	"github.com/ascribe-project/ascribe"
	"github.com/ascribe-project/ascribe/internal/app/acts"
	"github.com/ascribe-project/ascribe/internal/app/point"
	"github.com/ascribe-project/ascribe/internal/exchange"
	"github.com/ascribe-project/ascribe/internal/web/kit"
)

// StatementIn is a statement that is to be added.
type StatementIn struct {
	ID          string              `json:"id,omitempty" doc:"Its id, where it is not to be made from its content."`
	Subject     string              `json:"subject" doc:"The incident, actor or link that it is about."`
	Variable    string              `json:"variable" doc:"The variable, as in contact."`
	Value       string              `json:"value" doc:"The value, as coded."`
	Stance      ascribe.Stance      `json:"stance,omitempty" doc:"Left out, it asserts."`
	Basis       ascribe.Basis       `json:"basis,omitempty" doc:"On which ground the source says it."`
	Source      string              `json:"source" doc:"The source that said it."`
	Locator     string              `json:"locator,omitempty" doc:"Where in the source it stands."`
	Said        ascribe.Date        `json:"said,omitzero" doc:"The day on which it was said (EDTF), where that is not the day the source came out."`
	Reliability ascribe.Reliability `json:"reliability,omitempty" doc:"Left out, the source's or, where it has none, that of its last statement."`
	Credibility ascribe.Credibility `json:"credibility,omitempty" doc:"Left out, that of the source's last statement."`
	Coder       string              `json:"coder,omitempty" doc:"Who coded it."`
	Quote       string              `json:"quote,omitempty" doc:"The words themselves, if they may be kept."`
	Note        string              `json:"note,omitempty" doc:"Why it was coded so."`
	Document    string              `json:"document,omitempty" doc:"The copy of the source in which a passage is marked."`
	Passage     string              `json:"passage,omitempty" doc:"The words of the passage; alone they do, where they stand in it once."`
	Start       int                 `json:"start,omitempty" doc:"Where the passage begins in the text of the document, in code points; the first is 0."`
	End         int                 `json:"end,omitempty" doc:"Before which code point it ends."`
	kit.Wish
}

func (in *StatementIn) statement() *ascribe.Statement {
	return &ascribe.Statement{
		ID: in.ID, Subject: in.Subject, Variable: in.Variable, Value: in.Value, Stance: in.Stance, Basis: in.Basis,
		Source: in.Source, Locator: in.Locator, Said: in.Said, Reliability: in.Reliability, Credibility: in.Credibility,
		Coder: in.Coder, Quote: in.Quote, Note: in.Note,
	}
}

// AddStatement adds a statement. It touches what it is about.
var AddStatement = kit.Act[StatementIn, acts.Added]{
	Path: "/statements", Name: "add-statement", Summary: "Add what a source said of a variable", Tag: "Incidents",
	About: func(in *StatementIn) kit.Subject { return kit.Subject{Of: ascribe.RecordIncident, ID: in.Subject} },
	Do: func(ctx context.Context, a *point.App, by point.By, in *StatementIn) (*acts.Added, error) {
		if in.Document != "" {
			return mark(ctx, a, by, in)
		}
		return code(ctx, a, by, in.statement())
	},
}

// TryStatement says what a statement would do to the label, were it written down.
var TryStatement = kit.Act[StatementIn, acts.Trial]{
	Path: "/trials", Name: "try-statement", Summary: "Try a statement: what it would do to the label, and nothing is written", Tag: "Incidents",
	Do: func(ctx context.Context, a *point.App, by point.By, in *StatementIn) (*acts.Trial, error) {
		s := in.statement()
		if _, err := acts.TakeGrade(ctx, a, s); err != nil {
			return nil, err
		}
		return acts.Try(ctx, a, by, in.Subject, nil, []exchange.Placed{{Noun: s}})
	},
}

// mark writes a statement down with the passage in which it stands.
func mark(ctx context.Context, a *point.App, by point.By, in *StatementIn) (*acts.Added, error) {
	s := in.statement()
	taken, err := acts.TakeGrade(ctx, a, s)
	if err != nil {
		return nil, err
	}
	added, err := acts.AddMarked(ctx, a, by, s, &acts.Marking{Document: in.Document, Words: in.Passage, Start: in.Start, End: in.End})
	if err == nil {
		added.Taken = taken
	}
	return added, err
}

// code writes a statement down, with what was left out of its grade taken from what
// its source had last.
func code(ctx context.Context, a *point.App, by point.By, s *ascribe.Statement) (*acts.Added, error) {
	taken, err := acts.TakeGrade(ctx, a, s)
	if err != nil {
		return nil, err
	}
	added, err := acts.Add(ctx, a, by, s)
	if err == nil {
		added.Taken = taken
	}
	return added, err
}

// AdjudicationIn is a statement that settles others.
type AdjudicationIn struct {
	StatementIn
	Settles []string `json:"settles" doc:"The statements that it settles: of the same subject, variable, source and day."`
}

// Adjudicate settles statements that differ.
var Adjudicate = kit.Act[AdjudicationIn, acts.Added]{
	Path: "/adjudications", Name: "adjudicate", Summary: "Settle statements by different coders with one, and a reason", Tag: "Incidents",
	About: func(in *AdjudicationIn) kit.Subject { return kit.Subject{Of: ascribe.RecordIncident, ID: in.Subject} },
	Do: func(ctx context.Context, a *point.App, by point.By, in *AdjudicationIn) (*acts.Added, error) {
		s := in.statement()
		if in.Document != "" {
			return nil, fault("document", "a passage is marked for a statement, and not for what settles several")
		}
		if s.Settles = in.Settles; len(s.Settles) == 0 {
			return nil, fault("settles", "name the statements that it settles")
		}
		return code(ctx, a, by, s)
	},
}

// VerdictIn says whether two that look alike are one.
type VerdictIn struct {
	One   string `json:"one" doc:"The id of one of them."`
	Other string `json:"other" doc:"The id of the other; of an incident of an imported dataset, dataset:id."`
	Same  bool   `json:"same" doc:"Whether they are one. Left out, they are two."`
	// What the statement about two incidents or actors has beside that.
	Source      string              `json:"source,omitempty" doc:"On whose word, of two incidents or actors."`
	Said        ascribe.Date        `json:"said,omitzero" doc:"The day on which it was said (EDTF)."`
	Reliability ascribe.Reliability `json:"reliability,omitempty"`
	Credibility ascribe.Credibility `json:"credibility,omitempty"`
	Coder       string              `json:"coder,omitempty" doc:"Who coded it."`
	Note        string              `json:"note,omitempty" doc:"Why it was coded so."`
	kit.Wish
}

// DecideTwins writes down that two are one, or are two.
var DecideTwins = kit.Act[VerdictIn, acts.Added]{
	Path: "/twins", Name: "decide-twins", Summary: "Say of two that look alike that they are one, or are two", Tag: "Incidents",
	About: func(in *VerdictIn) kit.Subject { return kit.Subject{ID: in.One} },
	Do: func(ctx context.Context, a *point.App, by point.By, in *VerdictIn) (*acts.Added, error) {
		return acts.Decide(ctx, a, by, &acts.Verdict{One: in.One, Other: in.Other, Same: in.Same, Said: ascribe.Statement{
			Source: in.Source, Said: in.Said, Reliability: in.Reliability, Credibility: in.Credibility, Coder: in.Coder, Note: in.Note,
		}})
	},
}
